import { hash } from 'node:crypto';
import {
  findPaper,
  findSealed,
  holdRound,
  insertRound,
  moveTargetOfPaper,
  notify,
  recordAct,
  selectThreads,
  type SealedRow,
  type ThreadRow,
} from '@samskriv/database';
import { readSealedText, rebirthUpdate, type Stretch } from '@samskriv/document';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line } from '../fields.ts';
import type { House } from '../house.ts';
import { enqueueThreadSearch } from '../jobs/enqueue.ts';
import { documentName } from '../papers/documentName.ts';
import { actorOf } from '../people/actorOf.ts';
import { paperFor } from '../threads/reach.ts';
import { allOrNothing } from '../threads/undone.ts';
import { versionFor } from './read.ts';
import type { SealedThread } from './text.ts';

/**
 * Opens a new round of a paper that is locked, from one of its versions: a new document, born from the version's text, with
 * the marks of the threads that lived in it and of those that were opened on it. Old rounds stay as they are, to be read.
 * This is the only way a lock ends. Of two who do it at once the second is told that the text is open (`round_open`).
 */
export async function openRound(
  house: House,
  actor: Actor,
  input: { paperId: string; versionId: string; reason: string },
): Promise<{ document: string; round: number } | Refusal> {
  const paper = await paperFor(house.sql, actor, input.paperId, 'paper.lock');
  if (isRefusal(paper)) return paper;
  const reason = line(input.reason, 'reason', 500);
  if (isRefusal(reason)) return reason;
  const found = await versionFor(house, actor, input.versionId, 'paper.lock');
  if (isRefusal(found) || found.paperId !== paper.id) return refuse('not_found', 'versionId');
  const version = (await findSealed(house.sql, found.id)) as SealedRow;
  const { id: paperId, groupId } = paper;

  return allOrNothing(house.sql, async (sql) => {
    const held = await holdRound(sql, paperId, paper.round);
    // Asked for once the row is held: whoever opened a round before us has not changed that row.
    const now = await findPaper(sql, paperId);
    const self = await actorOf({ sql }, actor.personId);
    if (held === null || now === null || self === null || !may(self, 'paper.lock', groupId)) return refuse('forbidden');
    if (held.state === 'open' || now.round !== paper.round) return refuse('round_open');
    // Whoever opens a thread on a version waits for this row too, so none is forgotten.
    const threads = await selectThreads(sql, paperId, actor.personId, null);
    const birth = rebirthUpdate(readSealedText(version.content).doc, marksAtBirth(version, threads));
    const round = paper.round + 1;
    await insertRound(sql, { paperId, round, openedBy: actor.personId, reason, source: version.id, birth, hash: hash('sha256', birth) });
    await moveTargetOfPaper(sql, paperId, ['locked', 'ownOrganisation', 'politicalTreatment'], 'revision');
    await recordAct(sql, {
      actor: actor.personId,
      action: 'round.open',
      thing: { kind: 'paper', id: paperId },
      details: { round, versionId: version.id, number: version.number, reason },
    });
    await enqueueThreadSearch(sql, paperId);
    await notify(sql, { kind: 'round', paperId, round });
    return { document: documentName(paperId, round), round };
  });
}

/** The living threads that have a place in a version, and where. */
function marksAtBirth(version: SealedRow, threads: readonly ThreadRow[]): { id: string; ranges: Stretch[] }[] {
  const sealed = new Map((JSON.parse(version.threads) as SealedThread[]).map((thread) => [thread.id, thread.ranges]));
  return threads.flatMap(({ id, whole, versionId, versionFrom, versionTo }) => {
    if (whole) return [];
    const on = versionId === version.id && versionFrom !== null && versionTo !== null ? [{ from: versionFrom, to: versionTo }] : null;
    const ranges = on ?? sealed.get(id) ?? [];
    return ranges.length === 0 ? [] : [{ id, ranges }];
  });
}
