import { findPaper, notify, recordAct, selectAuthors, updateAssigned, updateDeleted, updateResolved } from '@samskriv/database';
import { removeComment } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import { day } from '../fields.ts';
import type { House } from '../house.ts';
import { peopleOf } from './people.ts';
import { appendPrepared, prepareEdit } from './place.ts';
import { threadFor } from './reach.ts';
import { tell } from './tell.ts';
import { allOrNothing } from './undone.ts';

/** Ends a thread; its mark stays. Where two do it at once, it is the first one's act, and both get the same answer. */
export function resolveThread(house: House, actor: Actor, { threadId }: { threadId: string }): Promise<{ threadId: string } | Refusal> {
  return settle(house, actor, threadId, true);
}

/** Opens a resolved thread again. */
export function reopenThread(house: House, actor: Actor, { threadId }: { threadId: string }): Promise<{ threadId: string } | Refusal> {
  return settle(house, actor, threadId, false);
}

function settle(house: House, actor: Actor, threadId: string, resolved: boolean): Promise<{ threadId: string } | Refusal> {
  return allOrNothing(house.sql, async (sql) => {
    const thread = await threadFor(sql, actor, threadId, 'paper.comment', { hold: true });
    if (isRefusal(thread)) return thread;
    if (await updateResolved(sql, thread.id, resolved ? actor.personId : null)) {
      await recordAct(sql, {
        actor: actor.personId,
        action: resolved ? 'thread.resolve' : 'thread.reopen',
        thing: { kind: 'thread', id: thread.id },
        details: { paperId: thread.paperId },
      });
      if (resolved) await tell(sql, [thread.openedBy], { kind: 'resolved', threadId: thread.id, commentId: null, actor: actor.personId });
      await notify(sql, { kind: 'thread', paperId: thread.paperId, threadId: thread.id });
    }
    return { threadId: thread.id };
  });
}

/** Gives a thread to somebody who may talk in it, or to nobody (`personId` null), with the day it is due (`YYYY-MM-DD`) or none. */
export async function assignThread(
  house: House,
  actor: Actor,
  { threadId, personId, dueDate = null }: { threadId: string; personId: string | null; dueDate?: string | null },
): Promise<{ threadId: string } | Refusal> {
  return allOrNothing(house.sql, async (sql) => {
    const thread = await threadFor(sql, actor, threadId, 'paper.comment', { hold: true });
    if (isRefusal(thread)) return thread;
    const due = dueDate === null ? null : day(dueDate, 'dueDate');
    if (isRefusal(due)) return due;
    const people = await peopleOf(sql, thread.groupId);
    if (personId !== null && !people.some(({ id }) => id === personId)) return refuse('not_found', 'assignedTo');
    if (personId === null && due !== null) return refuse('required', 'assignedTo');
    if (personId === thread.assignedTo && due === thread.dueDate) return { threadId: thread.id };
    await updateAssigned(sql, thread.id, { assignedTo: personId, assignedBy: actor.personId, dueDate: due });
    await recordAct(sql, {
      actor: actor.personId,
      action: 'thread.assign',
      thing: { kind: 'thread', id: thread.id },
      details: { paperId: thread.paperId, personId, dueDate: due, before: thread.assignedTo },
    });
    if (personId !== null && personId !== thread.assignedTo)
      await tell(sql, [personId], { kind: 'assigned', threadId: thread.id, commentId: null, actor: actor.personId });
    await notify(sql, { kind: 'thread', paperId: thread.paperId, threadId: thread.id });
    return { threadId: thread.id };
  });
}

/** Takes a thread away that one has opened and nobody else has spoken in, and its mark with it. */
export async function deleteThread(
  house: House,
  actor: Actor,
  { threadId }: { threadId: string },
): Promise<{ threadId: string } | Refusal> {
  const seen = await threadFor(house.sql, actor, threadId, 'paper.comment');
  if (isRefusal(seen)) return seen;
  if (seen.openedBy !== actor.personId) return refuse('forbidden');
  const paper = await findPaper(house.sql, seen.paperId);
  if (paper === null) return refuse('not_found');
  const { id: paperId, round } = paper;
  const { bytes } = await prepareEdit(house.sql, paperId, round, (ydoc) => removeComment(ydoc, seen.id));
  return allOrNothing(house.sql, async (sql) => {
    const thread = await threadFor(sql, actor, threadId, 'paper.comment', { hold: true });
    if (isRefusal(thread)) return thread;
    if ((await selectAuthors(sql, thread.id)).some((author) => author !== actor.personId)) return refuse('thread_answered');
    await updateDeleted(sql, thread.id, actor.personId);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'thread.delete',
      thing: { kind: 'thread', id: thread.id },
      details: { paperId },
    });
    await notify(sql, { kind: 'thread', paperId, threadId: thread.id });
    // In a closed round the mark stays: it says nothing to anybody without its thread.
    if (bytes !== null && paper.state === 'open') {
      const author = actor.personId;
      const appended = await appendPrepared(sql, { paperId, round, author, kind: 'mark', roles: rolesThatMay('paper.comment'), bytes });
      if (isRefusal(appended)) return appended;
    }
    return { threadId: thread.id };
  });
}
