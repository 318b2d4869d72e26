import { hash } from 'node:crypto';
import {
  findSnapshot,
  firstBrokenLink,
  recordFault,
  selectChainedRounds,
  settleFault,
  type ChainedRound,
  type Sql,
} from '@samskriv/database';
import * as Y from 'yjs';
import { applyLog } from './applyLog.ts';

/**
 * What was found of a round. `log`: the number of the first row of its log that is missing, changed or not the one that was
 * saved there; null where all hold. `snapshot`: whether its snapshot is what was stored and says what the log says; `number`
 * is the snapshot's, null where there is none.
 */
export type RoundVerification = {
  paperId: string;
  title: string;
  round: number;
  log: number | null;
  snapshot: { holds: boolean; number: number | null };
};

/**
 * Verifies the log and the snapshot of every round, one at a time; one that does not hold stops no other. What does not hold is
 * kept as a fault, and what holds again is settled, unless `keep` is false. For the command line and for a restore; nobody's act.
 */
export async function verifyRounds({ sql }: { sql: Sql }, { keep = true }: { keep?: boolean } = {}): Promise<RoundVerification[]> {
  const found: RoundVerification[] = [];
  for (const round of await selectChainedRounds(sql)) {
    const verified = await verifyRound(sql, round);
    if (keep) await keepFaults(sql, verified);
    found.push(verified);
  }
  return found;
}

/** Whether a round's log and snapshot hold. */
export function holds({ log, snapshot }: RoundVerification): boolean {
  return log === null && snapshot.holds;
}

async function verifyRound(sql: Sql, round: ChainedRound): Promise<RoundVerification> {
  const { paperId, title, round: number } = round;
  const snapshot = await findSnapshot(sql, { paperId, round: number });
  // Only as far as the snapshot reaches; some rows are applied at once, which costs less than one by one.
  const replay = new Y.Doc();
  let pieces: { bytes: Uint8Array }[] = [];
  const apply = () => {
    applyLog(replay, pieces);
    pieces = [];
  };
  try {
    let log: number | null;
    try {
      log = await firstBrokenLink(sql, round, (bytes, at) => {
        if (snapshot === null || at > snapshot.number) return;
        pieces.push({ bytes });
        if (pieces.length >= 1_000) apply();
      });
      apply();
    } catch {
      // Bytes that are what was saved and yet no edit: the first that cannot be applied is not told apart.
      log = 1;
    }
    const same =
      snapshot === null ||
      (hash('sha256', snapshot.state) === snapshot.hash && snapshot.number <= round.head && saysTheSame(replay, snapshot.state));
    return { paperId, title, round: number, log, snapshot: { holds: log !== null || same, number: snapshot?.number ?? null } };
  } finally {
    replay.destroy();
  }
}

function saysTheSame(replay: Y.Doc, state: Uint8Array): boolean {
  const stored = new Y.Doc();
  try {
    applyLog(stored, [{ bytes: state }]);
    return Y.equalSnapshots(Y.snapshot(stored), Y.snapshot(replay));
  } catch {
    return false;
  } finally {
    stored.destroy();
  }
}

async function keepFaults(sql: Sql, { paperId, round, log, snapshot }: RoundVerification): Promise<void> {
  const place = { paperId, round };
  if (log === null) await settleFault(sql, { kind: 'logDamaged', ...place });
  else await recordFault(sql, { kind: 'logDamaged', ...place, detail: { number: log } });
  if (snapshot.holds) await settleFault(sql, { kind: 'snapshotDamaged', ...place });
  else await recordFault(sql, { kind: 'snapshotDamaged', ...place, detail: { number: snapshot.number } });
}
