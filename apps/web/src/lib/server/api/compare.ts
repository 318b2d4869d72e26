import { compareTexts } from '@samskriv/commands';
import { redlineHtml, sectionHeading, sideBySideHtml } from '@samskriv/document';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { textWords } from '#lib/compare/text.ts';
import { redlineWords } from '#lib/compare/words.ts';
import { paperWords } from '#lib/paper/words.ts';
import { operation } from './operation.ts';
import { id, version } from './shapes.ts';

const comparedText = z.object({
  paper: z.object({ id, title: z.string(), groupId: id }),
  version: version.nullable().describe('Null for the text of today'),
});

/** What changed from one text to another. */
const comparison = z.object({
  from: comparedText,
  to: comparedText,
  equal: z.boolean().describe('Whether both say the same; threads, ids and looks do not count'),
  formatted: z.boolean().describe('Whether anything looks different that says the same'),
  count: z.int(),
  sections: z.array(
    z.object({
      name: z.string(),
      change: z.enum(['same', 'changed', 'inserted', 'deleted', 'moved', 'movedAway']),
      changes: z.array(
        z.object({
          number: z.int(),
          kind: z.enum(['inserted', 'deleted', 'changed', 'moved', 'attribute']),
          point: z.string().nullable().describe("The number of the point as shown: '1', '1.a'"),
          from: z.object({ point: z.string().nullable(), section: z.int() }).optional().describe('Where a moved block was'),
          attribute: z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }).optional(),
          before: z.string().describe('The words that went; of many, the first'),
          after: z.string(),
        }),
      ),
    }),
  ),
  redline: z.array(z.looseObject({ change: z.string(), type: z.string() })).describe('Both texts in one tree: blocks, and in them runs'),
});

export const compareTwoTexts = operation({
  method: 'GET',
  path: '/api/compare',
  summary: 'What changed from a version to another, or to the text of today; html is the redline, in one text or side by side',
  query: z.strictObject({
    from: z.string().describe('The id of a version, or paper:<id> for the text of today'),
    to: z.string().describe('The same'),
    format: z.enum(['json', 'html']).default('json'),
    view: z.enum(['one', 'beside']).default('one').describe('Of html'),
  }),
  output: comparison,
  text: ['text/html'],
  refusals: ['busy', 'too_heavy'],
  run: async ({ house, actor, query: { from, to, format, view } }) => {
    const comparison = await compareTexts(house, actor, { from, to });
    if (isRefusal(comparison)) return comparison;
    const { redline, listed } = comparison;
    if (format === 'html') {
      const headings = { before: textWords(comparison.from), after: textWords(comparison.to) };
      const beside = view === 'beside';
      const text = beside ? sideBySideHtml(redline, listed, redlineWords(), headings) : redlineHtml(redline, listed, redlineWords());
      return { type: 'text/html' as const, text };
    }
    const words = paperWords();
    return {
      from: comparison.from,
      to: comparison.to,
      equal: redline.equal,
      formatted: redline.formatted,
      count: listed.count,
      sections: listed.sections.map(({ change, changes }, index) => ({
        name: redline.sections[index] === undefined ? '' : sectionHeading(redline.sections[index], words),
        change,
        changes,
      })),
      redline: redline.sections.map((section) => ({ ...section })),
    };
  },
});
