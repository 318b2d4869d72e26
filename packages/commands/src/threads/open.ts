import { randomUUID } from 'node:crypto';
import { mentionsOf } from '@samskriv/comments';
import {
  findClosingVersion,
  findThread,
  findVersion,
  insertComment,
  insertThread,
  keepRoundState,
  notify,
  recordAct,
  saveSeen,
  type PaperRow,
  type VersionRow,
} from '@samskriv/database';
import { placeComment } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import { oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { enqueueThreadSearch } from '../jobs/enqueue.ts';
import { overQuota } from '../quotas.ts';
import { peopleOf } from './people.ts';
import { meantIn, pickedOf, type Picked } from './pick.ts';
import { appendPrepared, prepareEdit, versionText } from './place.ts';
import { paperFor } from './reach.ts';
import { tell } from './tell.ts';
import { allOrNothing } from './undone.ts';
import { commentBody, proposalText } from './words.ts';

/** The kinds of a thread, as the comment forms of the standards bodies have them. */
export const threadKinds = ['general', 'technical', 'editorial'] as const;

/**
 * A thread to open. `proposal` is a wording for the picked text. `id` and `commentId` may be chosen by the sender, so that
 * what was written offline and is sent twice is opened once.
 */
export type NewThreadInput = {
  paperId: string;
  anchor: Picked;
  body: string;
  kind?: string;
  proposal?: string | null;
  id?: string;
  commentId?: string;
  /** Opens it on this version instead of the living text. */
  versionId?: string;
};

/**
 * Opens a thread on a passage or a section. In living text the mark is placed by the house, so no right to write is needed,
 * and words that do not stand there (any more) are no reason to refuse: the thread is opened and listed as lost. While the
 * round is over the thread is opened on the version that ended it, at plain positions, where its words must stand.
 */
export async function openThread(house: House, actor: Actor, input: NewThreadInput): Promise<{ threadId: string } | Refusal> {
  const paper = await paperFor(house.sql, actor, input.paperId, 'paper.comment');
  if (isRefusal(paper)) return paper;
  const over = overQuota(house, 'threads', actor.personId);
  if (over !== null) return over;
  const opened = await openIn(house, actor, paper, input);
  if (paper.state !== 'open' || !isRefusal(opened) || opened.refused !== 'paper_closed') return opened;
  // The round ended in the meantime.
  return openIn(house, actor, { ...paper, state: 'closed' }, input);
}

async function openIn(house: House, actor: Actor, paper: PaperRow, input: NewThreadInput): Promise<{ threadId: string } | Refusal> {
  const { id: threadId = randomUUID(), commentId = randomUUID() } = input;
  if (!isId(threadId)) return refuse('invalid', 'id');
  if (!isId(commentId)) return refuse('invalid', 'commentId');
  const kind = oneOf(input.kind ?? 'general', threadKinds, 'kind');
  if (isRefusal(kind)) return kind;
  const people = await peopleOf(house.sql, paper.groupId);
  const body = commentBody(input.body, people);
  if (isRefusal(body)) return body;
  const proposal = proposalText(input.proposal);
  if (isRefusal(proposal)) return proposal;
  const picked = pickedOf(input.anchor);
  if (isRefusal(picked)) return picked;

  const { id: paperId } = paper;
  const version = await versionToCommentOn(house, paper, input.versionId);
  if (isRefusal(version)) return version;
  const round = version?.round ?? paper.round;
  const { result: meant, bytes } =
    version === null
      ? await prepareEdit(house.sql, paperId, round, (ydoc, text) => {
          const meant = meantIn(text, picked);
          if (!isRefusal(meant) && meant.place !== null) placeComment(ydoc, threadId, meant.place.ranges);
          return meant;
        })
      : { result: meantIn(await versionText(house.sql, version.id), picked), bytes: null };
  if (isRefusal(meant)) return meant;
  if (version !== null && !meant.whole && meant.place === null) return refuse('invalid', 'anchor');
  if (proposal !== null && (meant.whole || meant.anchor.quote.includes('\n'))) return refuse('invalid', 'proposal');

  return allOrNothing(house.sql, async (sql) => {
    const [first, last] = [meant.place?.ranges[0] ?? null, meant.place?.ranges.at(-1) ?? null];
    const on = version === null ? null : { versionId: version.id, from: first?.from ?? null, to: last?.to ?? null };
    const opened = { id: threadId, paperId, round, kind, proposal, whole: meant.whole, ...meant.anchor, openedBy: actor.personId, on };
    if (!(await insertThread(sql, opened))) {
      const before = await findThread(sql, threadId);
      return before?.openedBy === actor.personId && before.paperId === paperId ? { threadId } : refuse('already_exists', 'id');
    }
    const seq = await insertComment(sql, { id: commentId, threadId, author: actor.personId, body });
    if (seq === null) return refuse('already_exists', 'commentId');
    await saveSeen(sql, actor.personId, threadId, seq);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'thread.open',
      thing: { kind: 'thread', id: threadId },
      details: { paperId, round, kind, proposal: proposal !== null, versionId: version?.id ?? null },
    });
    await tell(sql, mentionsOf(body), { kind: 'mention', threadId, commentId, actor: actor.personId });
    await notify(sql, { kind: 'thread', paperId, threadId });
    if (bytes !== null) {
      const author = actor.personId;
      const appended = await appendPrepared(sql, { paperId, round, author, kind: 'mark', roles: rolesThatMay('paper.comment'), bytes });
      if (isRefusal(appended)) return appended;
    } else {
      // Without a mark nothing else would see that the round has ended, or keep a new one from being opened meanwhile.
      const state = await keepRoundState(sql, paperId, paper.round);
      if (version === null && state !== 'open') return refuse('paper_closed');
    }
    // On a version, its words may stand in the living text too.
    if (version !== null) await enqueueThreadSearch(sql, paperId);
    return { threadId };
  });
}

/** The version that a thread is opened on: the one asked for, or the one that ended the round; null for living text. */
async function versionToCommentOn(house: House, paper: PaperRow, versionId: string | undefined): Promise<VersionRow | null | Refusal> {
  if (versionId !== undefined) {
    const version = isId(versionId) ? await findVersion(house.sql, versionId) : null;
    return version?.paperId === paper.id ? version : refuse('not_found');
  }
  if (paper.state === 'open') return null;
  return (await findClosingVersion(house.sql, paper.id, paper.round)) ?? refuse('paper_closed');
}
