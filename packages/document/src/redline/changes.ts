import { isQuiet, runGroups } from './quiet.ts';
import type { AttributeChange } from './attributes.ts';
import type { Redline, RedlineBlock } from './block.ts';
import type { Run } from './runs.ts';

/** One change, as a list of changes names it. */
export interface Change {
  /** From 1, in reading order. */
  number: number;
  kind: 'inserted' | 'deleted' | 'changed' | 'moved' | 'attribute';
  /** The point it stands in, as shown in the later text, or in the earlier if it is gone; null outside points. */
  point: string | null;
  /** Where a moved block was: the point it was or stood in, and its section. */
  from?: Place;
  /** Which attribute, with its values. */
  attribute?: AttributeChange;
  /** The words that went and that came; the beginning of long ones. */
  before: string;
  after: string;
}

/** Where in a paper: the point's number, if any, and the section, by its place in the redline. */
export interface Place {
  point: string | null;
  section: number;
}

/** The changes of one section. */
export interface SectionChanges {
  /** Its place in the redline. */
  section: number;
  change: RedlineBlock['change'];
  changes: Change[];
}

/** The changes of two papers, and where in the redline each of them stands. */
export interface ListedChanges {
  sections: SectionChanges[];
  count: number;
  /** The change that begins at a block, at the first run of a group, or at an attribute. */
  at: ReadonlyMap<RedlineBlock | Run | AttributeChange, Change>;
  /** Where moved blocks are now, and where they were, by the number of the move. */
  now: ReadonlyMap<number, Place>;
  was: ReadonlyMap<number, Place>;
}

/** Every change in reading order, by section. What came, went or moved as a whole is one change; so is each place in a text. */
export function listChanges({ sections }: Redline): ListedChanges {
  const at = new Map<RedlineBlock | Run | AttributeChange, Change>();
  const [now, was] = places(sections);
  const result = sections.map((block, section): SectionChanges => {
    const changes: Change[] = [];
    const add = (where: RedlineBlock | Run | AttributeChange, change: Omit<Change, 'number'>): void => {
      const listed = { number: at.size + 1, ...change };
      at.set(where, listed);
      changes.push(listed);
    };
    const visit = (block: RedlineBlock, above: string | null): void => {
      const point = block.number ? (block.number.after ?? block.number.before) : above;
      if (block.change === 'movedAway' || isQuiet(block)) return;
      if (block.change === 'moved') {
        const from = was.get(block.move ?? 0);
        add(block, { kind: 'moved', point, before: '', after: beginning(block, 'inserted'), ...(from ? { from } : {}) });
      }
      if (block.change === 'inserted' || block.change === 'deleted') {
        const [before, after] = block.change === 'deleted' ? [beginning(block, 'deleted'), ''] : ['', beginning(block, 'inserted')];
        add(block, { kind: block.change, point, before, after });
        // What was moved into a new block, or out of one that is gone, is told by itself.
        for (const inner of block.blocks ?? []) visitMoved(inner, point);
        return;
      }
      for (const attribute of block.attributes ?? []) add(attribute, { kind: 'attribute', point, attribute, before: '', after: '' });
      for (const { kind, runs } of runGroups(block.runs ?? [])) {
        if (kind !== 'changed' || !runs[0]) continue;
        const [before, after] = [lettersOf(runs, 'deleted'), lettersOf(runs, 'inserted')];
        add(runs[0], {
          kind: before === '' ? 'inserted' : after === '' ? 'deleted' : 'changed',
          point,
          before: short(before),
          after: short(after),
        });
      }
      for (const inner of block.blocks ?? []) visit(inner, point);
    };
    const visitMoved = (block: RedlineBlock, point: string | null): void => {
      if (block.change === 'moved') visit(block, point);
      else for (const inner of block.blocks ?? []) visitMoved(inner, block.number?.after ?? point);
    };
    visit(block, null);
    return { section, change: block.change, changes };
  });
  return { sections: result, count: at.size, at, now, was };
}

function places(sections: readonly RedlineBlock[]): [Map<number, Place>, Map<number, Place>] {
  const [now, was] = [new Map<number, Place>(), new Map<number, Place>()];
  const visit = (block: RedlineBlock, section: number, before: string | null, after: string | null): void => {
    const [from, to] = block.number ? [block.number.before, block.number.after] : [before, after];
    if (block.change === 'moved') now.set(block.move ?? 0, { point: to, section });
    if (block.change === 'movedAway') was.set(block.move ?? 0, { point: from, section });
    for (const inner of block.blocks ?? []) visit(inner, section, from, to);
  };
  sections.forEach((section, index) => visit(section, index, null, null));
  return [now, was];
}

/** The first letters of a block and all in it, as they were (`deleted`) or are (`inserted`). */
export function beginning(block: RedlineBlock, side: 'deleted' | 'inserted'): string {
  const texts: string[] = [];
  let length = 0;
  const visit = ({ runs = [], blocks = [], change }: RedlineBlock): void => {
    if (length > longest || change === (side === 'deleted' ? 'inserted' : 'deleted')) return;
    const text = lettersOf(runs, side, 'same').trim();
    if (text !== '') texts.push(text);
    length += text.length;
    blocks.forEach(visit);
  };
  visit(block);
  return short(texts.join(' '));
}

const longest = 90;

function lettersOf(runs: readonly Run[], ...kinds: Run['kind'][]): string {
  return runs
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('');
}

// At a space, so that no word is cut.
function short(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest);
  return `${cut.slice(0, cut.lastIndexOf(' ') + 1 || longest).trim()} …`;
}
