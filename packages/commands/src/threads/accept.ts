import { standing } from '@samskriv/comments';
import { findPaper, holdRound, notify, recordAct, updateAccepted, updateResolved, type ThreadHead } from '@samskriv/database';
import { replaceWords } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import type * as Y from 'yjs';
import type { House } from '../house.ts';
import { appendPrepared, withReplica, type SavedText } from './place.ts';
import { threadFor } from './reach.ts';
import { tell } from './tell.ts';
import { allOrNothing } from './undone.ts';

/**
 * Puts a thread's proposed wording into the text, as the actor's own edit, and resolves the thread. `currentQuote` is the
 * wording the actor saw it replace (without it: the quote).
 *
 * What counts is the text at the moment the edit is stored: the round is held while the passage is looked at and the edit
 * appended. Where somebody's words in the passage were saved before, nothing is done (`text_changed`). Words that somebody is
 * typing there and that are saved after stand beside the new wording: none of them is lost.
 */
export async function acceptProposal(
  house: House,
  actor: Actor,
  { threadId, currentQuote }: { threadId: string; currentQuote?: string },
): Promise<{ threadId: string } | Refusal> {
  const seen = await threadFor(house.sql, actor, threadId, 'paper.write');
  if (isRefusal(seen)) return seen;
  const paper = await findPaper(house.sql, seen.paperId);
  if (paper === null) return refuse('not_found');
  if (seen.proposal === null) return refuse('no_proposal');
  if (seen.resolved) return refuse('thread_resolved');
  if (paper.state !== 'open') return refuse('paper_closed');
  const { id: paperId, round } = paper;
  // The long part, reading the text, comes before anything is held.
  return withReplica(house.sql, paperId, round, (replica) =>
    allOrNothing(house.sql, async (sql) => {
      const thread = await threadFor(sql, actor, threadId, 'paper.write', { hold: true });
      if (isRefusal(thread)) return thread;
      if (thread.resolved) return refuse('thread_resolved');
      await updateResolved(sql, thread.id, actor.personId);
      await updateAccepted(sql, thread.id, actor.personId);
      await tell(sql, [thread.openedBy], { kind: 'resolved', threadId: thread.id, commentId: null, actor: actor.personId });
      await notify(sql, { kind: 'thread', paperId, threadId: thread.id });
      if ((await holdRound(sql, paperId, round))?.state !== 'open') return refuse('paper_closed');
      await replica.catchUp(sql);
      const { result: refused, bytes } = replica.edit((ydoc, text) => putIn(ydoc, text, thread, currentQuote));
      if (refused !== null) return refused;
      const author = actor.personId;
      const appended =
        bytes === null
          ? null
          : await appendPrepared(sql, { paperId, round, author, kind: 'edit', roles: rolesThatMay('paper.write'), bytes });
      if (isRefusal(appended)) return appended;
      await recordAct(sql, {
        actor: actor.personId,
        action: 'thread.accept',
        thing: { kind: 'thread', id: thread.id },
        details: { paperId, round, number: appended?.number ?? null },
      });
      return { threadId: thread.id };
    }),
  );
}

function putIn(ydoc: Y.Doc, text: SavedText, thread: ThreadHead, seen: string | undefined): Refusal | null {
  const { id, whole, proposal, quote, prefix, suffix, sectionId, point } = thread;
  const stands = standing(text.index, text.marks, { id, anchor: { quote, prefix, suffix, sectionId, point }, whole });
  const [range, ...more] = stands.ranges;
  if (range === undefined || more.length > 0 || stands.currentQuote !== (seen ?? quote)) return refuse('text_changed');
  return proposal !== null && replaceWords(ydoc, range, proposal) ? null : refuse('text_changed');
}
