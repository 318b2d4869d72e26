import type { Sql } from './connect.ts';

/** A paper with the state of its present round; `head` is the number of that round's last edit. */
export type PaperRow = {
  id: string;
  groupId: string;
  groupTitle: string;
  kind: 'target' | 'minutes';
  title: string;
  round: number;
  state: 'open' | 'closed';
  head: string;
};

/** Makes a paper of a group with its first round and row 1 of its log, which `birth` holds, and gives its id. */
export async function insertPaper(
  sql: Sql,
  of: { groupId: string; kind: 'target' | 'minutes'; title: string; birth: Uint8Array; birthHash: string },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into paper (group_id, kind, title) values (${of.groupId}, ${of.kind}, ${of.title}) returning id`;
  const paperId = rows[0]!.id;
  await sql`insert into paper_round (paper_id, round, head) values (${paperId}, 1, 1)`;
  await sql`
    insert into paper_update (paper_id, round, number, author, kind, hash, bytes)
    values (${paperId}, 1, 1, null, 'birth', ${of.birthHash}, ${Buffer.from(of.birth)})`;
  return paperId;
}

/** One paper, or null. */
export async function findPaper(sql: Sql, id: string): Promise<PaperRow | null> {
  const rows = await sql<PaperRow[]>`
    select p.id, p.group_id, g.title as group_title, p.kind, p.title, p.round, r.state, r.head::text as head
    from paper p
    join working_group g on g.id = p.group_id
    join paper_round r on r.paper_id = p.id and r.round = p.round
    where p.id = ${id}`;
  return rows[0] ?? null;
}
