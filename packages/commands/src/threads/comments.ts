import { randomUUID } from 'node:crypto';
import { mentionsOf } from '@samskriv/comments';
import {
  findComment,
  inTransaction,
  insertComment,
  lastComment,
  notify,
  recordAct,
  saveRead,
  saveSeen,
  selectAuthors,
  selectEarlierWordings,
  updateComment,
  type Sql,
} from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { overQuota } from '../quotas.ts';
import { peopleOf } from './people.ts';
import { threadFor } from './reach.ts';
import { tell } from './tell.ts';
import { allOrNothing } from './undone.ts';
import { commentBody } from './words.ts';

/**
 * Says something in a thread, resolved or not. `id` may be chosen by the sender, so that what is sent twice is said once.
 * Who has spoken in the thread, opened it or has it assigned is told, and who is mentioned.
 */
export async function replyToThread(
  house: House,
  actor: Actor,
  { threadId, body, id = randomUUID() }: { threadId: string; body: string; id?: string },
): Promise<{ threadId: string; commentId: string } | Refusal> {
  if (!isId(id)) return refuse('invalid', 'id');
  return allOrNothing(house.sql, async (sql) => {
    const thread = await threadFor(sql, actor, threadId, 'paper.comment', { hold: true });
    if (isRefusal(thread)) return thread;
    const over = overQuota(house, 'threads', actor.personId);
    if (over !== null) return over;
    const people = await peopleOf(sql, thread.groupId);
    const words = commentBody(body, people);
    if (isRefusal(words)) return words;
    const listeners = [
      thread.openedBy,
      ...(thread.assignedTo === null ? [] : [thread.assignedTo]),
      ...(await selectAuthors(sql, thread.id)),
    ];
    const seq = await insertComment(sql, { id, threadId: thread.id, author: actor.personId, body: words });
    if (seq === null) {
      const before = await findComment(sql, id);
      const said = before?.author === actor.personId && before.threadId === thread.id;
      return said ? { threadId: thread.id, commentId: id } : refuse('already_exists', 'id');
    }
    await saveSeen(sql, actor.personId, thread.id, seq);
    const told = { threadId: thread.id, commentId: id, actor: actor.personId };
    const mentioned = mentionsOf(words);
    const inside = new Set(people.map((person) => person.id));
    await tell(sql, mentioned, { ...told, kind: 'mention' });
    await tell(
      sql,
      listeners.filter((personId) => inside.has(personId) && !mentioned.includes(personId)),
      { ...told, kind: 'reply' },
    );
    await notify(sql, { kind: 'thread', paperId: thread.paperId, threadId: thread.id });
    return { threadId: thread.id, commentId: id };
  });
}

/** Gives one's own comment another wording; the earlier one is kept. Who is mentioned in it for the first time is told. */
export async function editComment(
  house: House,
  actor: Actor,
  { commentId, body }: { commentId: string; body: string },
): Promise<{ threadId: string; commentId: string } | Refusal> {
  return allOrNothing(house.sql, async (sql) => {
    const own = await ownComment(sql, actor, commentId);
    if (isRefusal(own)) return own;
    const { comment, thread } = own;
    const words = commentBody(body, await peopleOf(sql, thread.groupId));
    if (isRefusal(words)) return words;
    if (words !== comment.body) {
      await updateComment(sql, comment.id, words);
      await recordAct(sql, {
        actor: actor.personId,
        action: 'comment.edit',
        thing: { kind: 'thread', id: thread.id },
        details: { commentId: comment.id },
      });
      const before = mentionsOf(comment.body);
      const fresh = mentionsOf(words).filter((id) => !before.includes(id));
      await tell(sql, fresh, { kind: 'mention', threadId: thread.id, commentId: comment.id, actor: actor.personId });
      await notify(sql, { kind: 'thread', paperId: thread.paperId, threadId: thread.id });
    }
    return { threadId: thread.id, commentId: comment.id };
  });
}

/** Takes one's own comment away; that there was one, whose and when, remains. */
export async function deleteComment(
  house: House,
  actor: Actor,
  { commentId }: { commentId: string },
): Promise<{ threadId: string; commentId: string } | Refusal> {
  return allOrNothing(house.sql, async (sql) => {
    const own = await ownComment(sql, actor, commentId);
    if (isRefusal(own)) return own;
    const { comment, thread } = own;
    await updateComment(sql, comment.id, null);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'comment.delete',
      thing: { kind: 'thread', id: thread.id },
      details: { commentId: comment.id },
    });
    await notify(sql, { kind: 'thread', paperId: thread.paperId, threadId: thread.id });
    return { threadId: thread.id, commentId: comment.id };
  });
}

/** What a comment said before it was edited, oldest first, `at` as ISO 8601; not found once it is deleted. */
export async function listEarlierWordings(
  house: House,
  actor: Actor,
  { commentId }: { commentId: string },
): Promise<{ body: string; at: string }[] | Refusal> {
  const comment = isId(commentId) ? await findComment(house.sql, commentId) : null;
  if (comment === null || comment.deleted) return refuse('not_found');
  const thread = await threadFor(house.sql, actor, comment.threadId, 'paper.read');
  if (isRefusal(thread)) return thread;
  const wordings = await selectEarlierWordings(house.sql, comment.id);
  return wordings.map(({ body, at }) => ({ body, at: at.toISOString() }));
}

/** Records that one has seen a thread, up to one of its comments or to the last; the notices about it are read with it. */
export async function markThreadSeen(
  house: House,
  actor: Actor,
  { threadId, commentId }: { threadId: string; commentId?: string },
): Promise<{ threadId: string } | Refusal> {
  const thread = await threadFor(house.sql, actor, threadId, 'paper.read');
  if (isRefusal(thread)) return thread;
  const comment = commentId === undefined ? null : isId(commentId) ? await findComment(house.sql, commentId) : null;
  if (commentId !== undefined && comment?.threadId !== thread.id) return refuse('not_found', 'commentId');
  const upTo = comment?.seq ?? (await lastComment(house.sql, thread.id));
  const { personId } = actor;
  await inTransaction(house.sql, async (sql) => {
    const seen = await saveSeen(sql, personId, thread.id, upTo);
    const read = await saveRead(sql, personId, { threadId: thread.id, upTo });
    // Their other devices count with this one.
    if (seen || read > 0) await notify(sql, { kind: 'seen', personId, paperId: thread.paperId, threadId: thread.id });
    if (read > 0) await notify(sql, { kind: 'told', personId });
  });
  return { threadId: thread.id };
}

async function ownComment(sql: Sql, actor: Actor, commentId: string) {
  const found = isId(commentId) ? await findComment(sql, commentId) : null;
  if (found === null) return refuse('not_found');
  const thread = await threadFor(sql, actor, found.threadId, 'paper.comment', { hold: true });
  if (isRefusal(thread)) return thread;
  if (found.author !== actor.personId) return refuse('forbidden');
  // Looked at again now that the thread is held: another tab may have changed it meanwhile.
  const comment = await findComment(sql, commentId);
  return comment === null || comment.deleted ? refuse('not_found') : { comment, thread };
}
