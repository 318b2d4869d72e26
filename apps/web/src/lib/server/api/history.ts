import { readMoment, readPaperHistory, readWhen, restoreText } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { z } from 'zod';
import { asWhole } from '../whole.ts';
import { operation } from './operation.ts';
import { id, moment, paperState, paperText, version, who, whole } from './shapes.ts';

/** What has become of a paper. */
const history = z.object({
  rounds: z.array(
    z.object({
      round: z.int(),
      state: paperState,
      head: z.int(),
      openedAt: moment,
      closedAt: moment.nullable(),
      openedBy: who.nullable(),
      reason: z.string().nullable(),
      fromVersionId: id.nullable().describe('The version that the round was born from'),
    }),
  ),
  versions: z.array(version),
  activity: z.array(
    z.object({
      round: z.int(),
      from: moment.describe('The beginning of the hour or day'),
      person: who,
      edits: z.int(),
      first: z.int().describe('The number of the first edit'),
      last: z.int(),
      lastAt: moment,
    }),
  ),
});

/** A paper as it was at a moment. */
const pastText = z.object({
  round: z.int(),
  number: z.int(),
  head: z.int(),
  at: moment,
  by: who.nullable(),
  doc: paperText,
  runs: z.array(z.object({ from: z.int(), to: z.int(), by: who.nullable() })).describe('Whose words are whose, by ProseMirror positions'),
});

/** An earlier text that was brought back. */
const restoration = z.object({
  round: z.int(),
  number: z.int().nullable().describe('The number of the edit; null where the text already said that'),
});

export const readHistoryOfPaper = operation({
  method: 'GET',
  path: '/api/papers/{id}/history',
  summary: 'What has become of a paper: rounds, versions, and who wrote when, by hour or day of Danish time',
  query: z.strictObject({ period: z.enum(['hour', 'day']).default('day') }),
  output: history,
  run: ({ house, actor, params, query: { period } }) => readPaperHistory(house, actor, { paperId: params.id ?? '', period }),
});

export const readMomentOfPaper = operation({
  method: 'GET',
  path: '/api/papers/{id}/history/{round}/{moment}',
  summary: 'A paper as it was after an edit of a round (its number), or at a time (2026-11-23T14:05Z), with who wrote what',
  output: pastText,
  refusals: ['busy', 'too_heavy'],
  run: async ({ house, actor, params }) => {
    const when = readWhen(params.moment ?? '');
    const round = asWhole(params.round ?? '') ?? 0;
    const moment = when === null ? refuse('not_found') : await readMoment(house, actor, { paperId: params.id ?? '', round, when });
    return isRefusal(moment) ? moment : { ...moment, doc: { ...moment.doc, type: 'doc' as const } };
  },
});

export const restorePaperText = operation({
  method: 'POST',
  path: '/api/papers/{id}/restorations',
  summary: 'Bring an earlier text back as a new edit: that of a version, or as it was after an edit of a round',
  status: 201,
  input: z.strictObject({
    versionId: z.string().optional(),
    round: whole.optional(),
    number: whole.optional(),
    seen: whole.optional().describe('The number of the last edit you have seen; refused where somebody has written since'),
  }),
  output: restoration,
  refusals: ['forbidden', 'required', 'paper_closed', 'text_changed', 'busy', 'too_heavy'],
  run: async ({ house, actor, params, input: { versionId, round, number, seen } }) => {
    const paperId = params.id ?? '';
    const guard = seen === undefined ? {} : { seen };
    if (versionId !== undefined) return restoreText(house, actor, { paperId, earlier: { versionId }, ...guard });
    if (round === undefined || number === undefined) return refuse('required', round === undefined ? 'versionId' : 'number');
    return restoreText(house, actor, { paperId, earlier: { round, number }, ...guard });
  },
});
