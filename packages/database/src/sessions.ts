import type { Sql } from './connect.ts';

/** A session as stored: `id` is the hash of what the cookie holds. */
export type SessionRow = { id: string; personId: string; expiresAt: Date };

/** What is kept of the browser that a session was opened in: its name, its system, and the row that knows it again. */
export type SessionOrigin = { browser: string | null; system: string | null; deviceId: string | null };

/** A session as its person sees it in a list. `handle` names it; `id` never leaves the server. */
export type ListedSession = {
  handle: string;
  id: string;
  browser: string | null;
  system: string | null;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
};

/** How long a session can live at most, however busy. */
const longestLife = '90 days';

/**
 * The session with this hash, when its person is not suspended; else null. It may have expired. `unseen` means that it was not
 * seen within the hour.
 */
export async function findSession(sql: Sql, hash: string): Promise<(SessionRow & { unseen: boolean }) | null> {
  const rows = await sql<(SessionRow & { unseen: boolean })[]>`
    select s.id, s.person_id, s.expires_at, s.seen_at < now() - interval '1 hour' as unseen from session s join person p on p.id = s.person_id
    where s.id = ${hash} and p.suspended_at is null`;
  return rows[0] ?? null;
}

/** A person's sessions that have not expired. */
export async function selectSessions(sql: Sql, personId: string): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    select id, person_id, expires_at from session where person_id = ${personId} and expires_at > now() order by created_at`;
}

/** A person's sessions that have not expired, the one used last first. */
export async function selectListedSessions(sql: Sql, personId: string): Promise<ListedSession[]> {
  return sql<ListedSession[]>`
    select handle, id, browser, system, created_at, seen_at, expires_at from session
    where person_id = ${personId} and expires_at > now() order by seen_at desc, created_at desc, handle`;
}

/** Stores a new session. */
export async function insertSession(
  sql: Sql,
  { id, personId, expiresAt, browser, system, deviceId }: SessionRow & SessionOrigin,
): Promise<void> {
  await sql`
    insert into session (id, person_id, expires_at, browser, system, device_id)
    values (${id}, ${personId}, ${expiresAt}, ${browser}, ${system}, ${deviceId})`;
}

/** Notes that a session is used now. Writes once an hour at most. */
export async function touchSession(sql: Sql, hash: string): Promise<void> {
  await sql`update session set seen_at = now() where id = ${hash} and seen_at < now() - interval '1 hour'`;
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

/** Ends one of a person's own sessions and forgets the browser it was opened in; false when they have no such session. */
export async function deleteOwnSession(sql: Sql, personId: string, handle: string): Promise<boolean> {
  const rows = await sql<{ deviceId: string | null }[]>`
    delete from session where person_id = ${personId} and handle = ${handle} returning device_id`;
  const deviceId = rows[0]?.deviceId ?? null;
  if (deviceId !== null) await sql`delete from known_device where id = ${deviceId}`;
  return rows.length === 1;
}

/** Ends all sessions of a person but the one with this hash, forgets their browsers, and says how many there were. */
export async function deleteOtherSessions(sql: Sql, personId: string, keptHash: string): Promise<number> {
  const rows = await sql`delete from session where person_id = ${personId} and id <> ${keptHash} returning handle`;
  await sql`
    delete from known_device where person_id = ${personId}
      and id not in (select device_id from session where id = ${keptHash} and device_id is not null)`;
  return rows.length;
}

/** Ends all sessions of a person. */
export async function deleteSessions(sql: Sql, personId: string): Promise<void> {
  await sql`delete from session where person_id = ${personId}`;
}

/** Removes sessions that have expired. */
export async function deleteExpiredSessions(sql: Sql): Promise<void> {
  await sql`delete from session where expires_at < now()`;
}
