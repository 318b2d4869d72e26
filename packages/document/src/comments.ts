import { encodeAny, toBase64 } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import type * as Y from 'yjs';
import { textPlaces } from './textPlaces.ts';

/** A stretch of ProseMirror positions in the paper as `documentJson` reads it. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * The name of the Yjs attribute that carries the comment mark with this id: y-prosemirror 1.3.7 adds to the name of a mark
 * that may lie over others of its kind 6 bytes, in base64, folded from the SHA-256 of the mark's JSON (src/utils.js).
 */
export function commentAttribute(id: string): string {
  const sum = digest(encodeAny({ type: 'comment', attrs: { id } }));
  const folded = sum.slice(0, 6);
  for (let i = 6; i < sum.length; i += 1) folded[i % 6] = (folded[i % 6] ?? 0) ^ (sum[i] ?? 0);
  return `comment--${toBase64(folded)}`;
}

/** Puts the comment mark `id` over stretches of a paper; false where no text lies in them. */
export function placeComment(ydoc: Y.Doc, id: string, stretches: readonly Stretch[]): boolean {
  let placed = false;
  ydoc.transact(() => {
    for (const { text, offset, length } of within(ydoc, stretches)) {
      text.format(offset, length, { [commentAttribute(id)]: { id } });
      placed = true;
    }
  });
  return placed;
}

/** Takes the comment mark `id` off a paper, wherever it stands; false where it stands nowhere. */
export function removeComment(ydoc: Y.Doc, id: string): boolean {
  let removed = false;
  ydoc.transact(() => {
    for (const { text, offset, length, attributes } of textPlaces(ydoc)) {
      // By what it says: whoever writes raw Yjs may have given it another name.
      const names = Object.entries(attributes).filter(([name, value]) => /^comment(--|$)/.test(name) && idIn(value) === id);
      if (names.length === 0) continue;
      text.format(offset, length, Object.fromEntries(names.map(([name]) => [name, null])));
      removed = true;
    }
  });
  return removed;
}

/**
 * Replaces the words of a stretch that lies in one text block. What both wordings begin and end with stays, so that others'
 * work there stays too; new words get the marks of those they replace. False where it does not lie in one.
 */
export function replaceWords(ydoc: Y.Doc, stretch: Stretch, words: string): boolean {
  const places = within(ydoc, [stretch]);
  const [first] = places;
  if (first === undefined || places.some(({ text }) => text !== first.text)) return false;
  const before = places.map(({ string }) => string).join('');
  if (before.length !== stretch.to - stretch.from) return false;
  let start = 0;
  while (start < Math.min(before.length, words.length) && before[start] === words[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, words.length) - start && before.at(-1 - end) === words.at(-1 - end)) end += 1;
  // Half of a pair of units is no character.
  if (isLow(before, start) || isLow(words, start)) start -= 1;
  if (isLow(before, before.length - end) || isLow(words, words.length - end)) end -= 1;
  let marks = first.attributes;
  for (const { offset, length, attributes } of places)
    if (first.offset + start >= offset && first.offset + start < offset + length) marks = attributes;
  ydoc.transact(() => {
    const at = first.offset + start;
    const inserted = words.slice(start, words.length - end);
    if (inserted !== '') first.text.insert(at, inserted, marks);
    if (before.length > start + end) first.text.delete(at + inserted.length, before.length - start - end);
  });
  return true;
}

function idIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}

/** A stretch of one Y text. */
interface Cut {
  text: Y.XmlText;
  offset: number;
  length: number;
  string: string;
  attributes: Record<string, unknown>;
}

// Whether the second unit of a pair (an emoji) stands here, after its first.
function isLow(string: string, at: number): boolean {
  return at > 0 && at < string.length && /^[\udc00-\udfff]/.test(string.charAt(at)) && /^[\ud800-\udbff]/.test(string.charAt(at - 1));
}

function within(ydoc: Y.Doc, stretches: readonly Stretch[]): Cut[] {
  const cuts: Cut[] = [];
  for (const { text, offset, length, pos, string, attributes } of textPlaces(ydoc)) {
    for (const { from, to } of stretches) {
      let start = Math.max(from, pos);
      let stop = Math.min(to, pos + length);
      if (start >= stop) continue;
      // Yjs makes two broken letters of a pair of units that is parted.
      if (isLow(string, start - pos)) start -= 1;
      if (isLow(string, stop - pos)) stop += 1;
      cuts.push({ text, offset: offset + start - pos, length: stop - start, string: string.slice(start - pos, stop - pos), attributes });
    }
  }
  return cuts;
}
