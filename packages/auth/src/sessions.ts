import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessions,
  findSession,
  insertSession,
  prolongSession,
  selectSessions,
  touchSession,
  type SessionOrigin,
  type SessionRow,
  type Sql,
} from '@samskriv/database';
import { hashSecret } from './hashSecret.ts';

// Lucia is in maintenance as a learning resource, so it is sealed here: this is the one file to write anew without it.

/** Who a cookie or token speaks for. `credential` is the hash the database knows it by. */
export type Credential = { personId: string; credential: string };

/** A new session: `secret` goes into the cookie and is stored nowhere. */
export type NewSession = { secret: string; expiresAt: Date };

/** Half a year of work in a group is broken by holidays; a month without a visit signs out. */
const quietLife = new TimeSpan(30, 'd');

// No cookie holds anything near this; a longer one need not be hashed.
const longestSecret = 200;

/** Lucia's view of our table: it speaks in secrets, the table holds hashes only. */
class HashingAdapter implements Adapter {
  private readonly sql: Sql;
  private readonly origin: SessionOrigin;

  constructor(sql: Sql, origin: SessionOrigin) {
    this.sql = sql;
    this.origin = origin;
  }

  async getSessionAndUser(secret: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await findSession(this.sql, hashSecret(secret));
    if (row === null) return [null, null];
    if (row.unseen) await touchSession(this.sql, row.id);
    return [asLucia(row, secret), { id: row.personId, attributes: {} }];
  }

  async getUserSessions(personId: string): Promise<DatabaseSession[]> {
    return (await selectSessions(this.sql, personId)).map((row) => asLucia(row, row.id));
  }

  async setSession({ id, userId, expiresAt }: DatabaseSession): Promise<void> {
    await insertSession(this.sql, { id: hashSecret(id), personId: userId, expiresAt, ...this.origin });
  }

  async updateSessionExpiration(secret: string, expiresAt: Date): Promise<void> {
    await prolongSession(this.sql, hashSecret(secret), expiresAt);
  }

  async deleteSession(secret: string): Promise<void> {
    await deleteSession(this.sql, hashSecret(secret));
  }

  async deleteUserSessions(personId: string): Promise<void> {
    await deleteSessions(this.sql, personId);
  }

  async deleteExpiredSessions(): Promise<void> {
    await deleteExpiredSessions(this.sql);
  }
}

function asLucia({ personId, expiresAt }: SessionRow, id: string): DatabaseSession {
  return { id, userId: personId, expiresAt, attributes: {} };
}

const fromNowhere: SessionOrigin = { browser: null, system: null, deviceId: null };

function lucia(sql: Sql, origin = fromNowhere): Lucia {
  return new Lucia(new HashingAdapter(sql, origin), { sessionExpiresIn: quietLife });
}

/** Opens a session for a person; `origin` is the browser it is opened in, as lists show it. */
export async function createSession(sql: Sql, personId: string, origin?: SessionOrigin): Promise<NewSession> {
  const { id, expiresAt } = await lucia(sql, origin).createSession(personId, {});
  return { secret: id, expiresAt };
}

/**
 * Who a cookie speaks for, or null when its session is unknown, ended or expired, or its person suspended. A session half
 * worn out is prolonged (`expiresAt` is then later), never past 90 days from sign-in.
 */
export async function validateSession(sql: Sql, secret: string): Promise<(Credential & { expiresAt: Date; prolonged: boolean }) | null> {
  if (secret === '' || secret.length > longestSecret) return null;
  const { session } = await lucia(sql).validateSession(secret);
  if (session === null) return null;
  return {
    personId: session.userId,
    credential: hashSecret(secret),
    expiresAt: session.expiresAt,
    prolonged: session.fresh,
  };
}

/** Ends the session a cookie names and gives its person, or null when there was none. */
export async function endSession(sql: Sql, secret: string): Promise<string | null> {
  return secret.length > longestSecret ? null : deleteSession(sql, hashSecret(secret));
}

/** Ends every session of a person. */
export async function endSessions(sql: Sql, personId: string): Promise<void> {
  await lucia(sql).invalidateUserSessions(personId);
}

/** Removes sessions that have expired. */
export async function sweepSessions(sql: Sql): Promise<void> {
  await lucia(sql).deleteExpiredSessions();
}
