import type { Mark, Node } from 'prosemirror-model';
import type { MarkJson } from '../json.ts';
import type { Effort } from './align.ts';
import { lettersOf } from './parts.ts';
import { wordChanges } from './wordChanges.ts';

/** Letters of two versions of a text block read together, with the marks they have in the later one that has them. */
export interface Run {
  kind: 'same' | 'inserted' | 'deleted';
  text: string;
  /** Of letters that stayed: the marks they had, where these differ. */
  was?: MarkJson[];
  marks: MarkJson[];
  /** A line break that is no letter; its text is a line end. */
  lineBreak?: true;
}

/** What becomes of the text block `before` when it becomes `after`. Comment marks are no difference and left out. */
export function runsOf(before: Node, after: Node, effort?: Effort): Run[] {
  const [old, now] = [reader(pieces(before)), reader(pieces(after))];
  const [was, is] = [lettersOf(before), lettersOf(after)];
  const runs: Run[] = [];
  for (const { kind, text } of wordChanges(was, is, effort)) {
    if (kind === 'deleted') for (const piece of old(text.length)) runs.push(run('deleted', piece));
    else if (kind === 'inserted') for (const piece of now(text.length)) runs.push(run('inserted', piece));
    else stayed(old(text.length), now(text.length), runs);
  }
  return runs;
}

interface Piece {
  text: string;
  marks: MarkJson[];
  /** The marks in one word, to compare. */
  looks: string;
  lineBreak: boolean;
}

function pieces(block: Node): Piece[] {
  return block.children.map((node) => {
    const marks = node.isText ? node.marks.filter(({ type }) => type.name !== 'comment').map(markJson) : [];
    return { text: node.isText ? (node.text ?? '') : '\n', marks, looks: JSON.stringify(marks), lineBreak: !node.isText };
  });
}

function markJson(mark: Mark): MarkJson {
  return mark.toJSON() as MarkJson;
}

// Hands out the pieces of the next so many letters; the first and the last may be parts of theirs.
function reader(from: readonly Piece[]): (length: number) => Piece[] {
  let [index, inside] = [0, 0];
  return (length) => {
    const found: Piece[] = [];
    for (let left = length, piece = from[index]; left > 0 && piece !== undefined; piece = from[index]) {
      const text = piece.text.slice(inside, inside + left);
      found.push({ ...piece, text });
      left -= text.length;
      inside += text.length;
      if (inside === piece.text.length) [index, inside] = [index + 1, 0];
    }
    return found;
  };
}

// The same letters twice: in pieces as long as neither side's marks change.
function stayed(old: Piece[], now: Piece[], runs: Run[]): void {
  let [i, j, inOld, inNow] = [0, 0, 0, 0];
  for (let [a, b] = [old[0], now[0]]; a !== undefined && b !== undefined; [a, b] = [old[i], now[j]]) {
    const length = Math.min(a.text.length - inOld, b.text.length - inNow);
    const text = b.text.slice(inNow, inNow + length);
    if (a.lineBreak !== b.lineBreak) {
      runs.push(run('deleted', { ...a, text }), run('inserted', { ...b, text }));
    } else {
      const last = runs.at(-1);
      const same = run('same', { ...b, text });
      if (a.looks !== b.looks) same.was = a.marks;
      if (last?.kind === 'same' && !last.lineBreak && !same.lineBreak && looks(last) === looks(same)) last.text += text;
      else runs.push(same);
    }
    inOld += length;
    inNow += length;
    if (inOld === a.text.length) [i, inOld] = [i + 1, 0];
    if (inNow === b.text.length) [j, inNow] = [j + 1, 0];
  }
}

function looks({ marks, was }: Run): string {
  return JSON.stringify([marks, was ?? null]);
}

function run(kind: Run['kind'], { text, marks, lineBreak }: Piece): Run {
  return { kind, text, marks, ...(lineBreak ? { lineBreak } : {}) };
}
