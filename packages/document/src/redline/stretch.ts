import { heaviestRise } from './heaviestRise.ts';
import { likeness, wordsOf, type Part, type Prints } from './parts.ts';

/** From this likeness on, one block became the other; holders of blocks are recognised by less, by what they hold. */
export const became = { text: 0.5, holder: 0.3 };
/** Comparisons of two blocks within one stretch; in a longer one only near or rare places are tried. */
const mostInStretch = 40_000;
/** How far from its expected place, and how often elsewhere, a likely partner is looked for in a long stretch. */
const near = 4;
const rare = 4;

/** Makes two parts each other's partner. */
export function pair(a: Part, b: Part): void {
  a.partner = b;
  b.partner = a;
}

/** Takes its partner from a part. */
export function unpair(part: Part): void {
  if (part.partner !== null) part.partner.partner = null;
  part.partner = null;
}

/**
 * Gives the likeliest partner to blocks of one place in whatever order they stand, so that what stays in order is judged by
 * all of it. Few of a great many are left for `pairStretch`.
 */
export function pairAtAll(olds: readonly Part[], news: readonly Part[], prints: Prints): void {
  const [before, after] = [olds, news].map((parts) => parts.filter(({ partner, weight }) => partner === null && weight > 1));
  if (!before || !after || before.length * after.length > mostInStretch / 4) return;
  const pairs = before.flatMap((a) =>
    after.flatMap((b) => {
      const alike = a.family === b.family ? likeness(a, b, prints) : 0;
      return alike >= leastFor(a) ? [{ a, b, alike, off: Math.abs(a.index - b.index) }] : [];
    }),
  );
  pairs.sort((one, other) => other.alike - one.alike || other.a.weight - one.a.weight || one.off - other.off);
  for (const { a, b } of pairs) if (a.partner === null && b.partner === null) pair(a, b);
}

function leastFor(part: Part): number {
  return part.node.isTextblock ? became.text : became.holder;
}

/**
 * Gives partners to blocks that stand between two places of `parent`, in order: equal ones, then those that have most in
 * common, then what is alone of its kind. Those that have a partner keep it.
 */
export function pairStretch(olds: readonly Part[], news: readonly Part[], parent: Part, prints: Prints): void {
  const free = (parts: readonly Part[]) => parts.filter(({ partner }) => partner === null);
  pairEqual(free(olds), free(news));
  inGaps(olds, news, (a, b) => pairLikely(free(a), free(b), prints));
  inGaps(olds, news, (a, b) => pairLike(free(a), free(b), prints));
  inGaps(olds, news, (a, b) => pairOnly(free(a), free(b), parent));
}

// Between the partners that stand in the same order, does `what` to the stretches that have none yet.
function inGaps(olds: readonly Part[], news: readonly Part[], what: (olds: Part[], news: Part[]) => void): void {
  const place = new Map(news.map((part, index) => [part, index]));
  const pairs = olds.flatMap((part, index) => {
    const to = part.partner === null ? undefined : place.get(part.partner);
    return to === undefined ? [] : [{ index, to, weight: part.weight }];
  });
  const rising = heaviestRise(
    pairs,
    ({ to }) => to,
    ({ weight }) => weight,
  );
  let [i, j] = [0, 0];
  for (const { index, to } of [...rising, { index: olds.length, to: news.length }]) {
    if (index > i && to > j) what(olds.slice(i, index), news.slice(j, to));
    [i, j] = [index + 1, to + 1];
  }
}

// Equal blocks in order: the n-th of its kind with the n-th; what crosses is tried again between those that stay.
function pairEqual(olds: readonly Part[], news: readonly Part[], depth = 0): void {
  const places = new Map<number, number[]>();
  news.forEach(({ print }, index) => {
    const list = places.get(print);
    if (list) list.push(index);
    else places.set(print, [index]);
  });
  const taken = new Map<number, number>();
  const pairs = olds.flatMap((part, index) => {
    const count = taken.get(part.print) ?? 0;
    const to = places.get(part.print)?.[count];
    taken.set(part.print, count + 1);
    return to === undefined ? [] : [{ index, to, weight: part.weight }];
  });
  if (pairs.length === 0) return;
  const rising = heaviestRise(
    pairs,
    ({ to }) => to,
    ({ weight }) => weight,
  );
  let [i, j] = [0, 0];
  for (const { index, to } of [...rising, { index: olds.length, to: news.length }]) {
    if (depth < 8 && index > i && to > j) pairEqual(olds.slice(i, index), news.slice(j, to), depth + 1);
    [i, j] = [index + 1, to + 1];
  }
  for (const { index, to } of rising) pair(olds[index] as Part, news[to] as Part);
}

// In a stretch too long to compare all with all: those that share rare words, or stand about where they would.
function pairLikely(olds: readonly Part[], news: readonly Part[], prints: Prints): void {
  if (olds.length * news.length <= mostInStretch) return;
  const index = wordIndex(news, prints);
  const step = news.length / olds.length;
  olds.forEach((part, at) => {
    const expected = Math.round(at * step);
    const nearby = news.slice(Math.max(0, expected - near), expected + near + 1);
    const found = likeliest(part, [...sharing(part, index, prints), ...nearby], became.text, prints);
    if (found !== null) pair(part, found);
  });
  keepRising(olds, news);
}

// Of those just paired, only the ones in order stay: the others may yet have moved, or be another's.
function keepRising(olds: readonly Part[], news: readonly Part[]): void {
  const place = new Map(news.map((part, index) => [part, index]));
  const paired = olds.filter(({ partner }) => partner !== null);
  const rising = new Set(
    heaviestRise(
      paired,
      ({ partner }) => place.get(partner as Part) ?? 0,
      ({ weight }) => weight,
    ),
  );
  for (const part of paired) if (!rising.has(part)) unpair(part);
}

/** Where words stand; a word that stands often is listed until it is too often to help. */
export function wordIndex(parts: readonly Part[], prints: Prints): Map<number, Part[]> {
  const index = new Map<number, Part[]>();
  for (const part of parts) {
    for (const word of new Set(wordsOf(part, prints))) {
      const list = index.get(word);
      if (list === undefined) index.set(word, [part]);
      else if (list.length <= rare) list.push(part);
    }
  }
  return index;
}

/** The parts that share a rare word with this one, a few at the most. */
export function sharing(part: Part, index: Map<number, Part[]>, prints: Prints): Set<Part> {
  const found = new Set<Part>();
  for (const word of wordsOf(part, prints)) {
    const list = index.get(word);
    if (list !== undefined && list.length <= rare) for (const other of list) if (found.size < 16) found.add(other);
  }
  return found;
}

/** The free part of the same family that is most like this one, and at least `least`; null when none is. */
export function likeliest(part: Part, candidates: Iterable<Part>, least: number, prints: Prints): Part | null {
  let [best, most]: [Part | null, number] = [null, least];
  for (const other of candidates) {
    if (other.partner !== null || other.family !== part.family) continue;
    const alike = likeness(part, other, prints);
    if (alike > most || (alike === most && best === null)) [best, most] = [other, alike];
  }
  return best;
}

// All with all: the pairs in order that together have the most in common.
function pairLike(olds: readonly Part[], news: readonly Part[], prints: Prints): void {
  if (olds.length === 0 || news.length === 0 || olds.length * news.length > mostInStretch) return;
  const width = news.length + 1;
  const sums = new Float64Array((olds.length + 1) * width);
  const alike = new Float64Array(olds.length * news.length);
  for (let i = olds.length - 1; i >= 0; i -= 1)
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const [a, b] = [olds[i] as Part, news[j] as Part];
      const score = a.family === b.family ? likeness(a, b, prints) : 0;
      const enough = score >= leastFor(a) ? score * Math.min(a.weight, b.weight) : 0;
      alike[i * news.length + j] = enough;
      const without = Math.max(sums[(i + 1) * width + j] ?? 0, sums[i * width + j + 1] ?? 0);
      sums[i * width + j] = Math.max(without, enough + (sums[(i + 1) * width + j + 1] ?? 0));
    }
  let [i, j] = [0, 0];
  while (i < olds.length && j < news.length) {
    const here = sums[i * width + j] ?? 0;
    const enough = alike[i * news.length + j] ?? 0;
    if (enough > 0 && here === enough + (sums[(i + 1) * width + j + 1] ?? 0)) {
      pair(olds[i] as Part, news[j] as Part);
      i += 1;
      j += 1;
    } else if (here === (sums[(i + 1) * width + j] ?? 0)) i += 1;
    else j += 1;
  }
}

const single = new Set(['sectionTitle', 'list', 'table']);
const holdOne = new Set(['cell', 'listItem', 'targetPoint']);

// What is alone of its family on both sides became the other, however it was rewritten: a title, the one paragraph of a point.
function pairOnly(olds: readonly Part[], news: readonly Part[], parent: Part): void {
  for (const a of olds) {
    const alone = single.has(a.family) || a.family.startsWith('caseField') || (a.family === 'text' && holdOne.has(parent.family));
    if (!alone || olds.filter(({ family }) => family === a.family).length !== 1) continue;
    const others = news.filter(({ family }) => family === a.family);
    if (others.length === 1 && others[0]) pair(a, others[0]);
  }
}
