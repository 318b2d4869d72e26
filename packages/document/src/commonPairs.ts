/** The places of one thing in two rows. */
export type Pair = readonly [one: number, other: number];

/** How large a table of comparisons may grow; beyond, only what both rows begin and end with counts as common. */
const mostCells = 4_000_000;

/** The longest row of things that both have in the same order, as pairs of their places, in order. */
export function commonPairs(one: readonly string[], other: readonly string[]): Pair[] {
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const before = Array.from({ length: start }, (_, index): Pair => [index, index]);
  const after = Array.from({ length: end }, (_, index): Pair => [one.length - end + index, other.length - end + index]);
  const middle = between(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return [...before, ...middle.map(([a, b]): Pair => [a + start, b + start]), ...after];
}

function between(one: readonly string[], other: readonly string[]): Pair[] {
  const width = other.length + 1;
  if (one.length === 0 || other.length === 0 || (one.length + 1) * width > mostCells) return [];
  const best = new Uint32Array((one.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1)
      best[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
