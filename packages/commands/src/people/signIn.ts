import { setTimeout as pause } from 'node:timers/promises';
import {
  beginDeviceTry,
  beginReservedTry,
  beginTry,
  hashPassword,
  isKnownDevice,
  isOutdated,
  passwordMatches,
  TooBusyError,
  type Try,
} from '@samskriv/auth';
import { findSignIn, inTransaction, recordAct, updatePasswordHash, type SignInRow } from '@samskriv/database';
import { refuse, type Refusal } from '@samskriv/process';
import { isShutOut } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { nowhere, openSession, type Browser, type SignedIn } from './openSession.ts';

// Longer than any password may be; what is longer is only work for an attacker to give us.
const longestInput = 1000;

// Past what a hash takes: from an address that is full, a try that was looked at and one that was not are answered after as long.
const fullAddressAnswers = 1000;

/**
 * Signs in with mail and password from a network `address`, always into a new session; the one that `browser` held ends. Wrong
 * name, wrong password, no password yet, suspended and, where the demo is closed, of the demo are refused in the same words after
 * the same work. `too_many_tries` says in `details.seconds` when to come again: of a name, of an address, never of a browser that
 * the person has signed in from.
 */
export async function signIn(
  house: House,
  { mail, password, address, browser = nowhere }: { mail: string; password: string; address: string; browser?: Browser },
): Promise<SignedIn | Refusal> {
  const began = performance.now();
  const name = mail.normalize('NFC').trim().toLowerCase().slice(0, longestInput);
  const found = await findSignIn(house.sql, name);
  const { attempt, full } = await begin(house, { name, found, address, device: browser.device });
  // Behind a full address nobody is told more than to wait, unless the password is right.
  const refused = async (no: Refusal): Promise<Refusal> => {
    if (full === 0) return no;
    await pause(Math.max(0, fullAddressAnswers - (performance.now() - began)));
    return refuse('too_many_tries', undefined, { seconds: full });
  };
  if (attempt.waitSeconds > 0) return refused(refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds }));

  const right = await matches(found, password.slice(0, longestInput));
  if (right === 'busy') {
    await attempt.wasNotLookedAt();
    return refused(refuse('too_many_tries', undefined, { seconds: 5 }));
  }
  if (!right || found === null || found.suspended || (await isShutOut(house, found.id))) {
    // A name that is nobody's is not noted: people type their password there. The throttle bounds how many rows come.
    const thing = found === null ? null : { kind: 'person' as const, id: found.id };
    await recordAct(house.sql, { actor: null, action: 'person.signInFailed', thing, details: { suspended: found?.suspended ?? false } });
    return refused(refuse('wrong_credentials'));
  }
  const fresh = found.passwordHash !== null && isOutdated(found.passwordHash) ? await hashPassword(password) : null;
  const session = await inTransaction(house.sql, async (sql) => {
    if (fresh !== null) await updatePasswordHash(sql, found.id, fresh);
    await recordAct(sql, { actor: found.id, action: 'person.signIn', thing: { kind: 'person', id: found.id } });
    return openSession(sql, found.id, browser);
  });
  await attempt.wasRight();
  return session;
}

/** `full` is above 0 when the address is: the seconds until it is not. */
async function begin(
  { sql }: House,
  { name, found, address, device }: { name: string; found: SignInRow | null; address: string; device: string | null },
): Promise<{ attempt: Try; full: number }> {
  if (found !== null && device !== null && (await isKnownDevice(sql, found.id, device))) {
    const own = await beginDeviceTry(sql, 'signIn', found.id, device);
    // Past its own limit a known browser is one like any other.
    if (own.waitSeconds === 0) return { attempt: own, full: 0 };
  }
  const attempt = await beginTry(sql, 'signIn', name, address);
  if (!attempt.addressFull) return { attempt, full: 0 };
  const full = attempt.waitSeconds;
  const mayBeRight = found !== null && found.passwordHash !== null && !found.suspended;
  return { attempt: mayBeRight ? await beginReservedTry(sql, 'signIn', name, address) : attempt, full };
}

async function matches(found: SignInRow | null, password: string): Promise<boolean | 'busy'> {
  try {
    return await passwordMatches(found?.passwordHash ?? null, password);
  } catch (error) {
    if (error instanceof TooBusyError) return 'busy';
    throw error;
  }
}
