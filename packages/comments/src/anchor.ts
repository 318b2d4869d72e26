import { offsetsOf, pointAt, rangesOf, sectionAt, type Range, type TextIndex } from './textIndex.ts';

/**
 * A passage in words: what it says, what stands right before and after it in its section, the section's id and the point's
 * number as shown. A thread on a whole section has an empty quote.
 */
export interface Anchor {
  quote: string;
  prefix: string;
  suffix: string;
  sectionId: string | null;
  point: string | null;
}

/** A passage found in a text: text offsets, and its ProseMirror ranges, one for each run of text. */
export interface Place {
  at: number;
  end: number;
  ranges: Range[];
}

/** How much of what stands before and after a passage is kept (UTF-16 units). */
const context = 32;

/** The passage between two ProseMirror positions, without white space at its ends; null where there is no text. */
export function placeOf(index: TextIndex, from: number, to: number): Place | null {
  const offsets = offsetsOf(index, { from, to });
  if (offsets === null) return null;
  const words = index.text.slice(offsets.at, offsets.end);
  const at = offsets.at + (words.length - words.trimStart().length);
  const end = at + words.trim().length;
  return end > at ? { at, end, ranges: rangesOf(index, at, end) } : null;
}

/** The words of a place. */
export function anchorAt(index: TextIndex, { at, end, ranges }: Place): Anchor {
  const { text } = index;
  const first = sectionAt(index, at);
  const last = sectionAt(index, end - 1);
  return {
    quote: text.slice(at, end),
    prefix: wellFormed(text.slice(Math.max(first?.at ?? 0, at - context), at)),
    suffix: wellFormed(text.slice(end, Math.min(last?.end ?? text.length, end + context))),
    sectionId: first?.id ?? null,
    point: ranges[0] === undefined ? null : pointAt(index, ranges[0].from),
  };
}

/** The words between two ProseMirror positions; null where there is no text. */
export function anchorOf(index: TextIndex, from: number, to: number): Anchor | null {
  const place = placeOf(index, from, to);
  return place === null ? null : anchorAt(index, place);
}

/** Where quote, prefix and suffix stand in exactly one place of the anchor's section (of the paper, without one); else null. */
export function findAnchor(index: TextIndex, { quote, prefix, suffix, sectionId }: Anchor): Place | null {
  if (quote.trim() === '') return null;
  const section = sectionId === null ? null : index.sections.find(({ id }) => id === sectionId);
  if (section === undefined) return null;
  const text = squeeze(index.text.slice(section?.at ?? 0, section?.end));
  const before = squeeze(prefix).text;
  const words = squeeze(quote.trim()).text;
  const found = occurrences(text.text, before + words + squeeze(suffix).text);
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return placed(index, text, only + before.length, words.length, section?.at ?? 0);
}

/**
 * Where words that somebody picked stand now: of the places with this quote the one that fits prefix and suffix best. Null
 * where there is none, where two fit equally well, or where short words stand among quite other ones than they were picked
 * from. `near` (a ProseMirror position) decides between equals.
 */
export function findQuote(index: TextIndex, picked: { quote: string; prefix: string; suffix: string; near?: number }): Place | null {
  const words = squeeze(picked.quote.trim()).text;
  if (words === '') return null;
  const text = squeeze(index.text);
  const before = squeeze(withoutNumbers(picked.prefix)).text;
  const after = squeeze(withoutNumbers(picked.suffix)).text;
  const starts = occurrences(text.text, words);
  const found = starts.map((start) => {
    const left = commonEnd(text.text.slice(Math.max(0, start - before.length), start), before);
    const right = commonStart(text.text.slice(start + words.length, start + words.length + after.length), after);
    const fits =
      (before.trim() === '' && after.trim() === '') || words.length >= speaksForItself || enough(left, before) || enough(right, after);
    const place = placed(index, text, start, words.length, 0);
    const far = Math.abs((place.ranges[0]?.from ?? 0) - (picked.near ?? Number.MAX_SAFE_INTEGER));
    return { place, fits: fits || (starts.length === 1 && far <= moved), score: left + right, far };
  });
  const fitting = found.filter(({ fits }) => fits);
  const best = Math.max(...fitting.map(({ score }) => score));
  const equals = fitting.filter(({ score }) => score === best);
  if (equals.length <= 1 || picked.near === undefined) return equals.length === 1 ? (equals[0]?.place ?? null) : null;
  return equals.reduce((one, other) => (other.far < one.far ? other : one)).place;
}

/** What somebody picked: words with what stands around them, ProseMirror positions, or both. */
export interface Picked {
  quote?: string;
  prefix?: string;
  suffix?: string;
  from?: number;
  to?: number;
}

/**
 * Where a passage that was picked stands now. Positions alone say it; beside words they count only where these very words
 * stand there, for the text may have moved on since. Null where it does not stand (any more).
 */
export function pickedPlace(index: TextIndex, { quote = '', prefix = '', suffix = '', from, to }: Picked): Place | null {
  const place = from === undefined || to === undefined ? null : placeOf(index, from, to);
  const words = squeeze(quote.trim()).text;
  if (words === '') return place;
  if (place !== null && squeeze(index.text.slice(place.at, place.end)).text === words) return place;
  return findQuote(index, { quote, prefix, suffix, ...(from === undefined ? {} : { near: from }) });
}

/** From this length on, words are taken for the picked ones wherever they stand. */
const speaksForItself = 24;

/** How far words may have moved, while they were on their way here, to be the picked ones whatever stands around them. */
const moved = 64;

function enough(common: number, whole: string): boolean {
  return whole.trim() !== '' && common >= Math.min(whole.length, 6);
}

// Plain text of a paper has the numbers of points and the dashes of lists in front of its lines; the paper itself has not.
function withoutNumbers(text: string): string {
  return text.replace(/(^|\n)\s*(?:\d+(?:\.[a-z0-9]+)*\.?|-) /g, '$1');
}

/** A text whose white space counts as single spaces; `at` leads each of its units back. */
interface Squeezed {
  text: string;
  at: number[];
}

function squeeze(text: string): Squeezed {
  let squeezed = '';
  const at: number[] = [];
  let inSpace = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charAt(i);
    const space = /\s/.test(unit);
    if (space && inSpace) continue;
    inSpace = space;
    squeezed += space ? ' ' : unit;
    at.push(i);
  }
  return { text: squeezed, at };
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

function placed(index: TextIndex, { at: back }: Squeezed, start: number, length: number, base: number): Place {
  const at = base + (back[start] ?? 0);
  const end = base + (back[start + length - 1] ?? 0) + 1;
  return { at, end, ranges: rangesOf(index, at, end) };
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one[length] === other[length]) length += 1;
  return length;
}

// A cut through a pair of units (an emoji) would leave half a character, which no database takes.
function wellFormed(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
