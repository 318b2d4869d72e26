import {
  contentFormats,
  listVersions,
  lockPurposes,
  lockVersion,
  readOpenMatters,
  readVersion,
  readVersionContent,
  verifyVersion,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { paperWords } from '#lib/paper/words.ts';
import { given } from './given.ts';
import { operation } from './operation.ts';
import { id, paperText, section, version, who } from './shapes.ts';
import { textTypes } from './textTypes.ts';

/** What is not settled in a text. */
const openMatters = z.object({
  undecidedThreads: z.array(z.object({ id, quote: z.string(), sectionId: z.string().nullable(), point: z.string().nullable() })),
  unfinishedSections: z.array(section.pick({ id: true, kind: true, part: true, title: true, status: true })),
  typing: z.array(who).describe('Who wrote within the last seconds'),
});

/** A version with what stood open then and its place in the chain. */
const wholeVersion = version.extend({
  groupId: id,
  format: z.int().describe('How it was sealed'),
  openMatters,
  sealedThreads: z.array(
    z.object({
      id,
      kind: z.string(),
      resolved: z.boolean(),
      whole: z.boolean(),
      quote: z.string(),
      currentQuote: z.string().nullable(),
      sectionId: z.string().nullable(),
      point: z.string().nullable(),
      ranges: z.array(z.object({ from: z.int(), to: z.int() })),
    }),
  ),
  sections: z.array(section),
  previousId: id.nullable(),
  nextId: id.nullable(),
});

/** What was found when a version was verified. */
const verification = z.object({
  id,
  paperId: id,
  number: z.int(),
  hash: z.string(),
  ok: z.boolean(),
  broken: z.array(z.string()).describe('Every part that does not hold: a field, or seal, chain, stateText, log, logText'),
});

export const listPaperVersions = operation({
  method: 'GET',
  path: '/api/papers/{id}/versions',
  summary: 'The sealed versions of a paper, oldest first',
  output: z.array(version),
  run: ({ house, actor, params }) => listVersions(house, actor, { paperId: params.id ?? '' }),
});

export const lockPaperVersion = operation({
  method: 'POST',
  path: '/api/papers/{id}/versions',
  summary: 'Seal the paper as it is saved; all purposes but milestone close the round (its chair or the secretariat)',
  status: 201,
  input: z.strictObject({
    purpose: z.enum(lockPurposes),
    reason: z.string(),
    until: z.string().nullable().optional().describe('YYYY-MM-DD: by when it is to be considered'),
  }),
  output: version,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_date', 'already_locked', 'paper_closed', 'not_done', 'outcome_unknown'],
  run: ({ house, actor, params, input: { purpose, reason, ...more } }) =>
    lockVersion(house, actor, { paperId: params.id ?? '', purpose, reason, ...given(more) }),
});

export const readPaperOpenMatters = operation({
  method: 'GET',
  path: '/api/papers/{id}/open-matters',
  summary: 'What is not settled in a paper as it stands: what a lock would show as open',
  output: openMatters,
  run: ({ house, actor, params }) => readOpenMatters(house, actor, { paperId: params.id ?? '' }),
});

export const readOneVersion = operation({
  method: 'GET',
  path: '/api/versions/{id}',
  summary: 'One version: who sealed it, when, for what, its hash, and what stood open then',
  output: wholeVersion,
  run: ({ house, actor, params }) => readVersion(house, actor, params.id ?? ''),
});

export const readOneVersionContent = operation({
  method: 'GET',
  path: '/api/versions/{id}/content',
  summary: 'The text of a version; txt is the plain text in reading order',
  query: z.strictObject({ format: z.enum(contentFormats).default('json') }),
  output: paperText,
  text: ['text/html', 'text/markdown', 'text/plain'],
  refusals: ['busy', 'too_heavy'],
  run: async ({ house, actor, params, query: { format } }) => {
    const content = await readVersionContent(house, actor, { versionId: params.id ?? '', format, words: paperWords() });
    if (isRefusal(content)) return content;
    if (content.format === 'json') return { ...content.json, type: 'doc' as const };
    return { type: textTypes[content.format], text: content.text };
  },
});

export const verifyOneVersion = operation({
  method: 'GET',
  path: '/api/versions/{id}/verify',
  summary: 'Verify a version against its seal, the chain, its stored state and the log; names every part that does not hold',
  output: verification,
  refusals: ['busy', 'too_heavy'],
  run: ({ house, actor, params }) => verifyVersion(house, actor, params.id ?? ''),
});
