import { readTail, type LogPiece, type Sql, type ThreadRow } from '@samskriv/database';
import { canonicalText, documentJson, sealedText } from '@samskriv/document';
import * as Y from 'yjs';
import { applyLog } from '../papers/applyLog.ts';
import { DamagedRound, fillRound, firstWrong } from '../papers/wholeRound.ts';
import { indexText, type SavedText } from '../threads/place.ts';
import { standingOf } from '../threads/view.ts';

/** A copy of a round's text that nobody else has, at a number of its log. */
export type Replica = { ydoc: Y.Doc; head: number };

/** The text of a round as its log says; null where there is no such round. Whoever asks must destroy the document. */
export async function openReplica(sql: Sql, paperId: string, round: number): Promise<Replica | null> {
  const ydoc = new Y.Doc();
  const filled = await fillRound(sql, { paperId, round }, ydoc);
  return filled === null ? null : { ydoc, head: filled.head };
}

/** Brings a replica up to `head`; whether there was anything to bring. Throws where the log has a hole. */
export async function bringUp(sql: Sql, replica: Replica, paperId: string, round: number, head: number): Promise<boolean> {
  if (replica.head === head) return false;
  const tail = await readTail(sql, paperId, round, replica.head);
  const wrong = firstWrong(tail, replica.head, head);
  if (wrong !== null) throw new DamagedRound({ paperId, round }, wrong);
  applyLog(replica.ydoc, tail);
  replica.head = head;
  return true;
}

/** What is sealed of a text: its canonical words, its Y state, and where everything stands in it. */
export type TextToSeal = { content: string; state: Uint8Array; text: SavedText };

/** Takes what is sealed of a replica, and opens it again: throws where the stored state would say something else. */
export function textToSeal({ ydoc, head }: Replica): TextToSeal {
  if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null) throw new Error('the text is not whole');
  const content = sealedText(documentJson(ydoc));
  const state = Y.encodeStateAsUpdate(ydoc);
  if (textOfState(state) !== content) throw new Error('the stored state does not give the text again');
  return { content, state, text: indexText(ydoc, head) };
}

/** The sealed text that a stored Y state says. Throws where it cannot be read. */
export function textOfState(state: Uint8Array): string {
  return textOfLog([{ bytes: state }]);
}

/** The sealed text that pieces of a log say. Throws where they cannot be read or do not hang together. */
export function textOfLog(pieces: readonly Pick<LogPiece, 'bytes'>[]): string {
  const ydoc = new Y.Doc();
  try {
    applyLog(ydoc, pieces);
    if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null) throw new RangeError('something is missing');
    return sealedText(documentJson(ydoc));
  } finally {
    ydoc.destroy();
  }
}

/** A thread as it stood when a version was sealed; `ranges` are positions in the version's JSON. */
export type SealedThread = {
  id: string;
  kind: string;
  resolved: boolean;
  whole: boolean;
  quote: string;
  currentQuote: string | null;
  sectionId: string | null;
  point: string | null;
  ranges: { from: number; to: number }[];
};

/** Where the living threads of a paper stand in a text, as canonical JSON. */
export function threadsToSeal(rows: readonly ThreadRow[], text: SavedText): string {
  return canonicalText(
    rows.map((row): SealedThread => {
      const { id, kind, resolved, whole, quote } = row;
      const { currentQuote, sectionId, point, ranges } = standingOf(row, text);
      return { id, kind, resolved, whole, quote, currentQuote, sectionId, point, ranges };
    }),
  );
}
