import { heaviestRise } from './heaviestRise.ts';
import { likeness, wordsOf, type Part, type Prints } from './parts.ts';
import { became, likeliest, pair, pairAtAll, pairStretch, sharing, unpair, wordIndex } from './stretch.ts';
import { pairCells } from './tables.ts';

/** From this likeness on, a block that stands elsewhere was moved there. */
const moved = 0.8;
/** Fewer words than this, and a block that stands elsewhere may as well be another: "Ja." */
const fewestMoved = 3;
/** Fewer letters than this, and a block that stands in both says little. */
const shortest = 12;

/** Gives the parts of two papers their partners: by id, then by equal text, then by likeness, and last wherever they went. */
export function pairParts(before: Part, after: Part, prints: Prints): void {
  pair(before, after);
  pairIds(before, after, prints);
  pairUnique(before, after);
  pairInside(before, after, prints);
  pairMoved(before, after, prints);
}

function walk(part: Part, visit: (part: Part) => void): void {
  for (const child of part.children) {
    visit(child);
    walk(child, visit);
  }
}

// A stable id says which is which, unless the words say otherwise: Enter before a point leaves its id with an empty one.
function pairIds(before: Part, after: Part, prints: Prints): void {
  const key = (part: Part): string => `${part.family} ${part.id ?? ''}`;
  const known = new Map<string, Part>();
  walk(before, (part) => {
    if (part.id !== null) known.set(key(part), part);
  });
  if (known.size === 0) return;
  const doubtful: [Part, Part][] = [];
  walk(after, (part) => {
    const same = part.id === null ? undefined : known.get(key(part));
    if (same === undefined) return;
    if (shareBlock(same, part) || likeness(same, part, prints) >= became.holder) pair(same, part);
    else doubtful.push([same, part]);
  });
  if (doubtful.length === 0) return;
  const [unclaimedBefore, unclaimedAfter] = [before, after].map((root) => {
    const found = new Set<number>();
    walk(root, (part) => {
      if (part.partner === null && wordsOf(part, prints).length > 0) found.add(part.print);
    });
    return found;
  });
  for (const [a, b] of doubtful) {
    // Its words stand under another id: they will find each other there.
    if (!unclaimedAfter?.has(a.print) && !unclaimedBefore?.has(b.print)) pair(a, b);
  }
}

// Quicker than words, and most often enough.
function shareBlock(a: Part, b: Part): boolean {
  const prints = new Set(a.children.filter(({ weight }) => weight > shortest).map(({ print }) => print));
  return a.print === b.print || b.children.some(({ print }) => prints.has(print));
}

// Blocks that stand once in each paper, word for word: wherever they are, they are the same.
function pairUnique(before: Part, after: Part): void {
  const once = (root: Part): Map<number, Part | null> => {
    const found = new Map<number, Part | null>();
    walk(root, (part) => found.set(part.print, found.has(part.print) ? null : part));
    return found;
  };
  const there = once(after);
  for (const [print, part] of once(before)) {
    const same = there.get(print);
    if (!part || !same || part.partner !== null || same.partner !== null || part.weight < shortest || part.family === 'cell') continue;
    pairWhole(part, same);
  }
}

function pairWhole(a: Part, b: Part): void {
  if (a.partner !== null || b.partner !== null) return;
  pair(a, b);
  a.children.forEach((child, index) => {
    const same = b.children[index];
    if (same) pairWhole(child, same);
  });
}

// The blocks of two partners, and theirs.
function pairInside(a: Part, b: Part, prints: Prints): void {
  if (a.children.length === 0 || b.children.length === 0) return;
  pairChildren(a, b, prints);
  if (a.family === 'table') pairCells(a, prints);
  for (const child of a.children) if (child.partner !== null) pairInside(child, child.partner, prints);
}

function pairChildren(a: Part, b: Part, prints: Prints): void {
  const settled = new Set(a.children.filter(({ partner }) => partner !== null));
  pairAtAll(a.children, b.children, prints);
  const anchors = a.children.filter((child) => child.partner?.parent === b);
  const rising = new Set(
    heaviestRise(
      anchors,
      (child) => child.partner?.index ?? 0,
      ({ weight }) => weight,
    ),
  );
  let [i, j] = [0, 0];
  // One that was only like its partner may yet have a better one where it stands.
  for (const anchor of anchors) if (!rising.has(anchor) && !settled.has(anchor)) unpair(anchor);
  for (const anchor of rising) {
    const to = anchor.partner?.index ?? 0;
    pairStretch(a.children.slice(i, anchor.index), b.children.slice(j, to), a, prints);
    [i, j] = [anchor.index + 1, to + 1];
  }
  pairStretch(a.children.slice(i), b.children.slice(j), a, prints);
}

// What has no partner where it stood may stand elsewhere: whole blocks before the blocks in them, equal ones before like ones.
function pairMoved(before: Part, after: Part, prints: Prints): void {
  const alone = (root: Part): Part[] => {
    const found: Part[] = [];
    walk(root, (part) => {
      if (part.partner === null && wordsOf(part, prints).length >= fewestMoved && part.family !== 'cell') found.push(part);
    });
    return found.sort((one, other) => other.weight - one.weight);
  };
  const there = alone(after);
  const equal = new Map<number, Part[]>();
  for (const part of there.toReversed()) {
    const list = equal.get(part.print);
    if (list) list.push(part);
    else equal.set(part.print, [part]);
  }
  const together = (a: Part, b: Part | null | undefined): void => {
    if (!b || b.partner !== null) return;
    pair(a, b);
    pairInside(a, b, prints);
  };
  for (const part of alone(before)) if (part.partner === null) together(part, equal.get(part.print)?.pop());
  const index = wordIndex(
    there.filter(({ partner }) => partner === null),
    prints,
  );
  for (const part of alone(before)) {
    if (part.partner === null) together(part, likeliest(part, sharing(part, index, prints), moved, prints));
  }
}
