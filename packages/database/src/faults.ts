import type { Sql } from './connect.ts';

/**
 * What can be wrong with stored things. `paperUnreadable`: a paper's text could not be read or prepared. `snapshotDamaged`: a
 * snapshot is not what was stored; the log was replayed instead. `logDamaged`: a row of a log is not what was stored, or the
 * log's chain does not hold. `memoryDiffers`: a living document differed from the replay of its log.
 */
export const faultKinds = ['paperUnreadable', 'snapshotDamaged', 'logDamaged', 'memoryDiffers'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Where a fault is, and its numbers and codes; never words of a paper. */
export type Fault = { kind: FaultKind; paperId: string | null; round: number | null; detail?: Record<string, string | number | null> };

/** A fault as it is kept: how often it was seen, when first and last, and whether it is over. */
export type FaultRow = Required<Fault> & { id: string; times: number; firstAt: Date; lastAt: Date; settledAt: Date | null };

/** Keeps a fault; one that lasts is counted on. */
export async function recordFault(sql: Sql, { kind, paperId, round, detail = {} }: Fault): Promise<void> {
  await sql`
    insert into fault as f (kind, paper_id, round, detail) values (${kind}, ${paperId}, ${round}, ${sql.json(detail)})
    on conflict (kind, paper_id, round) where settled_at is null
    do update set times = f.times + 1, last_at = now(), detail = excluded.detail`;
}

/** Says that a fault is over; nothing where none lasts. */
export async function settleFault(sql: Sql, { kind, paperId, round }: Fault): Promise<void> {
  await sql`
    update fault set settled_at = now()
    where settled_at is null and kind = ${kind}
      and paper_id is not distinct from ${paperId} and round is not distinct from ${round}`;
}

/** The faults that last, and those that ended within the last 30 days, the latest first; 200 at most. */
export async function selectFaults(sql: Sql): Promise<FaultRow[]> {
  return sql<FaultRow[]>`
    select id, kind, paper_id, round, detail, times::float8 as times, first_at, last_at, settled_at
    from fault where settled_at is null or settled_at > now() - interval '30 days'
    order by settled_at is null desc, last_at desc limit 200`;
}
