import { beginTry, createSession, hashPassword, isOutdated, passwordMatches, TooBusyError } from '@samskriv/auth';
import { findSignIn, inTransaction, recordAct, updatePasswordHash, type SignInRow } from '@samskriv/database';
import { refuse, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';

/** A session just opened. `session` goes into the cookie and is stored nowhere. */
export type SignedIn = { session: string; expiresAt: Date; personId: string };

// Longer than any password may be; what is longer is only work for an attacker to give us.
const longestInput = 1000;

/**
 * Signs in with mail and password from a network `address`, always into a new session. Wrong name, wrong password, no
 * password yet and suspended are refused in the same words after the same work. `too_many_tries` says in
 * `details.seconds` when to come again.
 */
export async function signIn(
  house: House,
  { mail, password, address }: { mail: string; password: string; address: string },
): Promise<SignedIn | Refusal> {
  const name = mail.normalize('NFC').trim().toLowerCase().slice(0, longestInput);
  const attempt = await beginTry(house.sql, 'signIn', name, address);
  if (attempt.waitSeconds > 0) return refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds });

  const found = await findSignIn(house.sql, name);
  const right = await matches(found, password.slice(0, longestInput));
  if (right === 'busy') return refuse('too_many_tries', undefined, { seconds: 5 });
  if (!right || found === null || found.suspended) {
    await attempt.wasWrong();
    // A name that is nobody's is not noted: people type their password there. The throttle bounds how many rows come.
    const thing = found === null ? null : { kind: 'person' as const, id: found.id };
    await recordAct(house.sql, { actor: null, action: 'person.signInFailed', thing, details: { suspended: found?.suspended ?? false } });
    return refuse('wrong_credentials');
  }
  const fresh = found.passwordHash !== null && isOutdated(found.passwordHash) ? await hashPassword(password) : null;
  const session = await inTransaction(house.sql, async (sql) => {
    if (fresh !== null) await updatePasswordHash(sql, found.id, fresh);
    await recordAct(sql, { actor: found.id, action: 'person.signIn', thing: { kind: 'person', id: found.id } });
    return createSession(sql, found.id);
  });
  await attempt.wasRight();
  return { session: session.secret, expiresAt: session.expiresAt, personId: found.id };
}

async function matches(found: SignInRow | null, password: string): Promise<boolean | 'busy'> {
  try {
    return await passwordMatches(found?.passwordHash ?? null, password);
  } catch (error) {
    if (error instanceof TooBusyError) return 'busy';
    throw error;
  }
}
