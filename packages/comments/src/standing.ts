import type { Anchor, Place } from './anchor.ts';
import { partsOf, type Run } from './marks.ts';
import { pointAt, rangesOf, sectionAt, type Range, type TextIndex } from './textIndex.ts';

/**
 * How a thread stands in a text now. `anchored`: `currentQuote` is what its passage has become (parts with other words
 * between them are joined with ' … '), `ranges` its ProseMirror ranges. `orphaned`: no words of it stand under its mark; section
 * and point are those it had.
 */
export type Standing =
  | { state: 'anchored'; currentQuote: string; sectionId: string | null; point: string | null; ranges: Range[] }
  | { state: 'orphaned'; currentQuote: null; sectionId: string | null; point: string | null; ranges: [] };

/** A thread as far as its place goes. `anchor.quote` is what its passage last said; `whole`: about a section, not about words in it. */
export interface PlacedThread {
  id: string;
  anchor: Anchor;
  whole: boolean;
}

/** How one thread stands; `marks` are those of the whole text (`marksOf`). */
export function standing(index: TextIndex, marks: ReadonlyMap<string, readonly Run[]>, { id, anchor, whole }: PlacedThread): Standing {
  const lost: Standing = { state: 'orphaned', currentQuote: null, sectionId: anchor.sectionId, point: anchor.point, ranges: [] };
  if (whole) {
    const section = anchor.sectionId === null ? undefined : index.sections.find((one) => one.id === anchor.sectionId);
    if (section === undefined) return lost;
    return { state: 'anchored', currentQuote: '', sectionId: section.id, point: null, ranges: [{ from: section.from, to: section.to }] };
  }
  const parts = partsOf(index, marks.get(id) ?? [], anchor);
  const [first] = parts;
  const ranges = parts.flatMap(({ at, end }) => rangesOf(index, at, end));
  const [range] = ranges;
  if (first === undefined || range === undefined) return lost;
  return {
    state: 'anchored',
    currentQuote: parts.map(({ at, end }) => index.text.slice(at, end)).join(' … '),
    sectionId: sectionAt(index, first.at)?.id ?? null,
    point: pointAt(index, range.from),
    ranges,
  };
}

/** How a passage stands that was found at a place. */
export function standsAt(index: TextIndex, { at, end, ranges }: Place): Standing {
  const section = sectionAt(index, at)?.id ?? null;
  const [range] = ranges;
  const point = range === undefined ? null : pointAt(index, range.from);
  return { state: 'anchored', currentQuote: index.text.slice(at, end), sectionId: section, point, ranges };
}
