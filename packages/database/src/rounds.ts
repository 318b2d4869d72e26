import type { Sql } from './connect.ts';

/**
 * Takes a round's row until the transaction ends: no edit gets into its log meanwhile. Null where there is no such round.
 */
export async function holdRound(sql: Sql, paperId: string, round: number): Promise<{ state: 'open' | 'closed'; head: number } | null> {
  const rows = await sql<{ state: 'open' | 'closed'; head: number }[]>`
    select state, head::float8 as head from paper_round where paper_id = ${paperId} and round = ${round} for update`;
  return rows[0] ?? null;
}

/**
 * The state of a round, which stays so until the transaction ends. The last thing a transaction does that places no mark;
 * one that does is judged by the append.
 */
export async function keepRoundState(sql: Sql, paperId: string, round: number): Promise<'open' | 'closed' | null> {
  const rows = await sql<{ state: 'open' | 'closed' }[]>`
    select state from paper_round where paper_id = ${paperId} and round = ${round} for share`;
  return rows[0]?.state ?? null;
}

/** The database's clock, to the millisecond: whatever a server's own clock says, all go by one. */
export async function now(sql: Sql): Promise<Date> {
  const rows = await sql<{ now: Date }[]>`select date_trunc('milliseconds', clock_timestamp()) as now`;
  return rows[0]!.now;
}

/** Closes a round: from the commit on its log takes nothing more. */
export async function closeRound(sql: Sql, paperId: string, round: number, at: Date): Promise<void> {
  await sql`update paper_round set state = 'closed', closed_at = ${at} where paper_id = ${paperId} and round = ${round}`;
}

/** Who has written in a round within the last `seconds`, by name. */
export async function selectRecentAuthors(
  sql: Sql,
  paperId: string,
  round: number,
  seconds: number,
): Promise<{ id: string; name: string }[]> {
  // From the end of the log back: a round that rests for months is not read through.
  return sql`
    select p.id, p.name from person p
    where p.id in (
      select author from (
        select author, kind, at from paper_update where paper_id = ${paperId} and round = ${round} order by number desc limit 500
      ) u
      where u.at > clock_timestamp() - make_interval(secs => ${seconds}::int) and u.kind = 'edit'
    )
    order by lower(p.name), p.id`;
}

/** Moves the state of a paper's target, where it is one of `from`; gives its id where it moved. */
export async function moveTargetOfPaper(sql: Sql, paperId: string, from: readonly string[], to: string): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    update procurement_target t set state = ${to}
    from paper p join working_group g on g.id = p.group_id
    where p.id = ${paperId} and p.kind = 'target' and t.id = g.target_id and t.state = any (${[...from]}::text[])
    returning t.id`;
  return rows[0]?.id ?? null;
}

/** A round about to be opened: its text as row 1 of its log, whose act it is, why, and from which version. */
export type NewRound = {
  paperId: string;
  round: number;
  openedBy: string;
  reason: string;
  source: string;
  birth: Uint8Array;
  hash: string;
};

/** Opens a round and makes it the paper's present one. */
export async function insertRound(sql: Sql, { paperId, round, openedBy, reason, source, birth, hash }: NewRound): Promise<void> {
  await sql`
    insert into paper_round (paper_id, round, head, opened_by, reason, source)
    values (${paperId}, ${round}, 1, ${openedBy}, ${reason}, ${source})`;
  await sql`
    insert into paper_update (paper_id, round, number, author, kind, hash, bytes)
    values (${paperId}, ${round}, 1, null, 'birth', ${hash}, ${Buffer.from(birth.buffer, birth.byteOffset, birth.byteLength)})`;
  await sql`update paper set round = ${round} where id = ${paperId}`;
}
