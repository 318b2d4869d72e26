import {
  beginTry,
  createSession,
  endSessions,
  hashPassword,
  lookAtLink,
  passwordMatches,
  refusePassword,
  spendLink,
  TooBusyError,
} from '@samskriv/auth';
import {
  endLinks,
  findPasswordHash,
  findPerson,
  inTransaction,
  notify,
  recordAct,
  revokeTokens,
  updatePasswordHash,
  type Sql,
} from '@samskriv/database';
import { refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import type { SignedIn } from './signIn.ts';

/**
 * Uses a one-time link up by setting a password, and signs its person in. Everything older that could speak for them
 * (sessions, tokens, other links) ends. A refused password leaves the link whole.
 */
export async function acceptLink(house: House, { secret, password }: { secret: string; password: string }): Promise<SignedIn | Refusal> {
  const link = await lookAtLink(house.sql, secret);
  if (link === null) return refuse('link_used_or_expired');
  const refusal = refusePassword(password, link.mail, 'password');
  if (refusal !== null) return refusal;
  const hash = await hashed(password);
  if (hash === null) return refuse('too_many_tries', undefined, { seconds: 5 });
  return inTransaction(house.sql, async (sql) => {
    const spent = await spendLink(sql, secret);
    if (spent === null) return refuse('link_used_or_expired');
    return takePassword(sql, spent.personId, hash, spent.purpose === 'invitation' ? 'person.acceptInvitation' : 'person.resetPassword');
  });
}

/**
 * Changes one's own password. Every session and token of the person ends; the one who asked goes on in the new session
 * that is given back.
 */
export async function changePassword(
  house: House,
  actor: Actor,
  { current, next, address }: { current: string; next: string; address: string },
): Promise<SignedIn | Refusal> {
  const attempt = await beginTry(house.sql, 'password', actor.personId, address);
  if (attempt.waitSeconds > 0) return refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds });
  const person = await findPerson(house.sql, actor.personId);
  if (person === null) return refuse('not_found');
  const stored = await findPasswordHash(house.sql, actor.personId);
  try {
    if (!(await passwordMatches(stored, current))) {
      await attempt.wasWrong();
      return refuse('wrong_password', 'current');
    }
  } catch (error) {
    if (error instanceof TooBusyError) return refuse('too_many_tries', undefined, { seconds: 5 });
    throw error;
  }
  await attempt.wasRight();
  const refusal = refusePassword(next, person.mail, 'next');
  if (refusal !== null) return refusal;
  const hash = await hashed(next);
  if (hash === null) return refuse('too_many_tries', undefined, { seconds: 5 });
  return inTransaction(house.sql, (sql) => takePassword(sql, actor.personId, hash, 'person.changePassword'));
}

async function takePassword(sql: Sql, personId: string, hash: string, action: string): Promise<SignedIn> {
  await updatePasswordHash(sql, personId, hash);
  await endSessions(sql, personId);
  const tokens = await revokeTokens(sql, personId);
  await endLinks(sql, personId);
  await recordAct(sql, { actor: personId, action, thing: { kind: 'person', id: personId }, details: { tokensRevoked: tokens } });
  await notify(sql, { kind: 'rights', personId });
  const { secret, expiresAt } = await createSession(sql, personId);
  return { session: secret, expiresAt, personId };
}

/** The hash to store, or null when too many are being worked out just now. */
async function hashed(password: string): Promise<string | null> {
  try {
    return await hashPassword(password);
  } catch (error) {
    if (error instanceof TooBusyError) return null;
    throw error;
  }
}
