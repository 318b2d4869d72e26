import { beginTry, endSessions, hashPassword, lookAtLink, passwordMatches, refusePassword, spendLink, TooBusyError } from '@samskriv/auth';
import {
  deleteDevices,
  endLinks,
  findPasswordHash,
  findPerson,
  inTransaction,
  notify,
  recordAct,
  revokeTokens,
  updatePasswordHash,
  type PersonRow,
  type Sql,
} from '@samskriv/database';
import { refuse, type Actor, type Refusal } from '@samskriv/process';
import { isShutOut } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { nowhere, openSession, type Browser, type SignedIn } from './openSession.ts';

/**
 * Uses a one-time link up by setting a password, and signs its person in. Everything older that could speak for them
 * (sessions, tokens, other links, known browsers) ends. A refused password leaves the link whole.
 */
export async function acceptLink(
  house: House,
  { secret, password, browser = nowhere }: { secret: string; password: string; browser?: Browser },
): Promise<SignedIn | Refusal> {
  const link = await lookAtLink(house.sql, secret);
  if (link === null || (await isShutOut(house, link.personId))) return refuse('link_used_or_expired');
  const person = await findPerson(house.sql, link.personId);
  const refusal = await refusePassword(password, { mail: link.mail, names: namesOf(person) }, 'password');
  if (refusal !== null) return refusal;
  const hash = await hashed(password);
  if (hash === null) return refuse('too_many_tries', undefined, { seconds: 5 });
  return inTransaction(house.sql, async (sql) => {
    const spent = await spendLink(sql, secret);
    if (spent === null) return refuse('link_used_or_expired');
    const action = spent.purpose === 'invitation' ? 'person.acceptInvitation' : 'person.resetPassword';
    return takePassword(sql, spent.personId, { hash, action, browser });
  });
}

/**
 * Changes one's own password. Every session and token of the person ends and every browser is forgotten; the one who asked goes
 * on in the new session that is given back.
 */
export async function changePassword(
  house: House,
  actor: Actor,
  { current, next, address, browser = nowhere }: { current: string; next: string; address: string; browser?: Browser },
): Promise<SignedIn | Refusal> {
  const attempt = await beginTry(house.sql, 'password', actor.personId, address);
  if (attempt.waitSeconds > 0) return refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds });
  const person = await findPerson(house.sql, actor.personId);
  if (person === null) return refuse('not_found');
  const stored = await findPasswordHash(house.sql, actor.personId);
  try {
    if (!(await passwordMatches(stored, current))) return refuse('wrong_password', 'current');
  } catch (error) {
    if (!(error instanceof TooBusyError)) throw error;
    await attempt.wasNotLookedAt();
    return refuse('too_many_tries', undefined, { seconds: 5 });
  }
  await attempt.wasRight();
  const refusal = await refusePassword(next, { mail: person.mail, names: namesOf(person) }, 'next');
  if (refusal !== null) return refusal;
  const hash = await hashed(next);
  if (hash === null) return refuse('too_many_tries', undefined, { seconds: 5 });
  return inTransaction(house.sql, (sql) => takePassword(sql, actor.personId, { hash, action: 'person.changePassword', browser }));
}

/** Words that a password must not be made of. */
function namesOf(person: PersonRow | null): string[] {
  return person === null ? [] : [person.name, person.organisation?.name ?? ''];
}

async function takePassword(
  sql: Sql,
  personId: string,
  { hash, action, browser }: { hash: string; action: string; browser: Browser },
): Promise<SignedIn> {
  await updatePasswordHash(sql, personId, hash);
  await endSessions(sql, personId);
  await deleteDevices(sql, personId);
  const tokens = await revokeTokens(sql, personId);
  await endLinks(sql, personId);
  await recordAct(sql, { actor: personId, action, thing: { kind: 'person', id: personId }, details: { tokensRevoked: tokens } });
  await notify(sql, { kind: 'rights', personId });
  return openSession(sql, personId, browser);
}

/** The hash of a new password to store, or null when too many are being worked out just now. */
export async function hashed(password: string): Promise<string | null> {
  try {
    return await hashPassword(password);
  } catch (error) {
    if (error instanceof TooBusyError) return null;
    throw error;
  }
}
