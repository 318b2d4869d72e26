import { hash, createHash } from 'node:crypto';
import type { Sql } from './connect.ts';

/** A round of a paper with what its log is held to. `title` is the paper's. */
export type ChainedRound = {
  paperId: string;
  title: string;
  round: number;
  head: number;
  link: Uint8Array;
  anchored: number;
  anchor: Uint8Array;
};

/** Every round, in order. */
export async function selectChainedRounds(sql: Sql): Promise<ChainedRound[]> {
  return sql<ChainedRound[]>`
    select r.paper_id, p.title, r.round, r.head::float8 as head, r.link, r.anchored::float8 as anchored, r.anchor
    from paper_round r join paper p on p.id = r.paper_id order by r.paper_id, r.round`;
}

type Row = { number: number; kind: string; author: string | null; hash: string; bytes: Uint8Array; link: Uint8Array | null };

/** How many rows are in memory at a time. */
const AT_ONCE = 1_000;

/**
 * Reads a round's log, some rows at a time, and holds it to its chain: answers the number of the first row that is missing,
 * changed or not the one that was saved there; null where all hold. `onRow` gets each row that holds.
 */
export async function firstBrokenLink(
  sql: Sql,
  round: ChainedRound,
  onRow: (bytes: Uint8Array, number: number) => void = () => {},
): Promise<number | null> {
  const sum = createHash('sha256');
  let last = 0;
  let link: Uint8Array = round.anchored === 0 ? new Uint8Array() : round.anchor;
  for (;;) {
    const rows = await sql<Row[]>`
      select number::float8 as number, kind, author, hash, bytes, link from paper_update
      where paper_id = ${round.paperId} and round = ${round.round} and number > ${last}
      order by number limit ${AT_ONCE}`;
    for (const row of rows) {
      const expected = last + 1;
      if (row.number !== expected || expected > round.head || hash('sha256', row.bytes) !== row.hash) return expected;
      if (expected <= round.anchored) sum.update(row.hash);
      else {
        link = linkAfter(link, row);
        if (row.link === null || Buffer.compare(row.link, link) !== 0) return expected;
      }
      onRow(row.bytes, expected);
      last = expected;
    }
    if (last === round.anchored && last > 0 && Buffer.compare(sum.copy().digest(), round.anchor) !== 0) return 1;
    if (rows.length < AT_ONCE) break;
  }
  if (last !== round.head) return last + 1;
  return Buffer.compare(round.link, link) === 0 ? null : Math.max(1, last);
}

// As the database's log_link makes it (migrations/089_chain.sql).
function linkAfter(previous: Uint8Array, { number, kind, author, hash: recorded }: Row): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(`${number} ${kind} ${author ?? '-'} ${recorded}`)
    .digest();
}

/** A round's snapshot as it is stored; null where there is none. */
export async function findSnapshot(
  sql: Sql,
  { paperId, round }: Pick<ChainedRound, 'paperId' | 'round'>,
): Promise<{ number: number; state: Uint8Array; hash: string } | null> {
  const [row] = await sql<{ number: number; state: Uint8Array; hash: string }[]>`
    select number::float8 as number, state, hash from paper_snapshot where paper_id = ${paperId} and round = ${round}`;
  return row ?? null;
}
