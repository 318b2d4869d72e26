import { saveSnapshot, type Sql } from '@samskriv/database';
import * as Y from 'yjs';
import { fillRound } from './wholeRound.ts';

/**
 * Replays a round's log and stores the outcome in one piece, so that the next opening reads little. The log itself keeps
 * everything. Answers the replayed document and the number it reaches; null where there is no such round; throws `DamagedRound`
 * where the log is not whole. `atLeast` is the
 * number of edits since the last snapshot below which nothing is stored.
 */
export async function compactRound(
  sql: Sql,
  paperId: string,
  round: number,
  { atLeast = 1 }: { atLeast?: number } = {},
): Promise<{ doc: Y.Doc; number: number; stored: boolean } | null> {
  const doc = new Y.Doc();
  const found = await fillRound(sql, { paperId, round }, doc);
  if (found === null) return null;
  const stored = found.updates >= atLeast;
  if (stored) await saveSnapshot(sql, { paperId, round, number: found.head, state: Y.encodeStateAsUpdate(doc) });
  return { doc, number: found.head, stored };
}
