import { findSealed, selectRounds, weighLog, weighVersion, type Pool } from '@samskriv/database';
import { documentJson, readSealedText, withoutComments, type NodeJson } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import type { House } from '../house.ts';
import { versionFor } from './read.ts';
import { replay } from './replay.ts';
import { versionView, type VersionView } from './view.ts';

/** An earlier text: that of a version of the paper, or as it was right after an edit of one of its rounds. */
export type Earlier = { versionId: string } | { round: number; number: number };

/** Where an earlier text is read that is known to be there, and when it stood so; a moment says that when it is read. */
export type EarlierAt =
  { paperId: string; versionId: string; at: Date } | { paperId: string; round: number; number: number; openedAt: Date };

/** An earlier text of a paper the actor is known to read, and the version it is of; null for a moment. */
export async function findEarlier(
  house: House,
  actor: Actor,
  paperId: string,
  earlier: Earlier,
): Promise<{ where: EarlierAt; version: VersionView | null } | Refusal> {
  if ('versionId' in earlier) {
    const version = await versionFor(house, actor, earlier.versionId, 'paper.read');
    if (isRefusal(version) || version.paperId !== paperId) return refuse('not_found', 'versionId');
    return { where: { paperId, versionId: version.id, at: version.madeAt }, version: versionView(version) };
  }
  const { round, number } = earlier;
  const found = (await selectRounds(house.sql, paperId)).find((one) => one.round === round);
  if (found === undefined) return refuse('not_found', 'round');
  if (!Number.isSafeInteger(number) || number < 1 || number > found.head) return refuse('not_found', 'number');
  return { where: { paperId, round, number, openedAt: found.openedAt }, version: null };
}

/** How much must be read for an earlier text (bytes). */
export function weighEarlier(sql: Pool, where: EarlierAt): Promise<number> {
  return 'versionId' in where ? weighVersion(sql, where.versionId) : weighLog(sql, where.paperId, where.round, where.number);
}

/** What an earlier text says, and when it stood so. */
export async function readEarlier(sql: Pool, where: EarlierAt): Promise<{ doc: NodeJson; at: Date } | Refusal> {
  if ('versionId' in where) {
    const sealed = await findSealed(sql, where.versionId);
    return sealed === null ? refuse('not_found', 'versionId') : { doc: readSealedText(sealed.content).doc, at: where.at };
  }
  const ydoc = new Y.Doc();
  try {
    const last = await replay(sql, ydoc, where.paperId, where.round, where.number);
    return { doc: withoutComments(documentJson(ydoc)), at: last?.at ?? where.openedAt };
  } finally {
    ydoc.destroy();
  }
}
