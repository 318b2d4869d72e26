import { chooseMails, countNotices, listAssignedThreads, listNotices, mailChoices, readMailChoice, readNotices } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { operation } from './operation.ts';
import { done, id, moment, who } from './shapes.ts';

/** An open thread that waits for the one who asks. */
const assignedThread = z.object({
  threadId: id,
  paperId: id,
  group: z.object({ id, title: z.string() }),
  quote: z.string(),
  point: z.string().nullable(),
  dueDate: z.iso.date().nullable(),
});

/** Something the one who asks was told. */
const notice = z.object({
  id,
  kind: z.enum(['mention', 'reply', 'assigned', 'resolved']),
  threadId: id,
  commentId: id.nullable(),
  paperId: id,
  group: z.object({ id, title: z.string() }),
  actor: who,
  quote: z.string(),
  point: z.string().nullable(),
  resolved: z.boolean(),
  createdAt: moment,
  readAt: moment.nullable(),
});

/** How many notices are unread. */
const unreadNotices = z.object({ unread: z.int() });

/** When notices come by mail. */
const mails = z.object({ choice: z.enum(['atOnce', 'daily', 'never']) });

export const listMyNotices = operation({
  method: 'GET',
  path: '/api/notices',
  summary: 'What you were told, newest first; with unread=true only what is new',
  query: z.strictObject({ unread: z.enum(['true', 'false']).default('false') }),
  output: z.array(notice),
  run: async ({ house, actor, query: { unread } }) =>
    (await listNotices(house, actor, { unread: unread === 'true' })).map(({ createdAt, readAt, ...notice }) => ({
      ...notice,
      createdAt: createdAt.toISOString(),
      readAt: readAt?.toISOString() ?? null,
    })),
});

export const countMyNotices = operation({
  method: 'GET',
  path: '/api/notices/count',
  summary: 'How many notices you have not read',
  output: unreadNotices,
  run: ({ house, actor }) => countNotices(house, actor),
});

export const readMyNotices = operation({
  method: 'PATCH',
  path: '/api/notices',
  summary: 'Mark notices as read: these, or all of them',
  input: z.strictObject({ ids: z.union([z.literal('all'), z.array(z.string()).max(1_000)]) }),
  output: done,
  run: async ({ house, actor, input: { ids } }) => {
    const read = await readNotices(house, actor, { ids });
    return isRefusal(read) ? read : { id: read.personId };
  },
});

export const listMyAssignedThreads = operation({
  method: 'GET',
  path: '/api/me/threads',
  summary: 'Open threads that are assigned to you, by due date',
  output: z.array(assignedThread),
  run: ({ house, actor }) => listAssignedThreads(house, actor),
});

export const readMyMails = operation({
  method: 'GET',
  path: '/api/me/mails',
  summary: 'When you get notices by mail',
  output: mails,
  run: async ({ house, actor }) => ({ choice: await readMailChoice(house, actor) }),
});

export const chooseMyMails = operation({
  method: 'PUT',
  path: '/api/me/mails',
  summary: 'Choose when you get notices by mail',
  input: z.strictObject({ choice: z.enum(mailChoices) }),
  output: mails,
  run: ({ house, actor, input: { choice } }) => chooseMails(house, actor, { choice }),
});
