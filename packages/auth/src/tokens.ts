import { countTokens, findTokenPerson, insertToken, touchToken, type Sql } from '@samskriv/database';
import { refuse, type Refusal } from '@samskriv/process';
import { drawSecret, hashSecret } from './hashSecret.ts';
import type { Credential } from './sessions.ts';

const form = /^sk_[A-Za-z0-9_-]{43}$/;

/** The most tokens of a person that count at the same time. */
export const mostTokens = 20;

/** The most days that a token lives. */
export const longestTokenDays = 365;

const day = 86_400_000;

/**
 * Makes a bearer token for a person, for `days` (1 to 365; anything else is a RangeError). `token` is shown once and stored
 * nowhere; `handle` names it in lists. Refused when the person has twenty that count: call it in a transaction, so that two at
 * the same moment are both counted.
 */
export async function createToken(
  sql: Sql,
  personId: string,
  { label, days }: { label: string; days: number },
): Promise<{ token: string; handle: string; expiresAt: Date } | Refusal> {
  if (!Number.isInteger(days) || days < 1 || days > longestTokenDays) throw new RangeError(`A token cannot live ${days} days`);
  if ((await countTokens(sql, personId)) >= mostTokens) return refuse('too_many_tokens', undefined, { most: mostTokens });
  const token = `sk_${drawSecret()}`;
  const expiresAt = new Date(Date.now() + days * day);
  return { token, handle: await insertToken(sql, { hash: hashSecret(token), personId, label, expiresAt }), expiresAt };
}

/** Who a bearer token speaks for, or null when it is unknown, revoked or expired, or its person suspended. */
export async function validateToken(sql: Sql, token: string): Promise<Credential | null> {
  if (!form.test(token)) return null;
  const credential = hashSecret(token);
  const found = await findTokenPerson(sql, credential);
  if (found === null) return null;
  if (found.unseen) await touchToken(sql, credential);
  return { personId: found.personId, credential };
}
