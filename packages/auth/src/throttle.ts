import { countTry, forgetTries, giveTryBack, holdTry, secondsToWait, type Pool, type TryLimit } from '@samskriv/database';
import { hashSecret } from './hashSecret.ts';

const quarter = 900;

// One person mistypes; an office of two hundred behind one address mistypes more, but not sixty times in a quarter.
const perName = 10;
const perAddress = 60;
const perDevice = 10;
// What is left for the others behind an address that somebody has filled: three tries a name, thirty in all.
const reservedPerName = 3;
const reservedPerAddress = 30;

/** What is guessed at: signing in, one's own password when changing it, a mail to reset it, a one-time link. */
export type Guessed = 'signIn' | 'password' | 'reset' | 'link';

/**
 * A try at a secret, counted from its beginning. `waitSeconds` is above 0 when it must be refused unseen, and `addressFull` when
 * that is because of the address. Else say when the secret was right, or that it was not looked at after all; a wrong one stays
 * counted by itself.
 */
export type Try = { waitSeconds: number; addressFull: boolean; wasRight(): Promise<void>; wasNotLookedAt(): Promise<void> };

/**
 * Begins a try at a secret, throttled per name (a mail, or whatever else is guessed at) and per network address, for all
 * instances together and for names that exist and names that do not. Both are counted before the secret is looked at, so that
 * tries at the same moment cannot slip by together. A right secret clears the name and gives the address its try back: an
 * office that signs in at nine is not locked out, and what was right does not wash an address clean.
 */
export async function beginTry(pool: Pool, what: Guessed, name: string, address: string): Promise<Try> {
  const addressKey = keyOf(what, 'address', address);
  // First only looked at: an address that is full must not count against the names it goes on trying.
  const full = await secondsToWait(pool, addressKey, perAddress);
  if (full > 0) return refused(full, true);
  return begin(pool, limit(keyOf(what, 'name', name), perName), [limit(addressKey, perAddress)]);
}

/**
 * Begins a try from an address that is full, out of what is kept for the others behind it. Whoever fills an address must not be
 * told how such a try went unless it was right.
 */
export async function beginReservedTry(pool: Pool, what: Guessed, name: string, address: string): Promise<Try> {
  return begin(pool, limit(keyOf(what, 'name', name), perName), [
    limit(keyOf(what, 'pair', `${name}\n${address}`), reservedPerName),
    limit(keyOf(what, 'reserve', address), reservedPerAddress),
  ]);
}

/** Begins a try from a browser that its person has signed in from: it has a limit of its own and no other. */
export async function beginDeviceTry(pool: Pool, what: Guessed, personId: string, device: string): Promise<Try> {
  const own = limit(keyOf(what, 'device', `${personId}\n${device}`), perDevice);
  const waitSeconds = await countTry(pool, own);
  if (waitSeconds > 0) return refused(waitSeconds, false);
  const forget = () => forgetTries(pool, own.key);
  return { waitSeconds: 0, addressFull: false, wasRight: forget, wasNotLookedAt: nothing };
}

/** Counts the name and then the others, all or none. */
async function begin(pool: Pool, name: TryLimit, others: readonly TryLimit[]): Promise<Try> {
  const held: { key: string; window: string }[] = [];
  const giveBack = async (tries = held): Promise<void> => {
    for (const { key, window } of tries) await giveTryBack(pool, key, window);
  };
  for (const one of [name, ...others]) {
    const { waitSeconds, window } = await holdTry(pool, one);
    if (window === null) {
      await giveBack();
      return refused(waitSeconds, one !== name);
    }
    held.push({ key: one.key, window });
  }
  return {
    waitSeconds: 0,
    addressFull: false,
    async wasRight() {
      await forgetTries(pool, name.key);
      await giveBack(held.slice(1));
    },
    wasNotLookedAt: () => giveBack(),
  };
}

function limit(key: string, most: number): TryLimit {
  return { key, most, windowSeconds: quarter };
}

function keyOf(what: Guessed, kind: string, value: string): string {
  return hashSecret(`${what}:${kind}:${value}`);
}

function refused(waitSeconds: number, addressFull: boolean): Try {
  return { waitSeconds, addressFull, wasRight: nothing, wasNotLookedAt: nothing };
}

async function nothing(): Promise<void> {}
