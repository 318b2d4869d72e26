import { readHistoryInPieces, type LoggedEdit, type Pool } from '@samskriv/database';
import type * as Y from 'yjs';
import { applyLog } from '../papers/applyLog.ts';

/** Puts a round's log up to `number` into an empty document, some thousand edits at a time; the last edit, null without any. */
export async function replay(sql: Pool, ydoc: Y.Doc, paperId: string, round: number, number: number): Promise<LoggedEdit | null> {
  let last: LoggedEdit | null = null;
  for await (const piece of readHistoryInPieces(sql, paperId, round, number)) {
    applyLog(ydoc, piece);
    last = piece.at(-1) ?? last;
  }
  return last;
}
