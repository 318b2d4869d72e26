/** A node of ProseMirror JSON, as far as talk about a text needs it. */
export interface PaperNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: PaperNode[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
}

/** A numbered point and the ProseMirror positions it reaches over. */
export interface PointPlace {
  number: string;
  from: number;
  to: number;
}

/** A text node: `at` is where its text begins in the index' text, `pos` its ProseMirror position. */
interface Piece {
  at: number;
  pos: number;
  length: number;
  comments: readonly string[];
}

/** A section: offsets into the index' text, and the ProseMirror positions it reaches over. */
interface SectionPlace {
  id: string | null;
  at: number;
  end: number;
  from: number;
  to: number;
}

/**
 * A paper as one string (UTF-16 offsets), with a line end between text blocks and for a break, and the way back to
 * ProseMirror positions.
 */
export interface TextIndex {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly sections: readonly SectionPlace[];
  readonly points: readonly PointPlace[];
}

/** A stretch of ProseMirror positions. */
export interface Range {
  from: number;
  to: number;
}

// The only node of a paper without an inside; every other one counts two positions more than what it holds.
const leaf = 'hardBreak';

/** Indexes a whole paper (`type: 'doc'`). `points` are its numbered points, outer before inner. */
export function textIndex(doc: PaperNode, points: readonly PointPlace[] = []): TextIndex {
  let text = '';
  let apart = false;
  const pieces: Piece[] = [];
  const sections: SectionPlace[] = [];
  const visit = (node: PaperNode, pos: number): number => {
    if (node.text !== undefined) {
      if (apart && text !== '') text += '\n';
      apart = false;
      pieces.push({ at: text.length, pos, length: node.text.length, comments: commentsOf(node) });
      text += node.text;
      return node.text.length;
    }
    if (node.type === leaf) {
      apart = true;
      return 1;
    }
    apart = true;
    let size = 1;
    for (const child of node.content ?? []) size += visit(child, pos + size);
    apart = true;
    return size + 1;
  };
  let pos = 0;
  for (const section of doc.content ?? []) {
    const first = pieces.length;
    const size = visit(section, pos);
    const id = typeof section.attrs?.id === 'string' ? section.attrs.id : null;
    sections.push({ id, at: pieces[first]?.at ?? text.length, end: text.length, from: pos, to: pos + size });
    pos += size;
  }
  return { text, pieces, sections, points };
}

function commentsOf(node: PaperNode): string[] {
  return (node.marks ?? []).flatMap(({ type, attrs }) =>
    type === 'comment' && typeof attrs?.id === 'string' && attrs.id !== '' ? [attrs.id] : [],
  );
}

/** The text offsets that lie within ProseMirror positions; null where no text does. */
export function offsetsOf({ pieces, text }: TextIndex, { from, to }: Range): { at: number; end: number } | null {
  const inside = pieces.filter(({ pos, length }) => pos < to && pos + length > from);
  const [first] = inside;
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return null;
  let at = first.at + Math.max(0, from - first.pos);
  let end = last.at + Math.min(last.length, to - last.pos);
  // Both units of a pair (an emoji) belong together.
  if (/^[\udc00-\udfff]/.test(text.charAt(at)) && /^[\ud800-\udbff]/.test(text.charAt(at - 1))) at -= 1;
  if (/^[\udc00-\udfff]/.test(text.charAt(end)) && /^[\ud800-\udbff]/.test(text.charAt(end - 1))) end += 1;
  return { at, end };
}

/** The ProseMirror ranges of a stretch of the index' text: one for each run of text that nothing parts. */
export function rangesOf({ pieces }: TextIndex, at: number, end: number): Range[] {
  const ranges: Range[] = [];
  for (let place = firstEndingAfter(pieces, at); place < pieces.length; place += 1) {
    const piece = pieces[place] as Piece;
    if (piece.at >= end) break;
    const start = Math.max(at, piece.at);
    const stop = Math.min(end, piece.at + piece.length);
    if (start >= stop) continue;
    const range = { from: piece.pos + start - piece.at, to: piece.pos + stop - piece.at };
    const last = ranges.at(-1);
    if (last?.to === range.from) last.to = range.to;
    else ranges.push(range);
  }
  return ranges;
}

function firstEndingAfter(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const { at: start, length } = pieces[middle] as Piece;
    if (start + length > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The section that a text offset lies in, or null. */
export function sectionAt({ sections }: TextIndex, at: number): SectionPlace | null {
  return sections.find((section) => at >= section.at && at < section.end) ?? null;
}

/** The number, as shown, of the innermost point around a ProseMirror position, or null. */
export function pointAt({ points }: TextIndex, pos: number): string | null {
  return points.findLast(({ from, to }) => pos >= from && pos < to)?.number ?? null;
}
