import { holdRound, recordAct, weighText } from '@samskriv/database';
import { becomeText } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { enqueueThreadSearch } from '../jobs/enqueue.ts';
import { appendPrepared } from '../threads/place.ts';
import { paperFor } from '../threads/reach.ts';
import { allOrNothing } from '../threads/undone.ts';
import { findEarlier, readEarlier, weighEarlier, type Earlier, type EarlierAt } from './earlierText.ts';
import { bringUp, openReplica } from './text.ts';

/**
 * Brings an earlier text back as a new edit of the actor's: nothing of what has been is rewritten. What both texts say stays
 * where it is, so that others' carets and threads stay too, and what others write at the same moment merges with it. Answers
 * the number of the edit; null where the text already says that. With `seen`, the number of the last edit the actor has seen
 * the text after, it is refused where somebody has written since.
 */
export async function restoreText(
  house: House,
  actor: Actor,
  { paperId, earlier, seen }: { paperId: string; earlier: Earlier; seen?: number },
): Promise<{ round: number; number: number | null } | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.write');
  if (isRefusal(paper)) return paper;
  const found = await findEarlier(house, actor, paper.id, earlier);
  if (isRefusal(found)) return found;
  if (paper.state !== 'open') return refuse('paper_closed');
  const input = { paperId: paper.id, round: paper.round, personId: actor.personId, where: found.where, earlier };
  return readHeavily(house, actor, restoring, seen === undefined ? input : { ...input, seen });
}

type Input = { paperId: string; round: number; personId: string; where: EarlierAt; earlier: Earlier; seen?: number };

/** The work of putting a text back, for a person who is known to be allowed to; the append holds that against the tables again. */
export const restoring: HeavyRead<Input, { round: number; number: number | null } | Refusal> = {
  name: 'restoring',
  weigh: async (sql, { paperId, round, where }) => (await weighText(sql, paperId, round)) + (await weighEarlier(sql, where)),
  async read(pool, { paperId, round, personId, where, earlier, seen }) {
    const target = await readEarlier(pool, where);
    if (isRefusal(target)) return target;
    const replica = await openReplica(pool, paperId, round);
    if (replica === null) return refuse('not_found');
    try {
      return await allOrNothing(pool, async (sql) => {
        // The difference is taken while the round is held: from an older text, two who restore at once would write it twice.
        const held = await holdRound(sql, paperId, round);
        if (held?.state !== 'open') return refuse('paper_closed');
        if (seen !== undefined && seen !== held.head) return refuse('text_changed');
        await bringUp(sql, replica, paperId, round, held.head);
        const pieces: Uint8Array[] = [];
        replica.ydoc.on('update', (bytes: Uint8Array) => pieces.push(bytes));
        becomeText(replica.ydoc, target.doc);
        if (pieces.length === 0) return { round, number: null };
        await recordAct(sql, {
          actor: personId,
          action: 'text.restore',
          thing: { kind: 'paper', id: paperId },
          details: { round, ...earlier },
        });
        await enqueueThreadSearch(sql, paperId);
        const edit = { paperId, round, author: personId, kind: 'restore' as const, roles: rolesThatMay('paper.write') };
        const appended = await appendPrepared(sql, { ...edit, bytes: Y.mergeUpdates(pieces) });
        return isRefusal(appended) ? appended : { round, number: appended.number };
      });
    } finally {
      replica.ydoc.destroy();
    }
  },
};
