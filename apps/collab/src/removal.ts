import * as Y from 'yjs';
import type { NewEdit } from './judge.ts';
import type { Placed } from './placement.ts';
import { Held, type DeletedRange } from './updateReader.ts';

/** Less than this is taken away letter by letter, whatever it is half of (characters). A whole node never is. */
const A_HANDFUL = 16;

/**
 * Whether an edit takes a section away, or more than half of a section's text. A program that does not know the paper's
 * schema does both, in good faith, when it opens a paper and finds what it cannot show. Text that the edit puts back in
 * the same section, as when a paragraph becomes a heading, is not taken away.
 */
export function removesTooMuch(doc: Y.Doc, { deletes }: Pick<NewEdit, 'deletes'>, placed: readonly Placed[]): boolean {
  const root = doc.share.get('default');
  if (root === undefined || deletes.length === 0) return false;
  /** The sections that lose something, and how much each may lose at least. */
  const sections = new Map<Y.AbstractType<unknown>, number>();
  let letters = 0;
  let nodes = 0;
  for (const { item, length } of standing(doc, deletes)) {
    if (item.parent === root) return true;
    if (item.content instanceof Y.ContentString) letters += length;
    else if (item.content instanceof Y.ContentType) nodes++;
    if (item.content instanceof Y.ContentString || item.content instanceof Y.ContentType) {
      const section = sectionAround(item, root);
      const least = item.content instanceof Y.ContentType ? 1 : A_HANDFUL;
      if (section !== null) sections.set(section, Math.min(least, sections.get(section) ?? least));
    }
  }
  // A section is not counted through for each key that takes a letter away.
  if (nodes === 0 && letters < A_HANDFUL) return false;
  const isTaken = covering(deletes);
  return [...sections].some(([section, least]) => {
    const { all, taken } = count(section, isTaken);
    const put = placed.reduce((sum, { item, place }) => (isTextIn(place, section) && item.held === Held.text ? sum + item.length : sum), 0);
    return taken - put >= least && (taken - put) * 2 > all;
  });
}

/** How much of what stands in a document these ranges take away: characters of text, and one for each node. */
export function sizeIn(doc: Y.Doc, ranges: readonly DeletedRange[]): number {
  let sum = 0;
  for (const { item, length } of standing(doc, ranges)) {
    if (item.content instanceof Y.ContentString) sum += length;
    else if (item.content instanceof Y.ContentType) sum++;
  }
  return sum;
}

/** The items of a document in these ranges that are not deleted yet, each with how much of it lies in its range. */
function* standing(doc: Y.Doc, ranges: readonly DeletedRange[]): Generator<{ item: Y.Item; length: number }> {
  for (const { client, clock, length } of ranges) {
    const end = clock + length;
    const structs = doc.store.clients.get(client);
    if (structs === undefined || clock >= Y.getState(doc.store, client)) continue;
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
      const struct = structs[at] as Y.Item | Y.GC;
      const from = struct.id.clock;
      if (from >= end) break;
      if (struct instanceof Y.Item && !struct.deleted)
        yield { item: struct, length: Math.min(from + struct.length, end) - Math.max(from, clock) };
    }
  }
}

function sectionAround(item: Y.Item, root: unknown): Y.AbstractType<unknown> | null {
  for (let at = item.parent; at instanceof Y.AbstractType; at = at._item?.parent ?? null) {
    if (at._item?.parent === root) return at;
  }
  return null;
}

function isTextIn(place: Placed['place'], section: object): boolean {
  return typeof place === 'object' && place.is === 'text' && place.section === section;
}

/** A section's characters, and how many of them go: with their own range or with a node around them. */
function count(section: Y.AbstractType<unknown>, isTaken: (client: number, clock: number) => number): { all: number; taken: number } {
  let all = 0;
  let taken = 0;
  const left: { first: Y.Item | null; goes: boolean }[] = [{ first: section._start, goes: false }];
  for (let level = left.pop(); level !== undefined; level = left.pop()) {
    for (let item = level.first; item !== null; item = item.right) {
      if (item.deleted) continue;
      const { client, clock } = item.id;
      if (item.content instanceof Y.ContentType) {
        left.push({ first: item.content.type._start, goes: level.goes || isTaken(client, clock) > clock });
      } else if (item.content instanceof Y.ContentString) {
        all += item.length;
        if (level.goes) taken += item.length;
        else
          for (let at = clock; at < clock + item.length;) {
            const end = isTaken(client, at);
            if (end > at) taken += Math.min(end, clock + item.length) - at;
            at = Math.max(end, at + 1);
          }
      }
    }
  }
  return { all, taken };
}

/** For a struct, the clock up to which it and those after it are taken; its own clock where it is not. */
function covering(ranges: readonly DeletedRange[]): (client: number, clock: number) => number {
  const byClient = Map.groupBy(ranges, ({ client }) => client);
  for (const own of byClient.values()) own.sort((one, other) => one.clock - other.clock);
  return (client, clock) => {
    const own = byClient.get(client) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle] as DeletedRange).clock <= clock) low = middle + 1;
      else high = middle;
    }
    const range = own[low - 1];
    return range === undefined ? clock : Math.max(clock, range.clock + range.length);
  };
}
