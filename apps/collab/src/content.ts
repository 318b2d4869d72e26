import { deepest, type Names } from '@samskriv/document';
import type { Placed } from './placement.ts';
import { Held, Kind, type StructRun } from './updateReader.ts';

/**
 * Why a paper cannot hold what an edit would add. `content`: a node, mark or attribute that the paper's schema does not have
 * there. `depth`: more levels than a paper has. `characters`: characters that cannot be kept. `length`: more than a person
 * could have written.
 */
export type Unfit = 'content' | 'depth' | 'characters' | 'length';

/** The most that one Yjs client may have written, and so the longest that anything deleted may be (UTF-16 units and nodes). */
const LONGEST = 10_000_000;

/** Whether one Yjs client claims to have written more than a person could have. */
export function isTooLong(runs: readonly StructRun[]): boolean {
  return runs.some(({ end }) => end > LONGEST);
}

/** Why the paper cannot hold these new items; null when it can. */
export function unfit(placed: readonly Placed[], names: Names): Unfit | null {
  for (const one of placed) {
    const no = unfitItem(one, names);
    if (no !== null) return no;
  }
  return null;
}

function unfitItem({ item, place, sub }: Placed, names: Names): Unfit | null {
  if (place === 'elsewhere' || place === 'gone' || item.held === Held.deleted) return null;
  if (!item.writable) return 'characters';
  if (sub !== null) return place.is === 'in' && item.held === Held.any && names.hasAttribute(place.node, sub) ? null : 'content';
  if (place.is === 'text') {
    if (item.held === Held.text) return names.holdsText(place.node) ? null : 'content';
    return item.held === Held.format && names.mayCarry(place.node, item.name as string, item.value) ? null : 'content';
  }
  if (item.held !== Held.type) return 'content';
  if (item.kind === Kind.text) return names.holdsText(place.node) ? null : 'content';
  if (item.kind !== Kind.element || !names.mayHold(place.node, item.name as string)) return 'content';
  return place.level < deepest ? null : 'depth';
}
