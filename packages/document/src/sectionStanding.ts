import type { Node } from 'prosemirror-model';
import { cleanAttrs } from './blocks.ts';
import type { SectionStatus } from './sections/sectionKind.ts';

/** Whether a section holds no text but its title. */
export function isBlank(section: Node): boolean {
  let blank = true;
  section.forEach((child) => {
    if (child.type.name !== 'sectionTitle') blank &&= child.textContent.trim() === '';
  });
  return blank;
}

/** How far a section is: as people have set it, except that one with text in it is a draft at the least, not empty. */
export function sectionStanding(section: Node): SectionStatus {
  const status = cleanAttrs('section', section.attrs).status as SectionStatus;
  return status === 'empty' && !isBlank(section) ? 'draft' : status;
}
