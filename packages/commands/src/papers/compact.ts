import { loadRound, saveSnapshot, type Sql } from '@samskriv/database';
import * as Y from 'yjs';
import { applyLog } from './applyLog.ts';

/**
 * Replays a round's log and stores the outcome in one piece, so that the next opening reads little. The log itself keeps
 * everything. Answers the replayed document and the number it reaches; null where there is no such round. `atLeast` is the
 * number of edits since the last snapshot below which nothing is stored.
 */
export async function compactRound(
  sql: Sql,
  paperId: string,
  round: number,
  { atLeast = 1 }: { atLeast?: number } = {},
): Promise<{ doc: Y.Doc; number: number; stored: boolean } | null> {
  const found = await loadRound(sql, paperId, round);
  if (found === null) return null;
  const doc = new Y.Doc();
  applyLog(doc, [...(found.snapshot ? [found.snapshot] : []), ...found.updates]);
  const whole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
  const stored = whole && found.updates.length >= atLeast;
  if (stored) await saveSnapshot(sql, paperId, round, found.head, Y.encodeStateAsUpdate(doc));
  return { doc, number: found.head, stored };
}
