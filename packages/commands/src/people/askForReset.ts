import { beginTry } from '@samskriv/auth';
import { refuse, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { mailAddress } from '../fields.ts';
import { isRefusal } from '@samskriv/process';
import { enqueueResetMail } from '../jobs/enqueue.ts';

/**
 * Asks for a mail with a link to set a new password. The answer and the time it takes are the same whether anybody has that
 * mail or not: the job looks it up. `mailed` is false when this house sends no mail and the secretariat must be asked.
 */
export async function askForReset(
  house: House,
  { mail, address }: { mail: string; address: string },
): Promise<{ mailed: boolean } | Refusal> {
  const tidy = mailAddress(mail, 'mail');
  if (isRefusal(tidy)) return tidy;
  const attempt = await beginTry(house.sql, 'reset', tidy, address);
  if (attempt.waitSeconds > 0) return refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds });
  // Each asking stays counted: it sends mail to somebody.
  if (house.mail === null) return { mailed: false };
  await enqueueResetMail(house.sql, tidy);
  return { mailed: true };
}
