import { countTry, forgetTries, secondsToWait, type Pool } from '@samskriv/database';
import { hashSecret } from './hashSecret.ts';

const quarter = 900;

// One person mistypes; an office of two hundred behind one address mistypes more, but not sixty times in a quarter.
const perName = { most: 10, windowSeconds: quarter };
const perAddress = { most: 60, windowSeconds: quarter };

/** A try at a secret. `waitSeconds` is above 0 when it must be refused unseen; else say how it went. */
export type Try = { waitSeconds: number; wasRight(): Promise<void>; wasWrong(): Promise<void> };

/**
 * Begins a try at a secret, throttled per name (a mail, or whatever else is guessed at) and per network address, for all
 * instances together and for names that exist and names that do not. The name is counted before the secret is looked at,
 * so that tries at the same moment cannot slip by together; the address only counts what was wrong, or a whole office that
 * signs in at nine would lock itself out.
 */
export async function beginTry(pool: Pool, what: 'signIn' | 'password' | 'reset' | 'link', name: string, address: string): Promise<Try> {
  const nameKey = hashSecret(`${what}:name:${name}`);
  const addressKey = hashSecret(`${what}:address:${address}`);
  const addressWait = await secondsToWait(pool, addressKey, perAddress.most);
  const waitSeconds = addressWait > 0 ? addressWait : await countTry(pool, { key: nameKey, ...perName });
  return {
    waitSeconds,
    wasRight: () => forgetTries(pool, nameKey),
    wasWrong: async () => {
      await countTry(pool, { key: addressKey, ...perAddress });
    },
  };
}
