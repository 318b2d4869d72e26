import type { Sql } from '../connect.ts';

/**
 * The rounds whose log is not whole: a number is missing or stands above the head, or bytes do not fit the hash under which
 * they were saved.
 */
export async function selectBrokenLogs(sql: Sql): Promise<{ paperId: string; round: number }[]> {
  const rows = await sql<{ paperId: string; round: number }[]>`
    select r.paper_id, r.round from paper_round r
    left join lateral (
      select count(*) as rows, coalesce(min(u.number), 1) as first, coalesce(max(u.number), 0) as last,
        count(*) filter (where length(u.hash) = 64 and u.hash <> encode(sha256(u.bytes), 'hex')) as other
      from paper_update u where u.paper_id = r.paper_id and u.round = r.round
    ) l on true
    where l.rows <> r.head or l.last <> r.head or l.first <> 1 or l.other > 0
    order by r.paper_id, r.round`;
  return rows.map(({ paperId, round }) => ({ paperId, round }));
}
