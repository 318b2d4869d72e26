import { findAnchor, standing } from '@samskriv/comments';
import { findPaper, notify, recordAct, selectThreads, updateAnchor } from '@samskriv/database';
import { placeComment, removeComment } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { meantIn, pickedOf, type Picked } from './pick.ts';
import { appendPrepared, prepareEdit } from './place.ts';
import { threadFor } from './reach.ts';
import { allOrNothing } from './undone.ts';
import { wordsOfVersion } from './view.ts';

/** Gives a lost thread a passage again, by hand. */
export async function reattachThread(
  house: House,
  actor: Actor,
  input: { threadId: string; anchor: Picked },
): Promise<{ threadId: string } | Refusal> {
  const seen = await threadFor(house.sql, actor, input.threadId, 'paper.comment');
  if (isRefusal(seen)) return seen;
  const paper = await findPaper(house.sql, seen.paperId);
  if (paper === null) return refuse('not_found');
  const picked = pickedOf(input.anchor);
  if (isRefusal(picked)) return picked;
  const { id: paperId, round } = paper;
  const { result: anchor, bytes } = await prepareEdit(house.sql, paperId, round, (ydoc, text) => {
    const { passage: quote, prefix, suffix, sectionId, point } = seen;
    const before = { id: seen.id, anchor: { quote, prefix, suffix, sectionId, point }, whole: seen.whole };
    if (standing(text.index, text.marks, before).state === 'anchored') return refuse('thread_anchored');
    const meant = meantIn(text, picked);
    if (isRefusal(meant)) return meant;
    if (meant.place === null) return refuse('invalid', 'anchor');
    removeComment(ydoc, seen.id);
    placeComment(ydoc, seen.id, meant.place.ranges);
    return meant.anchor;
  });
  if (isRefusal(anchor)) return anchor;
  return allOrNothing(house.sql, async (sql) => {
    const thread = await threadFor(sql, actor, input.threadId, 'paper.comment', { hold: true });
    if (isRefusal(thread)) return thread;
    await updateAnchor(sql, thread.id, { round, ...anchor });
    await recordAct(sql, {
      actor: actor.personId,
      action: 'thread.reattach',
      thing: { kind: 'thread', id: thread.id },
      details: { paperId, round },
    });
    await notify(sql, { kind: 'thread', paperId, threadId: thread.id });
    if (bytes === null) return refuse('invalid', 'anchor');
    const author = actor.personId;
    const appended = await appendPrepared(sql, { paperId, round, author, kind: 'mark', roles: rolesThatMay('paper.comment'), bytes });
    return isRefusal(appended) ? appended : { threadId: thread.id };
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Looks for the lost threads of a paper in its text, and marks those whose quote, prefix and suffix stand in exactly one
 * place of their section. Gives the ids of those it found. For the job runner; nobody's act.
 */
export async function findLostThreads(house: House, { paperId }: { paperId: string }): Promise<string[]> {
  const paper = await findPaper(house.sql, paperId);
  if (paper?.state !== 'open') return [];
  const threads = await selectThreads(house.sql, paperId, nobody, null);
  const { result: found, bytes } = await prepareEdit(house.sql, paperId, paper.round, (ydoc, text) =>
    threads.flatMap((thread) => {
      const { id, whole, passage: quote, prefix, suffix, sectionId, point } = thread;
      const anchor = { quote, prefix, suffix, sectionId, point };
      if (whole || standing(text.index, text.marks, { id, anchor, whole }).state === 'anchored') return [];
      const place = findAnchor(text.index, anchor) ?? wordsOfVersion(thread, text);
      return place !== null && placeComment(ydoc, id, place.ranges) ? [id] : [];
    }),
  );
  if (bytes === null || found.length === 0) return [];
  const outcome = await allOrNothing(house.sql, async (sql) => {
    for (const threadId of found) await notify(sql, { kind: 'thread', paperId, threadId });
    return appendPrepared(sql, { paperId, round: paper.round, author: null, kind: 'mark', roles: [], bytes });
  });
  return isRefusal(outcome) ? [] : found;
}
