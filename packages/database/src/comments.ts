import type { Sql } from './connect.ts';

/** Adds a comment to a thread whose row is held, and gives its place in the order; null where its id is taken. */
export async function insertComment(
  sql: Sql,
  { id, threadId, author, body }: { id: string; threadId: string; author: string; body: string },
): Promise<number | null> {
  const rows = await sql<{ seq: string }[]>`
    insert into comment (id, thread_id, author, body) values (${id}, ${threadId}, ${author}, ${body})
    on conflict (id) do nothing returning seq`;
  return rows[0] === undefined ? null : Number(rows[0].seq);
}

/** One comment, or null; its thread may be gone. */
export async function findComment(
  sql: Sql,
  id: string,
): Promise<{ id: string; seq: number; threadId: string; author: string; body: string; deleted: boolean } | null> {
  const rows = await sql<{ id: string; seq: string; threadId: string; author: string; body: string; deleted: boolean }[]>`
    select id, seq, thread_id, author, body, deleted_at is not null as deleted from comment where id = ${id}`;
  return rows[0] === undefined ? null : { ...rows[0], seq: Number(rows[0].seq) };
}

/** Gives a comment another wording and keeps the earlier one; a deleted one (`body` null) keeps its row and its author. */
export async function updateComment(sql: Sql, id: string, body: string | null): Promise<void> {
  await sql`insert into comment_version (comment_id, body) select id, body from comment where id = ${id}`;
  if (body === null) await sql`update comment set body = '', deleted_at = clock_timestamp() where id = ${id}`;
  else await sql`update comment set body = ${body}, edited_at = clock_timestamp() where id = ${id}`;
}

/** What a comment said before, oldest first; `at` is when it was said so. The wording that counts now is not among them. */
export async function selectEarlierWordings(sql: Sql, commentId: string): Promise<{ body: string; at: Date }[]> {
  return sql`
    select v.body, coalesce(lag(v.replaced_at) over (order by v.id), c.created_at) as at
    from comment_version v join comment c on c.id = v.comment_id
    where v.comment_id = ${commentId}
    order by v.id`;
}

/** The seq of a thread's last comment; 0 where it has none. */
export async function lastComment(sql: Sql, threadId: string): Promise<number> {
  const rows = await sql<{ seq: string | null }[]>`select max(seq) as seq from comment where thread_id = ${threadId}`;
  return Number(rows[0]?.seq ?? 0);
}

/** Who has said something in a thread that still stands. */
export async function selectAuthors(sql: Sql, threadId: string): Promise<string[]> {
  const rows = await sql<{ author: string }[]>`select distinct author from comment where thread_id = ${threadId} and deleted_at is null`;
  return rows.map(({ author }) => author);
}
