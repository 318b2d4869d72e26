import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeJson } from '../json.ts';
import { randomPaper } from '../randomPaper.ts';
import type { Redline, RedlineBlock } from './block.ts';
import { redline, textAfter, textBefore } from './redline.ts';
import { editedPaper, stripped, wordsOf } from './testing.ts';

const side = (lines: Redline, kinds: readonly string[]): string[] => {
  const found: string[] = [];
  const visit = (blocks: readonly RedlineBlock[]) => {
    for (const block of blocks) {
      if (block.change === 'movedAway') continue;
      found.push(
        ...wordsOf(
          (block.runs ?? [])
            .filter(({ kind }) => kinds.includes(kind))
            .map(({ text }) => text)
            .join(''),
        ),
      );
      visit(block.blocks ?? []);
    }
  };
  visit(lines.sections);
  return found.sort();
};

const wordsIn = (paper: NodeJson): string[] => {
  const found: string[] = [];
  const visit = (node: NodeJson) => {
    const children = node.content ?? [];
    if (children.some(({ type }) => type === 'text')) found.push(...wordsOf(children.map(({ text }) => text ?? '\n').join('')));
    children.forEach(visit);
  };
  visit(paper);
  return found.sort();
};

function holds(before: NodeJson, after: NodeJson): void {
  const lines = redline(before, after);
  expect(stripped(textBefore(lines), { ids: 'none' })).toEqual(stripped(before, { ids: 'none' }));
  expect(textAfter(lines)).toEqual(stripped(after, { ids: 'kept' }));
}

describe('a redline', { timeout: 120_000 }, () => {
  it('holds both papers, whatever they are', () => {
    fc.assert(fc.property(randomPaper, randomPaper, holds));
  });

  it('holds both papers when the one is edited into the other', () => {
    fc.assert(
      fc.property(
        randomPaper.chain((paper) => fc.tuple(fc.constant(paper), editedPaper(paper))),
        ([before, after]) => holds(before, after),
      ),
    );
  });

  it('is empty for equal papers, whatever is commented on', () => {
    fc.assert(
      fc.property(randomPaper, (paper) => {
        expect(redline(paper, paper)).toMatchObject({ equal: true, formatted: false });
        expect(redline(paper, stripped(paper, { ids: 'none' }))).toMatchObject({ equal: true, formatted: false });
      }),
    );
  });

  it('has every word of both papers once, also of what was moved', () => {
    fc.assert(
      fc.property(
        randomPaper.chain((paper) => fc.tuple(fc.constant(paper), editedPaper(paper))),
        ([before, after]) => {
          const lines = redline(before, after);
          expect(side(lines, ['same', 'inserted'])).toEqual(wordsIn(after));
          expect(side(lines, ['same', 'deleted'])).toEqual(wordsIn(before));
        },
      ),
    );
  });
});
