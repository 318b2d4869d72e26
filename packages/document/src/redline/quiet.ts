import type { RedlineBlock } from './block.ts';
import type { Run } from './runs.ts';

/** Runs of a text block that belong together: words that stayed, a change at one place, or one that nobody would see. */
export interface RunGroup {
  kind: 'same' | 'changed' | 'quiet';
  runs: Run[];
}

/** The runs of a text block by place. White space that became other white space is quiet. */
export function runGroups(runs: readonly Run[]): RunGroup[] {
  const groups: RunGroup[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && (last.kind === 'same') === (run.kind === 'same')) last.runs.push(run);
    else groups.push({ kind: run.kind === 'same' ? 'same' : 'changed', runs: [run] });
  }
  for (const group of groups) if (group.kind === 'changed' && group.runs.every(({ text }) => text.trim() === '')) group.kind = 'quiet';
  return groups;
}

const loud = new Set(['section', 'targetPoint', 'tableRow', 'tableCell', 'tableHeader', 'table']);

/** Whether a block that came or went says nothing: an empty paragraph, a list of empty items. */
export function isQuiet(block: RedlineBlock): boolean {
  if (block.change !== 'inserted' && block.change !== 'deleted') return false;
  return isBlank(block);
}

function isBlank({ type, runs = [], blocks = [] }: RedlineBlock): boolean {
  return !loud.has(type) && runs.every(({ text }) => text.trim() === '') && blocks.every(isBlank);
}
