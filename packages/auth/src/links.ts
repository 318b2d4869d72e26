import {
  findLink,
  insertFirstLink,
  insertLink,
  isFirstLink,
  useLink as useUp,
  type LinkPurpose,
  type LinkRow,
  type Sql,
} from '@samskriv/database';
import { drawSecret, hashSecret } from './hashSecret.ts';

const hour = 3_600_000;

/** How long a link can be used, in milliseconds: an invitation may lie in a holiday's mail, a reset is asked for by who waits. */
const life: Record<LinkPurpose, number> = { invitation: 14 * 24 * hour, reset: hour };

/** How long the link for the first account can be used: whoever starts the process reads its words the same day. */
const firstLife = 24 * hour;

const form = /^[A-Za-z0-9_-]{43}$/;

/** Makes a link for a person; older ones of the same purpose are dead from now. `secret` is stored nowhere. */
export async function createLink(
  sql: Sql,
  { purpose, personId, madeBy }: { purpose: LinkPurpose; personId: string; madeBy: string | null },
): Promise<{ secret: string; expiresAt: Date }> {
  const secret = drawSecret();
  const expiresAt = new Date(Date.now() + life[purpose]);
  await insertLink(sql, { hash: hashSecret(secret), purpose, personId, madeBy, expiresAt });
  return { secret, expiresAt };
}

/** What a link is for and whose it is, without using it; null when it is unknown, used, expired or its person suspended. */
export async function lookAtLink(sql: Sql, secret: string): Promise<LinkRow | null> {
  return form.test(secret) ? findLink(sql, hashSecret(secret)) : null;
}

/** Uses a link up; null when it cannot be used. Of two tries at the same moment one gets null. */
export async function spendLink(sql: Sql, secret: string): Promise<{ personId: string; purpose: LinkPurpose } | null> {
  return form.test(secret) ? useUp(sql, hashSecret(secret)) : null;
}

/** Makes the link for the first account of a house; an older one is dead from now. `secret` is stored nowhere. */
export async function createFirstLink(sql: Sql): Promise<{ secret: string; expiresAt: Date }> {
  const secret = drawSecret();
  const expiresAt = new Date(Date.now() + firstLife);
  await insertFirstLink(sql, { hash: hashSecret(secret), expiresAt });
  return { secret, expiresAt };
}

/** Whether this is the link for the first account, as of now. */
export async function opensFirstAccount(sql: Sql, secret: string): Promise<boolean> {
  return form.test(secret) && isFirstLink(sql, hashSecret(secret));
}
