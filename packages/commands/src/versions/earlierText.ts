import { findSealed, readHistory, selectRounds } from '@samskriv/database';
import { documentJson, readSealedText, withoutComments, type NodeJson } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import type { House } from '../house.ts';
import { applyLog } from '../papers/applyLog.ts';
import { versionFor } from './read.ts';
import { versionView, type VersionView } from './view.ts';

/** An earlier text: that of a version of the paper, or as it was right after an edit of one of its rounds. */
export type Earlier = { versionId: string } | { round: number; number: number };

/** What an earlier text says, when it stood so, and the version it is of; null for a moment. */
export type EarlierText = { doc: NodeJson; at: Date; version: VersionView | null };

/** An earlier text of a paper the actor is known to read. */
export async function earlierText(house: House, actor: Actor, paperId: string, earlier: Earlier): Promise<EarlierText | Refusal> {
  if ('versionId' in earlier) {
    const version = await versionFor(house, actor, earlier.versionId, 'paper.read');
    if (isRefusal(version) || version.paperId !== paperId) return refuse('not_found', 'versionId');
    const sealed = await findSealed(house.sql, version.id);
    if (sealed === null) return refuse('not_found', 'versionId');
    return { doc: readSealedText(sealed.content).doc, at: version.madeAt, version: versionView(version) };
  }
  const { round, number } = earlier;
  const found = (await selectRounds(house.sql, paperId)).find((one) => one.round === round);
  if (found === undefined) return refuse('not_found', 'round');
  if (!Number.isSafeInteger(number) || number < 1 || number > found.head) return refuse('not_found', 'number');
  const ydoc = new Y.Doc();
  try {
    const log = await readHistory(house.sql, paperId, round, number);
    applyLog(ydoc, log);
    return { doc: withoutComments(documentJson(ydoc)), at: log.at(-1)?.at ?? found.openedAt, version: null };
  } finally {
    ydoc.destroy();
  }
}
