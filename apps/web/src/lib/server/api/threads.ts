import {
  acceptProposal,
  assignThread,
  deleteThread,
  listPaperPeople,
  listThreads,
  markThreadSeen,
  openThread,
  readThread,
  reattachThread,
  reopenThread,
  resolveThread,
  threadKinds,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { andRead } from './andRead.ts';
import { given } from './given.ts';
import { anchor, newThread } from './newThread.ts';
import { operation } from './operation.ts';
import { done, talker, thread } from './shapes.ts';

const yes = z.literal('true').transform(() => true as const);

export const listPaperThreads = operation({
  method: 'GET',
  path: '/api/papers/{id}/threads',
  summary: 'The threads of a paper in reading order, lost ones last',
  query: z.strictObject({
    resolved: z
      .enum(['true', 'false'])
      .transform((word) => word === 'true')
      .optional(),
    kind: z.enum(threadKinds).optional(),
    mine: yes.optional(),
    mentionsMe: yes.optional(),
    unanswered: yes.optional(),
    unread: yes.optional(),
    personId: z.string().optional(),
    organisationId: z.string().optional(),
    sectionId: z.string().optional(),
    search: z.string().optional(),
  }),
  output: z.array(thread),
  run: ({ house, actor, params, query }) => listThreads(house, actor, { paperId: params.id ?? '', filter: given(query) }),
});

export const openPaperThread = operation({
  method: 'POST',
  path: '/api/papers/{id}/threads',
  summary:
    'Open a thread on a passage or a section; words that do not stand there are listed as lost. Locked: on the version that locked it',
  status: 201,
  input: newThread,
  output: thread,
  refusals: ['forbidden', 'required', 'too_long', 'paper_closed', 'already_exists', 'too_many_threads'],
  run: async ({ house, actor, params, input: { anchor, body, ...more } }) => {
    const opened = await openThread(house, actor, { paperId: params.id ?? '', anchor: given(anchor), body, ...given(more) });
    return andRead(house, actor, opened);
  },
});

export const listPeopleOfPaper = operation({
  method: 'GET',
  path: '/api/papers/{id}/people',
  summary: 'Whom you can mention in the threads of a paper and assign them to',
  output: z.array(talker),
  run: ({ house, actor, params }) => listPaperPeople(house, actor, params.id ?? ''),
});

export const readOneThread = operation({
  method: 'GET',
  path: '/api/threads/{id}',
  summary: 'One thread',
  output: thread,
  run: ({ house, actor, params }) => readThread(house, actor, params.id ?? ''),
});

export const changeOneThread = operation({
  method: 'PATCH',
  path: '/api/threads/{id}',
  summary: 'Resolve or reopen a thread, assign it (assignedTo null: to nobody) with the day it is due',
  input: z.strictObject({
    resolved: z.boolean().optional(),
    assignedTo: z.string().nullable().optional(),
    dueDate: z.string().nullable().optional().describe('YYYY-MM-DD'),
  }),
  output: thread,
  refusals: ['forbidden', 'required', 'invalid_date'],
  run: async ({ house, actor, params, input: { resolved, assignedTo, dueDate } }) => {
    const threadId = params.id ?? '';
    const before = await readThread(house, actor, threadId);
    if (isRefusal(before)) return before;
    if (assignedTo !== undefined || dueDate !== undefined) {
      const personId = assignedTo === undefined ? (before.assignedTo?.id ?? null) : assignedTo;
      const due = dueDate === undefined ? (personId === null ? null : before.dueDate) : dueDate;
      const assigned = await assignThread(house, actor, { threadId, personId, dueDate: due });
      if (isRefusal(assigned)) return assigned;
    }
    if (resolved !== undefined) {
      const settled = await (resolved ? resolveThread : reopenThread)(house, actor, { threadId });
      if (isRefusal(settled)) return settled;
    }
    return readThread(house, actor, threadId);
  },
});

export const deleteOneThread = operation({
  method: 'DELETE',
  path: '/api/threads/{id}',
  summary: 'Take away a thread that you opened and nobody else has spoken in',
  output: done,
  refusals: ['forbidden', 'thread_answered', 'paper_closed'],
  run: async ({ house, actor, params }) => {
    const deleted = await deleteThread(house, actor, { threadId: params.id ?? '' });
    return isRefusal(deleted) ? deleted : { id: deleted.threadId };
  },
});

export const acceptThreadProposal = operation({
  method: 'POST',
  path: '/api/threads/{id}/acceptance',
  summary: 'Put the proposed wording into the text (who may write); the thread is resolved',
  input: z.strictObject({ currentQuote: z.string().optional().describe('The wording you saw it replace; without it, the quote') }),
  output: thread,
  refusals: ['forbidden', 'no_proposal', 'thread_resolved', 'text_changed', 'paper_closed'],
  run: async ({ house, actor, params, input }) =>
    andRead(house, actor, await acceptProposal(house, actor, { threadId: params.id ?? '', ...given(input) })),
});

export const reattachOneThread = operation({
  method: 'PUT',
  path: '/api/threads/{id}/anchor',
  summary: 'Give a lost thread a passage again',
  input: anchor,
  output: thread,
  refusals: ['forbidden', 'required', 'too_long', 'thread_anchored', 'paper_closed'],
  run: async ({ house, actor, params, input }) =>
    andRead(house, actor, await reattachThread(house, actor, { threadId: params.id ?? '', anchor: given(input) })),
});

export const markOneThreadSeen = operation({
  method: 'POST',
  path: '/api/threads/{id}/seen',
  summary: 'Say that you have seen a thread, up to a comment or to the last',
  input: z.strictObject({ commentId: z.string().optional() }),
  output: done,
  run: async ({ house, actor, params, input }) => {
    const seen = await markThreadSeen(house, actor, { threadId: params.id ?? '', ...given(input) });
    return isRefusal(seen) ? seen : { id: seen.threadId };
  },
});
