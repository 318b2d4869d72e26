import { deleteComment, editComment, listEarlierWordings, replyToThread } from '@samskriv/commands';
import { z } from 'zod';
import { andRead } from './andRead.ts';
import { given } from './given.ts';
import { operation } from './operation.ts';
import { moment, thread } from './shapes.ts';

/** What a comment said before. */
const earlierWording = z.object({ body: z.string(), at: moment });

export const replyToOneThread = operation({
  method: 'POST',
  path: '/api/threads/{id}/replies',
  summary: 'Say something in a thread',
  status: 201,
  input: z.strictObject({ body: z.string(), id: z.uuid().optional().describe('Your own id for the comment: sent twice, it is said once') }),
  output: thread,
  refusals: ['forbidden', 'required', 'too_long', 'already_exists', 'too_many_threads'],
  run: async ({ house, actor, params, input: { body, ...more } }) =>
    andRead(house, actor, await replyToThread(house, actor, { threadId: params.id ?? '', body, ...given(more) })),
});

export const editOneComment = operation({
  method: 'PATCH',
  path: '/api/comments/{id}',
  summary: 'Give your own comment another wording; the earlier one is kept',
  input: z.strictObject({ body: z.string() }),
  output: thread,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input: { body } }) =>
    andRead(house, actor, await editComment(house, actor, { commentId: params.id ?? '', body })),
});

export const listWordingsOfComment = operation({
  method: 'GET',
  path: '/api/comments/{id}/wordings',
  summary: 'What a comment said before it was edited, oldest first',
  output: z.array(earlierWording),
  run: ({ house, actor, params }) => listEarlierWordings(house, actor, { commentId: params.id ?? '' }),
});

export const deleteOneComment = operation({
  method: 'DELETE',
  path: '/api/comments/{id}',
  summary: 'Take your own comment away; that there was one remains',
  output: thread,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => andRead(house, actor, await deleteComment(house, actor, { commentId: params.id ?? '' })),
});
