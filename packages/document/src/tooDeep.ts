import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { deepest } from './allowed.ts';
import { schema } from './schema.ts';

// What lies deeper than a paper may be was stored before that was refused. Its words are kept, each text as a paragraph.

/**
 * Whether what is inside a node of this type at this level (a section is at 1) is read as paragraphs alone. Where a paragraph may
 * stand: a list's items and a table's cells are at most two levels further in.
 */
export function isTooDeep({ contentMatch }: NodeType, level: number): boolean {
  return level >= deepest && contentMatch.matchType(schema.nodes.paragraph as NodeType) !== null;
}

/** The texts below an element in reading order; going down step by step, because no stack holds thousands of levels. */
export function textsBelow(top: Y.XmlElement): Y.XmlText[] {
  const found: Y.XmlText[] = [];
  const left: unknown[] = top.toArray().reverse();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next instanceof Y.XmlText) found.push(next);
    else if (next instanceof Y.XmlElement) for (const child of next.toArray().reverse()) left.push(child);
  }
  return found;
}
