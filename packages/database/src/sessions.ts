import type { Sql } from './connect.ts';

/** A session as stored: `id` is the hash of what the cookie holds. */
export type SessionRow = { id: string; personId: string; expiresAt: Date };

/** How long a session can live at most, however busy. */
const longestLife = '90 days';

/** The session with this hash, when its person is not suspended; else null. It may have expired. */
export async function findSession(sql: Sql, hash: string): Promise<SessionRow | null> {
  const rows = await sql<SessionRow[]>`
    select s.id, s.person_id, s.expires_at from session s join person p on p.id = s.person_id
    where s.id = ${hash} and p.suspended_at is null`;
  return rows[0] ?? null;
}

/** A person's sessions that have not expired. */
export async function selectSessions(sql: Sql, personId: string): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    select id, person_id, expires_at from session where person_id = ${personId} and expires_at > now() order by created_at`;
}

/** Stores a new session. */
export async function insertSession(sql: Sql, { id, personId, expiresAt }: SessionRow): Promise<void> {
  await sql`insert into session (id, person_id, expires_at) values (${id}, ${personId}, ${expiresAt})`;
}

/** Lets a session live until `expiresAt`, but never past its longest life. */
export async function prolongSession(sql: Sql, hash: string, expiresAt: Date): Promise<void> {
  await sql`
    update session set expires_at = least(${expiresAt}::timestamptz, created_at + ${longestLife}::interval)
    where id = ${hash} and expires_at < least(${expiresAt}::timestamptz, created_at + ${longestLife}::interval)`;
}

/** Ends one session and gives its person, or null when there was none. */
export async function deleteSession(sql: Sql, hash: string): Promise<string | null> {
  const rows = await sql<{ personId: string }[]>`delete from session where id = ${hash} returning person_id`;
  return rows[0]?.personId ?? null;
}

/** Ends all sessions of a person. */
export async function deleteSessions(sql: Sql, personId: string): Promise<void> {
  await sql`delete from session where person_id = ${personId}`;
}

/** Removes sessions that have expired. */
export async function deleteExpiredSessions(sql: Sql): Promise<void> {
  await sql`delete from session where expires_at < now()`;
}
