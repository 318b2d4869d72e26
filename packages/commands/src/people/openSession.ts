import { createSession, endSession, readUserAgent, rememberDevice } from '@samskriv/auth';
import { notify, type Sql } from '@samskriv/database';

/**
 * The browser that somebody signs in from: what it says of itself, and what its cookies hold of a session and of having been here
 * before.
 */
export type Browser = { userAgent: string | null; session: string | null; device: string | null };

/** No browser at all: the command line, a test. */
export const nowhere: Browser = { userAgent: null, session: null, device: null };

/** A session just opened. `session` and `device` go into cookies and are stored nowhere; `device` lives a year. */
export type SignedIn = { session: string; expiresAt: Date; device: string; personId: string };

/**
 * Opens a session for a person whose secret was right, ends the one that the browser held, whoever's it was, and knows the browser
 * again from now. Part of the caller's transaction.
 */
export async function openSession(sql: Sql, personId: string, { userAgent, session, device }: Browser): Promise<SignedIn> {
  if (session !== null) {
    const replaced = await endSession(sql, session);
    if (replaced !== null) await notify(sql, { kind: 'rights', personId: replaced });
  }
  const known = await rememberDevice(sql, personId, device);
  const { secret, expiresAt } = await createSession(sql, personId, { ...readUserAgent(userAgent), deviceId: known.id });
  return { session: secret, expiresAt, device: known.secret, personId };
}
