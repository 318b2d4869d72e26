import { findTokenPerson, insertToken, type Sql } from '@samskriv/database';
import { drawSecret, hashSecret } from './hashSecret.ts';
import type { Credential } from './sessions.ts';

const form = /^sk_[A-Za-z0-9_-]{43}$/;

/** Makes a bearer token for a person. `token` is shown once and stored nowhere; `handle` names it in lists. */
export async function createToken(
  sql: Sql,
  personId: string,
  { label, expiresAt }: { label: string; expiresAt: Date | null },
): Promise<{ token: string; handle: string }> {
  const token = `sk_${drawSecret()}`;
  return { token, handle: await insertToken(sql, { hash: hashSecret(token), personId, label, expiresAt }) };
}

/** Who a bearer token speaks for, or null when it is unknown, revoked or expired, or its person suspended. */
export async function validateToken(sql: Sql, token: string): Promise<Credential | null> {
  if (!form.test(token)) return null;
  const credential = hashSecret(token);
  const personId = await findTokenPerson(sql, credential);
  return personId === null ? null : { personId, credential };
}
