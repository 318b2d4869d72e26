import { exportVersionThreads, listVersionThreads, openRound, openVersionThread } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { m } from '#paraglide/messages.js';
import { given } from './given.ts';
import { newThread } from './newThread.ts';
import { operation } from './operation.ts';
import { documentOf, thread } from './shapes.ts';

/** A round just opened. */
const openedRound = z.object({ document: documentOf, round: z.int() });

/** A thread of a version: where it stands in that version, and (anchor) where its passage is in the text of today. */
const versionThread = thread.extend({
  inVersion: z.object({
    quote: z.string(),
    sectionId: z.string().nullable(),
    point: z.string().nullable(),
    ranges: z.array(z.object({ from: z.int(), to: z.int() })).describe("ProseMirror positions in the version's JSON"),
  }),
});

/** The threads of a version by point. */
const threadsByPoint = z.array(z.object({ point: z.string().nullable(), section: z.string(), threads: z.array(versionThread) }));

export const listThreadsOfVersion = operation({
  method: 'GET',
  path: '/api/versions/{id}/threads',
  summary: 'The threads of a version, each with where its passage is in the text of today, or that it is gone',
  output: z.array(versionThread),
  run: ({ house, actor, params }) => listVersionThreads(house, actor, { versionId: params.id ?? '' }),
});

export const openThreadOnVersion = operation({
  method: 'POST',
  path: '/api/versions/{id}/threads',
  summary: 'Open a thread on a passage of a version, where its words must stand, or on a section',
  status: 201,
  input: newThread,
  output: versionThread,
  refusals: ['forbidden', 'required', 'too_long', 'already_exists'],
  run: async ({ house, actor, params, input: { anchor, body, ...more } }) => {
    const versionId = params.id ?? '';
    const opened = await openVersionThread(house, actor, { versionId, anchor: given(anchor), body, ...given(more) });
    if (isRefusal(opened)) return opened;
    const threads = await listVersionThreads(house, actor, { versionId });
    if (isRefusal(threads)) return threads;
    return threads.find(({ id }) => id === opened.threadId)!;
  },
});

export const exportThreadsOfVersion = operation({
  method: 'GET',
  path: '/api/versions/{id}/threads/export',
  summary: 'The threads of a version by point; csv (semicolons, UTF-8 with a byte order mark) has a line for each comment',
  query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }),
  output: threadsByPoint,
  text: ['text/csv'],
  run: async ({ house, actor, params, query: { format } }) => {
    const exported = await exportVersionThreads(house, actor, { versionId: params.id ?? '', words: tableWords() });
    if (isRefusal(exported)) return exported;
    return format === 'json' ? exported.points : { type: 'text/csv', text: exported.table };
  },
});

export const openPaperRound = operation({
  method: 'POST',
  path: '/api/papers/{id}/rounds',
  summary: 'Open a new round of a locked paper from one of its versions (its chair or the secretariat); the only way a lock ends',
  status: 201,
  input: z.strictObject({ versionId: z.string(), reason: z.string() }),
  output: openedRound,
  refusals: ['forbidden', 'required', 'too_long', 'round_open'],
  run: ({ house, actor, params, input }) => openRound(house, actor, { paperId: params.id ?? '', ...input }),
});

function tableWords() {
  return {
    point: m.thread_table_point(),
    section: m.thread_table_section(),
    quote: m.thread_table_quote(),
    kind: m.thread_table_kind(),
    resolved: m.thread_table_resolved(),
    today: m.thread_table_today(),
    author: m.thread_table_author(),
    organisation: m.thread_table_organisation(),
    at: m.thread_table_at(),
    comment: m.thread_table_comment(),
    proposal: m.thread_table_proposal(),
    yes: m.thread_table_yes(),
    no: m.thread_table_no(),
  };
}
