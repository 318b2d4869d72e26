import type { NodeJson } from './json.ts';
import { agendaItem } from './sections/agendaItem.ts';
import { sectionKinds } from './sections/sectionKinds.ts';

/**
 * A new target paper as JSON: the target with one empty point, the background's parts, one tender text and one case,
 * each with ids of its own. `title` heads the target section; empty leaves it unnamed.
 */
export function emptyTarget(title: string): NodeJson {
  const kinds = sectionKinds.filter(({ paper }) => paper === 'target');
  const sections = kinds.flatMap((kind) => (kind.parts.length === 0 ? [kind.skeleton()] : kind.parts.map((part) => kind.skeleton(part))));
  const heading = sections[0]?.content?.[0];
  if (heading && title !== '') heading.content = [{ type: 'text', text: title }];
  return { type: 'doc', content: sections };
}

/** New minutes as JSON: a section for each item of the agenda, under its title. */
export function emptyMinutes(items: readonly string[]): NodeJson {
  const sections = (items.length === 0 ? [''] : items).map((title) => {
    const section = agendaItem.skeleton();
    const heading = section.content?.[0];
    if (heading && title !== '') heading.content = [{ type: 'text', text: title }];
    return section;
  });
  return { type: 'doc', content: sections };
}
