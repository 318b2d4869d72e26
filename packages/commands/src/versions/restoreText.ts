import { holdRound, recordAct } from '@samskriv/database';
import { becomeText } from '@samskriv/document';
import { isRefusal, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import type { House } from '../house.ts';
import { enqueueThreadSearch } from '../jobs/enqueue.ts';
import { appendPrepared } from '../threads/place.ts';
import { paperFor } from '../threads/reach.ts';
import { allOrNothing } from '../threads/undone.ts';
import { earlierText, type Earlier } from './earlierText.ts';
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
  const target = await earlierText(house, actor, paper.id, earlier);
  if (isRefusal(target)) return target;
  if (paper.state !== 'open') return refuse('paper_closed');
  const { round } = paper;
  const replica = await openReplica(house.sql, paper.id, round);
  if (replica === null) return refuse('not_found');
  try {
    return await allOrNothing(house.sql, async (sql) => {
      // The difference is taken while the round is held: from an older text, two who restore at once would write it twice.
      const held = await holdRound(sql, paper.id, round);
      if (held?.state !== 'open') return refuse('paper_closed');
      if (seen !== undefined && seen !== held.head) return refuse('text_changed');
      await bringUp(sql, replica, paper.id, round, held.head);
      const pieces: Uint8Array[] = [];
      replica.ydoc.on('update', (bytes: Uint8Array) => pieces.push(bytes));
      becomeText(replica.ydoc, target.doc);
      if (pieces.length === 0) return { round, number: null };
      await recordAct(sql, {
        actor: actor.personId,
        action: 'text.restore',
        thing: { kind: 'paper', id: paper.id },
        details: { round, ...earlier },
      });
      await enqueueThreadSearch(sql, paper.id);
      const edit = { paperId: paper.id, round, author: actor.personId, kind: 'restore' as const, roles: rolesThatMay('paper.write') };
      const appended = await appendPrepared(sql, { ...edit, bytes: Y.mergeUpdates(pieces) });
      return isRefusal(appended) ? appended : { round, number: appended.number };
    });
  } finally {
    replica.ydoc.destroy();
  }
}
