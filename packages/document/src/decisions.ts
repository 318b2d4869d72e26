import type { Node } from 'prosemirror-model';
import type { NodeJson } from './json.ts';
import { paperNode } from './read.ts';

/** A decision in the minutes, and the title of the item it was made under ('' where it has none). */
export type Decision = { item: string; text: string };

/** What was decided, in the order it stands in the minutes; empty decisions are left out. */
export function decisionsOf(paper: Node | NodeJson): Decision[] {
  const found: Decision[] = [];
  paperNode(paper).forEach((section) => {
    let item = '';
    section.descendants((node) => {
      const text = node.isTextblock ? node.textContent.trim() : '';
      if (node.type.name === 'sectionTitle' && item === '') item = text;
      if (node.type.name === 'decision' && text !== '') found.push({ item, text });
      return !node.isTextblock;
    });
  });
  return found;
}
