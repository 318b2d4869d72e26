import { textIndex, type Range, type TextIndex } from '@samskriv/comments';
import { numberPoints, type NodeJson } from '@samskriv/document';

/** Where a thread is to stand on a version, as openVersionThread takes it. */
type Anchor = { from: number; to: number } | { sectionId: string };

/** The text of a version as people count it on its page (lib/versions/shownText.ts). */
export function versionText(json: NodeJson): TextIndex {
  return textIndex(json);
}

/** The stretches of the page's text that ProseMirror ranges cover. */
export function stretchesOf({ pieces }: TextIndex, ranges: readonly Range[]): { at: number; end: number }[] {
  return ranges.flatMap(({ from, to }) =>
    pieces
      .filter(({ pos, length }) => pos < to && pos + length > from)
      .map(({ pos, at, length }) => ({ at: at + Math.max(0, from - pos), end: at + Math.min(length, to - pos) })),
  );
}

/** The ProseMirror positions of a stretch of the page's text; null where it is none. */
export function positionsOf({ pieces, text }: TextIndex, at: number, end: number): { from: number; to: number } | null {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(end) || at < 0 || end > text.length || at >= end) return null;
  const first = pieces.find((piece) => piece.at + piece.length > at);
  const last = pieces.findLast((piece) => piece.at < end);
  if (first === undefined || last === undefined) return null;
  return { from: first.pos + Math.max(0, at - first.at), to: last.pos + Math.min(last.length, end - last.at) };
}

/** What was chosen from the list of points and sections: `point:1.a` or `section:<id>`; null for anything else. */
export function chosenPlace(json: NodeJson, choice: string): Anchor | null {
  const [kind, rest] = [choice.slice(0, choice.indexOf(':')), choice.slice(choice.indexOf(':') + 1)];
  if (kind === 'section') return { sectionId: rest };
  const point = kind === 'point' ? numberPoints(json).find(({ number }) => number === rest) : undefined;
  if (point === undefined) return null;
  // A point's own words: what is said about its sub-points is said on them.
  const { pos, node } = point;
  let own = 1;
  for (const child of node.children) {
    if (child.type.name === 'targetPoint') break;
    own += child.nodeSize;
  }
  return { from: pos, to: pos + own };
}
