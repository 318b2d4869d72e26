import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import type { Effort } from './align.ts';
import type { MarkJson, NodeJson } from '../json.ts';
import { paperNode } from '../read.ts';
import { schema } from '../schema.ts';
import { changedAttributes, formChanged } from './attributes.ts';
import type { BlockChange, Redline, RedlineBlock } from './block.ts';
import { heaviestRise } from './heaviestRise.ts';
import { pairParts } from './pairing.ts';
import { Prints, readParts, type Part } from './parts.ts';
import { isQuiet, runGroups } from './quiet.ts';
import { runsOf, type Run } from './runs.ts';

/** Comparisons of words spent on two papers at the most: some tenths of a second. */
const mostEffort = 40_000_000;

/**
 * What becomes of the paper `before` when it becomes `after`. The redline holds both texts whole (`textBefore`, `textAfter`);
 * each word of the later text stands in it once as same or inserted, each of the earlier once as same or deleted, if one
 * leaves out what `movedAway` repeats. Bounded work, whatever the papers. Throws RangeError for JSON that the schema does
 * not know.
 */
export function redline(before: Node | NodeJson, after: Node | NodeJson): Redline {
  const prints = new Prints();
  const [a, b] = [readParts(paperNode(before), prints), readParts(paperNode(after), prints)];
  pairParts(a, b, prints);
  const sections = blocksOf(a, b, { effort: { left: mostEffort }, moves: new Map() });
  return {
    equal: sections.every((section) => section.change === 'same' || isQuiet(section)),
    formatted: sections.some(({ formatted }) => formatted === true),
    sections,
  };
}

interface Work {
  effort: Effort;
  /** Numbers of moves, by the part of the later text. */
  moves: Map<Part, number>;
}

function blocksOf(a: Part | null, b: Part | null, work: Work): RedlineBlock[] {
  const gone = (part: Part): RedlineBlock =>
    part.partner === null
      ? one('deleted', part, { number: part.number, after: null }, blocksOf(part, null, work))
      : { ...whole('movedAway', part), move: moveOf(part.partner, work) };
  const come = (part: Part): RedlineBlock => {
    if (part.partner === null) return one('inserted', part, { number: null, after: part.number }, blocksOf(null, part, work));
    return { ...both(part.partner, part, work), change: 'moved', move: moveOf(part, work) };
  };
  const stayed =
    a === null || b === null
      ? []
      : heaviestRise(
          a.children.filter((child) => child.partner?.parent === b),
          (child) => child.partner?.index ?? 0,
          ({ weight }) => weight,
        );
  const blocks: RedlineBlock[] = [];
  let [i, j] = [0, 0];
  const until = (from: number, to: number): void => {
    for (const part of a?.children.slice(i, from) ?? []) blocks.push(gone(part));
    for (const part of b?.children.slice(j, to) ?? []) blocks.push(come(part));
    [i, j] = [from + 1, to + 1];
  };
  for (const part of stayed) {
    const now = part.partner as Part;
    until(part.index, now.index);
    blocks.push(both(part, now, work));
  }
  until(a?.children.length ?? 0, b?.children.length ?? 0);
  return blocks;
}

function moveOf(now: Part, { moves }: Work): number {
  const move = moves.get(now) ?? moves.size + 1;
  moves.set(now, move);
  return move;
}

// A block of one text alone.
function one(
  change: BlockChange,
  part: Part,
  number: { number: string | null; after: string | null },
  blocks: RedlineBlock[],
): RedlineBlock {
  const block: RedlineBlock = { change, type: part.node.type.name, attrs: part.attrs };
  if (part.node.type.name === 'targetPoint') block.number = { before: number.number, after: number.after };
  if (!part.node.isTextblock) return { ...block, blocks };
  const empty = part.node.type.create();
  return { ...block, runs: change === 'inserted' ? runsOf(empty, part.node) : runsOf(part.node, empty) };
}

// A block as it was, with all in it.
function whole(change: BlockChange, part: Part): RedlineBlock {
  const block: RedlineBlock = { change, type: part.node.type.name, attrs: part.attrs };
  if (part.node.type.name === 'targetPoint') block.number = { before: part.number, after: part.partner?.number ?? null };
  if (part.node.isTextblock) return { ...block, runs: runsOf(part.node, part.node) };
  return { ...block, blocks: part.children.map((child) => whole('same', child)) };
}

function both(a: Part, b: Part, work: Work): RedlineBlock {
  const block: RedlineBlock = { change: 'same', type: b.node.type.name, attrs: b.attrs };
  const attributes = changedAttributes(a, b);
  let formatted = formChanged(a, b);
  if (formatted || JSON.stringify({ ...a.attrs, id: null }) !== JSON.stringify({ ...b.attrs, id: null })) {
    block.was = { type: a.node.type.name, attrs: a.attrs };
  }
  if (attributes.length > 0) block.attributes = attributes;
  if (b.node.type.name === 'targetPoint') block.number = { before: a.number, after: b.number };
  let changed = attributes.length > 0;
  if (b.node.isTextblock) {
    block.runs = runsOf(a.node, b.node, work.effort);
    const groups = runGroups(block.runs);
    changed ||= groups.some(({ kind }) => kind === 'changed');
    formatted ||= groups.some(({ kind, runs }) => kind === 'quiet' || runs.some(({ was }) => was !== undefined));
  } else {
    block.blocks = blocksOf(a, b, work);
    changed ||= block.blocks.some((inner) => inner.change !== 'same' && !isQuiet(inner));
    formatted ||= block.blocks.some((inner) => inner.formatted === true || isQuiet(inner));
  }
  if (changed) block.change = 'changed';
  if (formatted) block.formatted = true;
  return block;
}

/** The earlier of the two texts, without comment marks. */
export function textBefore({ sections }: Redline): NodeJson {
  return paper(sections, (block) => block.change !== 'inserted' && block.change !== 'moved', 'deleted');
}

/** The later of the two texts, without comment marks. */
export function textAfter({ sections }: Redline): NodeJson {
  return paper(sections, (block) => block.change !== 'deleted' && block.change !== 'movedAway', 'inserted');
}

function paper(sections: readonly RedlineBlock[], stands: (block: RedlineBlock) => boolean, side: 'deleted' | 'inserted'): NodeJson {
  const node = (block: RedlineBlock): Node => {
    const { type, attrs } = (side === 'deleted' ? block.was : undefined) ?? block;
    const inside = block.runs
      ? block.runs
          .filter(({ kind }) => kind === 'same' || kind === side)
          .map((run) => letters(run, side === 'deleted' ? (run.was ?? run.marks) : run.marks))
      : (block.blocks ?? []).filter(stands).map(node);
    return (schema.nodes[type] as NodeType).create(attrs, Fragment.fromArray(inside));
  };
  return schema.node('doc', null, sections.filter(stands).map(node)).toJSON() as NodeJson;
}

function letters({ text, lineBreak }: Run, marks: readonly MarkJson[]): Node {
  return lineBreak
    ? schema.node('hardBreak')
    : schema.text(
        text,
        marks.map((mark) => schema.mark(mark.type, mark.attrs)),
      );
}
