import { align, type Effort } from './align.ts';
import { isSpace, tokens, weightOf } from './tokens.ts';

/** A stretch of two texts read together: in both, only in the later, or only in the earlier. */
export interface WordChange {
  kind: 'same' | 'inserted' | 'deleted';
  text: string;
}

/** Comparisons of words spent on one text at the most, so that a pasted book cannot hold anybody up. */
const mostForOneText = 4_000_000;
/** How many pieces a change is moved at the most to begin well. */
const furthest = 40;
/** A passage of which less than this share stays is told as taken out and put in whole. */
const leastKept = 0.3;

/**
 * What becomes of `before` when it becomes `after`, in whole words and phrases: what is same or deleted makes `before`, what
 * is same or inserted makes `after`, letter for letter. Where a passage is rewritten it is deleted and inserted whole, and a
 * deletion stands before the insertion that replaces it. Where `effort` runs out, the same holds for the whole text.
 */
export function wordChanges(before: string, after: string, effort: Effort = { left: mostForOneText }): WordChange[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const old = tokens(before);
  const now = tokens(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const kept = align(old.slice(start, old.length - end), now.slice(start, now.length - end), effort, mostForOneText);
  const pieces: Piece[] = [{ same: old.slice(0, start), cut: [], put: [] }];
  let [i, j] = [start, start];
  const stay = (oldUntil: number, nowUntil: number, length: number): void => {
    if (oldUntil > i || nowUntil > j) pieces.push({ same: [], cut: old.slice(i, oldUntil), put: now.slice(j, nowUntil) });
    const same = old.slice(oldUntil, oldUntil + length);
    const last = pieces.at(-1);
    if (last && last.same.length > 0) add(last.same, same);
    else if (length > 0) pieces.push({ same, cut: [], put: [] });
    [i, j] = [oldUntil + length, nowUntil + length];
  };
  for (const [from, to] of kept) stay(start + from, start + to, 1);
  stay(old.length - end, now.length - end, end);
  return told(slide(wholeSentences(bridge(pieces))));
}

/** Either words that stay, or words taken out and words put in at one place. */
interface Piece {
  same: string[];
  cut: string[];
  put: string[];
}

const weigh = (words: readonly string[]): number => words.reduce((sum, word) => sum + weightOf(word), 0);
const changeWeight = ({ cut, put }: Piece): number => Math.max(weigh(cut), weigh(put));
const isKept = (piece: Piece): boolean => piece.cut.length === 0 && piece.put.length === 0;

// A few words that stay between two longer changes are crumbs: one reads the passage better whole.
function bridge(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  pieces.forEach((piece, index) => {
    const last = result.at(-1);
    const next = pieces[index + 1];
    const crumb =
      isKept(piece) &&
      last !== undefined &&
      next !== undefined &&
      piece.same.filter((word) => !isSpace(word)).length <= 3 &&
      weigh(piece.same) <= Math.min(changeWeight(last), changeWeight(next)) / 2;
    if (crumb) join(last, { same: [], cut: piece.same, put: piece.same });
    else if (!isKept(piece) && last !== undefined && !isKept(last)) join(last, piece);
    else if (piece.same.length + piece.cut.length + piece.put.length > 0) {
      result.push({ same: [...piece.same], cut: [...piece.cut], put: [...piece.put] });
    }
  });
  return result;
}

function join(into: Piece, piece: Piece): void {
  add(into.cut, piece.same);
  add(into.cut, piece.cut);
  add(into.put, piece.same);
  add(into.put, piece.put);
}

// Not by spreading: a call takes only so many arguments.
function add(into: string[], words: readonly string[]): void {
  for (const word of words) into.push(word);
}

const endsSentence = (word: string): boolean => /^[.!?:;\n]/.test(word);

// Sentence by sentence: one of which little stays was written anew, and is shown so.
function wholeSentences(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let sentence: Piece[] = [];
  const close = (): void => {
    const kept = weigh(sentence.flatMap(({ same }) => same));
    const changed = sentence.reduce((sum, piece) => sum + changeWeight(piece), 0);
    if (sentence.filter((piece) => !isKept(piece)).length > 1 && kept < leastKept * (kept + changed)) {
      const whole: Piece = { same: [], cut: [], put: [] };
      for (const piece of sentence) join(whole, piece);
      sentence = withoutEdges(whole);
    }
    for (const piece of sentence) {
      const last = result.at(-1);
      if (piece.same.length + piece.cut.length + piece.put.length === 0) continue;
      if (last !== undefined && isKept(last) && isKept(piece)) add(last.same, piece.same);
      else if (last !== undefined && !isKept(last) && !isKept(piece)) join(last, piece);
      else result.push(piece);
    }
    sentence = [];
  };
  for (const piece of pieces) {
    let rest = piece.same;
    for (let end = rest.findIndex(endsSentence); end >= 0; end = rest.findIndex(endsSentence)) {
      sentence.push({ same: rest.slice(0, end + 1), cut: [], put: [] });
      rest = rest.slice(end + 1);
      close();
    }
    if (rest.length > 0 || !isKept(piece)) sentence.push({ ...piece, same: rest });
  }
  close();
  return result;
}

// The space before a sentence and the full stop after it are no part of what was written anew.
function withoutEdges({ cut, put }: Piece): Piece[] {
  const edge = (word: string | undefined, other: string | undefined): boolean =>
    word !== undefined && word === other && (isSpace(word) || endsSentence(word));
  let start = 0;
  while (edge(cut[start], put[start])) start += 1;
  let end = 0;
  while (end < Math.min(cut.length, put.length) - start && edge(cut.at(-1 - end), put.at(-1 - end))) end += 1;
  return [
    { same: cut.slice(0, start), cut: [], put: [] },
    { same: [], cut: cut.slice(start, cut.length - end), put: put.slice(start, put.length - end) },
    { same: cut.slice(cut.length - end), cut: [], put: [] },
  ];
}

// "skal [så vidt muligt ]vælges" and "skal[ så vidt muligt] vælges" say the same: a change begins with a word or a sentence.
function slide(pieces: Piece[]): Piece[] {
  pieces.forEach((piece, index) => {
    const side = piece.cut.length === 0 ? piece.put : piece.put.length === 0 ? piece.cut : [];
    const left = pieces[index - 1]?.same;
    const right = pieces[index + 1]?.same;
    if (side.length === 0 || left === undefined || right === undefined) return;
    const length = side.length;
    const at = (place: number): string | undefined => (place < 0 ? left.at(place) : place < length ? side[place] : right[place - length]);
    const alike = (place: number): boolean => place >= -left.length && at(place) !== undefined && at(place) === at(place + length);
    const [leftmost, rightmost] = [-Math.min(furthest, left.length - 1), Math.min(furthest, right.length - 1)];
    let best = 0;
    for (let by = 0; by > leftmost && alike(by - 1); by -= 1) if (boundary(at, by - 1) > boundary(at, best)) best = by - 1;
    for (let by = 0; by < rightmost && alike(by); by += 1) if (boundary(at, by + 1) >= boundary(at, best)) best = by + 1;
    if (best < 0) {
      side.unshift(...left.splice(best));
      right.unshift(...side.splice(length));
    } else if (best > 0) {
      side.push(...right.splice(0, best));
      left.push(...side.splice(0, best));
    }
  });
  return pieces;
}

function boundary(at: (place: number) => string | undefined, place: number): number {
  if (!isSpace(at(place - 1) ?? '')) return 0;
  return endsSentence(at(place - 2) ?? '.') ? 3 : 1;
}

function told(pieces: readonly Piece[]): WordChange[] {
  const changes: WordChange[] = [];
  for (const { same, cut, put } of pieces) {
    const all = [
      ['same', same],
      ['deleted', cut],
      ['inserted', put],
    ] as const;
    for (const [kind, words] of all) {
      const text = words.join('');
      const last = changes.at(-1);
      if (text === '') continue;
      if (last?.kind === kind) last.text += text;
      else changes.push({ kind, text });
    }
  }
  return changes;
}
