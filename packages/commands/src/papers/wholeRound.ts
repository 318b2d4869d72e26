import { hash } from 'node:crypto';
import {
  loadRounds,
  readTail,
  recordFault,
  saveSnapshot,
  settleFault,
  type LoadedRound,
  type LogPiece,
  type Sql,
} from '@samskriv/database';
import * as Y from 'yjs';
import { applyLog } from './applyLog.ts';

/** A round of a paper. */
export type RoundId = { paperId: string; round: number };

/** What a document was filled from: the number it stands at, and how many bytes that took. */
export type Filled = { head: number; state: 'open' | 'closed'; bytes: number; updates: number };

/**
 * What is stored of a round is not what was saved there: nothing is shown of it and nothing is written on it. `number` is the
 * first edit that is damaged or missing.
 */
export class DamagedRound extends Error {
  override readonly name = 'DamagedRound';
  readonly paperId: string;
  readonly round: number;
  readonly number: number;
  constructor({ paperId, round }: RoundId, number: number, cause?: unknown) {
    super(`the log of paper:${paperId}:${round} is not whole at ${number}`, { cause });
    this.paperId = paperId;
    this.round = round;
    this.number = number;
  }
}

/**
 * Fills a document with the text of a round as its log says: the one way in for whoever reads a stored text. A snapshot that is
 * not what was stored is not read: the whole log is, and takes its place. Null where there is no such round. Throws
 * `DamagedRound` where the log itself is not whole; both are kept as faults.
 */
export async function fillRound(sql: Sql, place: RoundId, doc: Y.Doc, origin: unknown = null): Promise<Filled | null> {
  const [loaded] = await loadRounds(sql, [place]);
  return loaded === undefined || loaded === null ? null : fillFrom(sql, place, loaded, doc, origin);
}

/** `fillRound` for what is loaded already. */
export async function fillFrom(sql: Sql, place: RoundId, loaded: LoadedRound, doc: Y.Doc, origin: unknown = null): Promise<Filled> {
  const { snapshot, updates, state } = loaded;
  if (snapshot === null || isIntact(snapshot, loaded.head)) {
    const from = snapshot?.number ?? 0;
    await fill(sql, place, doc, { snapshot, updates, from, head: loaded.head }, origin);
    return { head: loaded.head, state, updates: updates.length, bytes: sizeOf(snapshot === null ? updates : [snapshot, ...updates]) };
  }
  await recordFault(sql, { kind: 'snapshotDamaged', ...place, detail: { number: snapshot.number } });
  const log = await readTail(sql, place.paperId, place.round, 0);
  const head = log.at(-1)?.number ?? 0;
  if (head < loaded.head) await damaged(sql, place, head + 1);
  await fill(sql, place, doc, { snapshot: null, updates: log, from: 0, head }, origin);
  await saveSnapshot(sql, { ...place, number: head, state: Y.encodeStateAsUpdate(doc), place: true });
  await settleFault(sql, { kind: 'snapshotDamaged', ...place });
  return { head, state, updates: log.length, bytes: sizeOf(log) };
}

type Pieces = { snapshot: LogPiece | null; updates: readonly LogPiece[]; from: number; head: number };

async function fill(sql: Sql, place: RoundId, doc: Y.Doc, { snapshot, updates, from, head }: Pieces, origin: unknown): Promise<void> {
  const wrong = firstWrong(updates, from, head);
  if (wrong !== null) await damaged(sql, place, wrong);
  try {
    applyLog(doc, snapshot === null ? updates : [snapshot, ...updates], origin);
  } catch (error) {
    await damaged(sql, place, from + 1, error);
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) await damaged(sql, place, from + 1);
}

async function damaged(sql: Sql, place: RoundId, number: number, cause?: unknown): Promise<never> {
  // A transaction that is to come to nothing takes the row with it; the next reader keeps it.
  await recordFault(sql, { kind: 'logDamaged', ...place, detail: { number } });
  throw new DamagedRound(place, number, cause);
}

/** The number of the first edit of a stretch of a log that is missing or not what was saved; null where all are there. */
export function firstWrong(updates: readonly LogPiece[], from: number, head: number): number | null {
  for (const [index, piece] of updates.entries()) {
    if (piece.number !== from + index + 1 || hash('sha256', piece.bytes) !== piece.hash) return from + index + 1;
  }
  return from + updates.length === head ? null : from + updates.length + 1;
}

function isIntact(snapshot: LogPiece, head: number): boolean {
  return snapshot.number <= head && hash('sha256', snapshot.bytes) === snapshot.hash;
}

function sizeOf(pieces: readonly LogPiece[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
