import type { Pool, Sql } from './connect.ts';

/** A round of a paper. `openedBy`, `reason` and `source` (a version's id) are null for the first. */
export type RoundRow = {
  round: number;
  state: 'open' | 'closed';
  head: number;
  openedAt: Date;
  closedAt: Date | null;
  openedBy: { id: string; name: string } | null;
  reason: string | null;
  source: string | null;
};

/** What one person wrote in one round within one period: how many edits, and the numbers of the first and the last. */
export type ActivityRow = {
  round: number;
  from: Date;
  person: { id: string; name: string };
  edits: number;
  first: number;
  last: number;
  /** When the last of them was. */
  lastAt: Date;
};

/** The rounds of a paper, in order. */
export async function selectRounds(sql: Sql, paperId: string): Promise<RoundRow[]> {
  return sql<RoundRow[]>`
    select r.round, r.state, r.head::float8 as head, r.opened_at, r.closed_at, r.reason, r.source,
      case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as opened_by
    from paper_round r left join person p on p.id = r.opened_by
    where r.paper_id = ${paperId} order by r.round`;
}

/** Who wrote in a paper, by round and by period of Danish time, in the order of the log. Marks of threads are not writing. */
export async function selectActivity(sql: Sql, paperId: string, period: 'hour' | 'day'): Promise<ActivityRow[]> {
  return sql<ActivityRow[]>`
    select a.round, a.period at time zone 'Europe/Copenhagen' as "from",
      jsonb_build_object('id', p.id, 'name', p.name) as person, a.edits::float8 as edits, a.first::float8 as first, a.last::float8 as last,
      a.last_at
    from (
      select u.round, u.author, date_trunc(${period}, u.at at time zone 'Europe/Copenhagen') as period,
        count(*) as edits, min(u.number) as first, max(u.number) as last, max(u.at) as last_at
      from paper_update u
      where u.paper_id = ${paperId} and u.author is not null and u.kind in ('edit', 'restore')
      group by u.round, u.author, period
    ) a join person p on p.id = a.author
    order by a.round, a.first`;
}

/** The number of the last edit of a round that was saved up to `at`; 0 where none was, null where there is no such round. */
export async function findNumberAt(sql: Sql, paperId: string, round: number, at: Date): Promise<number | null> {
  const rows = await sql<{ number: number | null }[]>`
    select (select max(u.number) from paper_update u where u.paper_id = r.paper_id and u.round = r.round and u.at <= ${at})::float8 as number
    from paper_round r where r.paper_id = ${paperId} and r.round = ${round}`;
  return rows[0] === undefined ? null : (rows[0].number ?? 0);
}

/** One edit of a log, with whose it is and when it was saved. */
export type LoggedEdit = { number: number; author: string | null; at: Date; bytes: Uint8Array };

/** The log of a round from its first edit up to `number`, in order, with authors and times. */
export async function readHistory(sql: Sql, paperId: string, round: number, number: number): Promise<LoggedEdit[]> {
  return sql<LoggedEdit[]>`
    select number::float8 as number, author, at, bytes from paper_update
    where paper_id = ${paperId} and round = ${round} and number <= ${number}
    order by paper_update.number`;
}

/** The same in pieces of some thousand edits, so that a log of a million is never in memory whole. */
export function readHistoryInPieces(sql: Pool, paperId: string, round: number, number: number): AsyncIterable<LoggedEdit[]> {
  return sql<LoggedEdit[]>`
    select number::float8 as number, author, at, bytes from paper_update
    where paper_id = ${paperId} and round = ${round} and number <= ${number}
    order by paper_update.number`.cursor(2000);
}

/** The names of people, by id. */
export async function selectNames(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`select id, name from person where id = any (${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
