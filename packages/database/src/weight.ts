import type { Sql } from './connect.ts';

/** More edits than this are heavy whatever they hold; they are not counted one by one. */
const mostCounted = 5000;

/** What must be read for the text of a round as it stands (bytes): its snapshot and the edits since. Infinity for very many edits. */
export async function weighText(sql: Sql, paperId: string, round: number): Promise<number> {
  const [row] = await sql<{ snapshot: number; edits: number; bytes: number }[]>`
    select coalesce(octet_length(s.state), 0)::float8 as snapshot, u.edits::float8 as edits, u.bytes::float8 as bytes
    from (select 1) one
    left join paper_snapshot s on s.paper_id = ${paperId} and s.round = ${round}
    cross join lateral (
      select count(*) as edits, coalesce(sum(octet_length(e.bytes)), 0) as bytes
      from (
        select bytes from paper_update
        where paper_id = ${paperId} and round = ${round} and number > coalesce(s.number, 0) limit ${mostCounted}
      ) e
    ) u`;
  return row === undefined ? 0 : row.edits >= mostCounted ? Infinity : row.snapshot + row.bytes;
}

/** The same for the log of a round from its first edit up to `number`. */
export async function weighLog(sql: Sql, paperId: string, round: number, number: number): Promise<number> {
  if (number >= mostCounted) return Infinity;
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(octet_length(bytes)), 0)::float8 as bytes from paper_update
    where paper_id = ${paperId} and round = ${round} and number <= ${number}`;
  return row?.bytes ?? 0;
}

/** What is sealed of a version (bytes): its text and its Yjs state; 0 where there is no such version. */
export async function weighVersion(sql: Sql, versionId: string): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select (octet_length(content) + octet_length(state))::float8 as bytes from paper_version where id = ${versionId}`;
  return row?.bytes ?? 0;
}
