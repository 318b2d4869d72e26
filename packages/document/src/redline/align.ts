import { heaviestRise } from './heaviestRise.ts';
import { weightOf } from './tokens.ts';

/** How much comparing may still cost, in comparisons of two words. Shared between texts, it bounds the work on all of them. */
export interface Effort {
  left: number;
}

/** What one more change costs a reader: fewer words kept in longer runs are better than crumbs. */
const costOfChange = 10;

/**
 * Pairs of places, rising on both sides, of the pieces that stay: those that together weigh the most, less a cost for each
 * change between them. No more than `most` comparisons are spent on a stretch; a longer one is first parted at pieces that
 * stand once on each side, and what is still too long, or when the effort runs out, has no pairs.
 */
export function align(old: readonly string[], now: readonly string[], effort: Effort, most: number): [number, number][] {
  const cells = old.length * now.length;
  if (cells === 0) return [];
  if (cells <= Math.min(most, effort.left)) {
    effort.left -= cells;
    return best(old, now);
  }
  const parting = lonely(old, now);
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const [from, to] of [...parting, [old.length, now.length] as [number, number]]) {
    const [a, b] = [from - i, to - j];
    if (parting.length > 0 && a * b <= Math.min(most, effort.left)) {
      for (const [x, y] of align(old.slice(i, from), now.slice(j, to), effort, most)) pairs.push([x + i, y + j]);
    }
    if (from < old.length) pairs.push([from, to]);
    [i, j] = [from + 1, to + 1];
  }
  return pairs;
}

// Pieces that stand once on each side, in the order that keeps most of them.
function lonely(old: readonly string[], now: readonly string[]): [number, number][] {
  const places = new Map<string, { old: number; now: number; counts: [number, number] }>();
  old.forEach((token, index) => {
    const place = places.get(token);
    if (place) place.counts[0] += 1;
    else places.set(token, { old: index, now: -1, counts: [1, 0] });
  });
  now.forEach((token, index) => {
    const place = places.get(token);
    if (!place) return;
    place.counts[1] += 1;
    place.now = index;
  });
  const once = [...places].filter(([, { counts }]) => counts[0] === 1 && counts[1] === 1);
  const rising = heaviestRise(
    once,
    ([, place]) => place.now,
    ([token]) => weightOf(token),
  );
  return rising.map(([, place]) => [place.old, place.now]);
}

// Two scores for each cell: `kept` ends in a pair, `open` in a change. Only the last row is held; where each came from is a byte.
function best(old: readonly string[], now: readonly string[]): [number, number][] {
  const [height, width] = [old.length, now.length];
  const ids = new Map<string, number>();
  const idOf = (token: string): number => {
    const id = ids.get(token) ?? ids.size;
    if (id === ids.size) ids.set(token, id);
    return id;
  };
  const a = Int32Array.from(old, idOf);
  const b = Int32Array.from(now, idOf);
  const weights = Int32Array.from(old, weightOf);
  const never = -1_000_000_000;
  const from = new Uint8Array((height + 1) * (width + 1));
  let kept = new Int32Array(width + 1).fill(never);
  let open = new Int32Array(width + 1).fill(-costOfChange);
  let keptBelow = new Int32Array(width + 1);
  let openBelow = new Int32Array(width + 1);
  kept[0] = 0;
  from.fill(fromLeft, 1, width + 1);
  from[1] = fromLeft | wasKept;
  for (let i = 1; i <= height; i += 1) {
    const row = i * (width + 1);
    const weight = weights[i - 1] ?? 0;
    keptBelow[0] = never;
    openBelow[0] = -costOfChange;
    from[row] = i === 1 ? fromAbove | wasKept : fromAbove;
    for (let j = 1; j <= width; j += 1) {
      let how = 0;
      let pair = never;
      if (a[i - 1] === b[j - 1]) {
        const [afterKept, afterOpen] = [kept[j - 1] ?? never, open[j - 1] ?? never];
        pair = weight + Math.max(afterKept, afterOpen);
        if (afterKept >= afterOpen) how = pairAfterKept;
      }
      // Into a change: from one that is open already, or from a pair, at the cost of a new one.
      let score = openBelow[j - 1] ?? never;
      let way = fromLeft;
      const left = (keptBelow[j - 1] ?? never) - costOfChange;
      if (left > score) [score, way] = [left, fromLeft | wasKept];
      const above = open[j] ?? never;
      if (above > score) [score, way] = [above, fromAbove];
      const aboveKept = (kept[j] ?? never) - costOfChange;
      if (aboveKept > score) [score, way] = [aboveKept, fromAbove | wasKept];
      keptBelow[j] = pair;
      openBelow[j] = score;
      from[row + j] = how | way;
    }
    [kept, keptBelow] = [keptBelow, kept];
    [open, openBelow] = [openBelow, open];
  }
  const pairs: [number, number][] = [];
  let [i, j] = [height, width];
  let paired = (kept[width] ?? never) >= (open[width] ?? never);
  while (i > 0 || j > 0) {
    const how = from[i * (width + 1) + j] ?? 0;
    if (paired) {
      i -= 1;
      j -= 1;
      pairs.push([i, j]);
      paired = (how & pairAfterKept) !== 0;
    } else {
      if ((how & fromAbove) !== 0) i -= 1;
      else j -= 1;
      paired = (how & wasKept) !== 0;
    }
  }
  return pairs.reverse();
}

const pairAfterKept = 1;
const fromAbove = 2;
const fromLeft = 4;
const wasKept = 8;
