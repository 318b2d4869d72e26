import type { Sql } from './connect.ts';
import type { ComingRow } from './meetings.ts';

/** Who was mailed a meeting, is no longer asked to it, and has not been told so. */
export async function selectUntoldRemovals(sql: Sql, meetingId: string): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`
    select person_id from meeting_removal where meeting_id = ${meetingId} and mailed_as is not null and mailed_at is null`;
  return rows.map(({ personId }) => personId);
}

/** Marks that a person was mailed that they are no longer asked. */
export async function saveRemovalMailed(sql: Sql, meetingId: string, personId: string): Promise<void> {
  await sql`update meeting_removal set mailed_at = now() where meeting_id = ${meetingId} and person_id = ${personId}`;
}

/** The meetings to come that a person is no longer asked to, and has not opened since; soonest first. */
export async function selectUncalled(sql: Sql, personId: string): Promise<Omit<ComingRow, 'answer'>[]> {
  return sql<Omit<ComingRow, 'answer'>[]>`
    select m.id, m.group_id, g.title as group_title, g.way as group_way, m.step, m.title, m.starts_at
    from meeting_removal r join meeting m on m.id = r.meeting_id join working_group g on g.id = m.group_id
    where r.person_id = ${personId} and r.seen_at is null and m.state in ('planned', 'running') and m.ends_at > now()
    order by m.starts_at, m.id`;
}

/** Marks that a person has seen that they are no longer asked to a meeting. */
export async function saveRemovalSeen(sql: Sql, meetingId: string, personId: string): Promise<void> {
  await sql`update meeting_removal set seen_at = coalesce(seen_at, now()) where meeting_id = ${meetingId} and person_id = ${personId}`;
}
