import { findDevice, rehashDevice, upsertDevice, type Sql } from '@samskriv/database';
import { drawSecret, hashSecret } from './hashSecret.ts';

const form = /^[A-Za-z0-9_-]{43}$/;

/** Whether a person has signed in from the browser whose cookie holds `secret`; null is a browser without one. */
export async function isKnownDevice(sql: Sql, personId: string, secret: string | null): Promise<boolean> {
  return secret !== null && form.test(secret) && (await findDevice(sql, hashSecret(secret), personId));
}

/**
 * Remembers that a person has signed in from a browser. `secret` goes into its cookie and is drawn anew each time, for everybody
 * who uses that browser: a cookie that was copied, or planted by somebody else, is worth nothing after.
 */
export async function rememberDevice(sql: Sql, personId: string, before: string | null): Promise<{ id: string; secret: string }> {
  const secret = drawSecret();
  if (before !== null && form.test(before)) await rehashDevice(sql, hashSecret(before), hashSecret(secret));
  return { id: await upsertDevice(sql, hashSecret(secret), personId), secret };
}
