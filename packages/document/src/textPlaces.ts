import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { fragmentName } from './birth.ts';
import { schema } from './schema.ts';
import { isTooDeep, textsBelow } from './tooDeep.ts';

/** A run of letters with the same marks: where it stands in its Y text, and its position in the paper as read. */
export interface TextPlace {
  text: Y.XmlText;
  /** UTF-16 units into the Y text. */
  offset: number;
  length: number;
  /** ProseMirror position in the paper as `documentJson` reads it. */
  pos: number;
  string: string;
  /** As Yjs holds them: names of marks may carry a hash. */
  attributes: Record<string, unknown>;
}

interface Delta {
  insert?: unknown;
  attributes?: Record<string, unknown>;
}

/** Every run of letters that `documentJson` reads, in reading order; leaves out what it leaves out. Changes nothing. */
export function textPlaces(ydoc: Y.Doc): TextPlace[] {
  const places: TextPlace[] = [];
  const visitText = (text: Y.XmlText, start: number): number => {
    let offset = 0;
    let pos = start;
    for (const { insert, attributes = {} } of text.toDelta() as Delta[]) {
      if (typeof insert !== 'string') {
        offset += 1;
        continue;
      }
      places.push({ text, offset, length: insert.length, pos, string: insert, attributes });
      offset += insert.length;
      pos += insert.length;
    }
    return pos;
  };
  const visit = (parent: Y.XmlElement | Y.XmlFragment, { contentMatch }: NodeType, start: number, level: number): number => {
    let pos = start;
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) {
        if (contentMatch.matchType(schema.nodes.text as NodeType)) pos = visitText(child, pos);
      } else if (child instanceof Y.XmlElement) {
        const type = schema.nodes[child.nodeName];
        if (!type || type.isText || type === schema.topNodeType || !contentMatch.matchType(type)) continue;
        if (type.isLeaf) pos += 1;
        else if (isTooDeep(type, level)) pos = textsBelow(child).reduce((at, text) => visitText(text, at + 1) + 1, pos + 1) + 1;
        else pos = visit(child, type, pos + 1, level + 1) + 1;
      }
    }
    return pos;
  };
  visit(ydoc.getXmlFragment(fragmentName), schema.topNodeType, 0, 1);
  return places;
}
