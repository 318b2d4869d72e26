import type { Range, TextIndex } from './textIndex.ts';

/** A run of text that carries a thread's mark: offsets into the index' text, and ProseMirror positions. */
export interface Run extends Range {
  at: number;
  end: number;
}

/** For each thread id that is marked in the text, its runs in reading order; runs that touch are one. */
export function marksOf({ pieces }: TextIndex): Map<string, Run[]> {
  const found = new Map<string, Run[]>();
  for (const { at, pos, length, comments } of pieces) {
    for (const id of comments) {
      const runs = found.get(id) ?? [];
      found.set(id, runs);
      const last = runs.at(-1);
      if (last !== undefined && last.to === pos) {
        last.to = pos + length;
        last.end = at + length;
      } else runs.push({ at, end: at + length, from: pos, to: pos + length });
    }
  }
  return found;
}

/** A stretch of a thread's passage as it stands now: offsets into the index' text. */
export interface Part {
  at: number;
  end: number;
}

/** What a passage said, and what stood around it. */
export interface Passage {
  quote: string;
  prefix: string;
  suffix: string;
}

/**
 * The parts of a passage among the runs that carry its mark. The mark alone is not trusted: an editor that makes a text anew
 * while the mark is on its way to it leaves the mark on quite other words (y-prosemirror turns one paragraph into another
 * where that is less to write). So a part begins and ends with words of the passage; what stands between them belongs to it
 * while most of the passage is there. Of parts that say the same the one counts whose surroundings fit best.
 */
export function partsOf({ text }: TextIndex, runs: readonly Run[], passage: Passage): Part[] {
  const clusters = clustersOf(text, runs);
  const [only] = clusters;
  if (only !== undefined && clusters.length === 1 && same(text.slice(only.at, only.end), passage.quote)) return [trimmed(text, only)];
  const quote = wordsIn(passage.quote, 0);
  const whole = weigh(quote);
  const readings = clusters
    .map((cluster) => {
      const words = wordsIn(text.slice(cluster.at, cluster.end), cluster.at);
      const fits = agreement(text.slice(0, cluster.at), passage.prefix, -1) + agreement(text.slice(cluster.end), passage.suffix, 1);
      return { at: cluster.at, words, fits, pairs: commonWords(quote, words) };
    })
    .filter(({ pairs }) => pairs.length > 0);
  // Best first; among equals what says more of the passage, then what stands first.
  const said = new Set<number>();
  const kept: typeof readings = [];
  for (const reading of readings.toSorted((a, b) => b.fits - a.fits || b.pairs.length - a.pairs.length)) {
    const copied = reading.pairs.filter(([word]) => said.has(word)).length;
    if (copied * 2 > reading.pairs.length) continue;
    const fresh = reading.pairs.filter(([word]) => !said.has(word));
    for (const [word] of fresh) said.add(word);
    kept.push({ ...reading, pairs: fresh });
  }
  const most = weigh([...said].map((word) => quote[word] as Word)) * 2 > whole;
  return kept
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ words, pairs }) => stretches(words, pairs, most))
    .filter((stretch) => most || stretch.weight >= enoughLetters || stretch.weight >= whole * enoughShare)
    .map((stretch) => grown(text, stretch, quote, said));
}

// Yjs can lose an end of a mark where others write at the same moment: words of the passage that stand right beside a part,
// in their order, belong to it all the same.
function grown(text: string, { at, end, first, last }: Stretch, quote: readonly Word[], said: Set<number>): Part {
  const part = { at, end };
  const reach = (quote.at(-1)?.end ?? 0) + 64;
  for (const [step, word] of wordsIn(text.slice(end, end + reach), end).entries()) {
    if (said.has(last + step + 1) || quote[last + step + 1]?.core !== word.core || word.at === end) break;
    said.add(last + step + 1);
    part.end = word.end;
  }
  const from = Math.max(0, at - reach);
  for (const [step, word] of wordsIn(text.slice(from, at), from).reverse().entries()) {
    if (said.has(first - step - 1) || quote[first - step - 1]?.core !== word.core || word.end === at) break;
    said.add(first - step - 1);
    part.at = word.at;
  }
  return part;
}

// What little is left of a passage counts only where it can hardly be chance: so many letters, or so much of all there were.
const enoughLetters = 12;
const enoughShare = 0.3;

/** A word with its place; `core` is what of it is compared. */
interface Word {
  at: number;
  end: number;
  core: string;
}

function wordsIn(text: string, base: number): Word[] {
  return Array.from(text.matchAll(/\S+/g), ({ index, 0: word }) => {
    const core = word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    return { at: base + index, end: base + index + word.length, core: core === '' ? word : core };
  });
}

function weigh(words: readonly Word[]): number {
  return words.reduce((sum, { core }) => sum + core.length, 0);
}

// A short word is itself or another; a long one that begins alike may have been mended.
function alike(one: string, other: string): boolean {
  if (one === other) return true;
  const longer = Math.max(one.length, other.length);
  if (Math.min(one.length, other.length) < 6) return false;
  let start = 0;
  while (start < longer && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start >= 3 && (start + end) * 3 > longer * 2;
}

/** The most words of a passage that are compared; a longer one is compared as far as this. */
const mostWords = 1_000;

/** The longest row of words that both have in the same order: pairs of places in the one and in the other. */
function commonWords(one: readonly Word[], other: readonly Word[]): [number, number][] {
  const rows = Math.min(one.length, mostWords);
  const columns = Math.min(other.length, mostWords);
  const width = columns + 1;
  const best = new Uint16Array((rows + 1) * width);
  const pair = (i: number, j: number) => alike((one[i] as Word).core, (other[j] as Word).core);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const [down = 0, right = 0, next = 0] = [best[(i + 1) * width + j], best[i * width + j + 1], best[(i + 1) * width + j + 1]];
      best[i * width + j] = pair(i, j) ? next + 1 : Math.max(down, right);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (pair(i, j)) pairs.push([i++, j++]);
    else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Kept words of a part: from the word `first` of the passage to its word `last`. */
interface Stretch extends Part {
  first: number;
  last: number;
  weight: number;
}

// What kept words make: one stretch from the first to the last, or one for each row of neighbours.
function stretches(words: readonly Word[], pairs: readonly [number, number][], joined: boolean): Stretch[] {
  const rows: [number, number][][] = [];
  for (const pair of pairs) {
    const row = rows.at(-1);
    if (row !== undefined && (joined || row.at(-1)?.[1] === pair[1] - 1)) row.push(pair);
    else rows.push([pair]);
  }
  return rows.map((row) => {
    const [[first, from], [last, to]] = [row[0] as [number, number], row.at(-1) as [number, number]];
    const weight = weigh(row.map(([, place]) => words[place] as Word));
    return { at: (words[from] as Word).at, end: (words[to] as Word).end, first, last, weight };
  });
}

// Runs with nothing but white space between them: what is left of a passage in one place.
function clustersOf(text: string, runs: readonly Run[]): Part[] {
  const clusters: Part[] = [];
  for (const { at, end } of runs) {
    const last = clusters.at(-1);
    if (last !== undefined && text.slice(last.end, at).trim() === '') last.end = end;
    else clusters.push({ at, end });
  }
  return clusters.filter(({ at, end }) => text.slice(at, end).trim() !== '');
}

function same(one: string, other: string): boolean {
  return one === other || one.replaceAll(/\s+/g, ' ').trim() === other.replaceAll(/\s+/g, ' ').trim();
}

function trimmed(text: string, { at, end }: Part): Part {
  const words = text.slice(at, end);
  const start = at + words.length - words.trimStart().length;
  return { at: start, end: start + words.trim().length };
}

function agreement(text: string, expected: string, step: 1 | -1): number {
  let length = 0;
  const start = step === 1 ? 0 : -1;
  while (length < expected.length) {
    const unit = expected.at(start + step * length);
    if (unit === undefined || text.at(start + step * length) !== unit) break;
    length += 1;
  }
  return length;
}
