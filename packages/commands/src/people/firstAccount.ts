import { createFirstLink, opensFirstAccount, refusePassword } from '@samskriv/auth';
import {
  endFirstLinks,
  holdWhoIsHere,
  inTransaction,
  insertPerson,
  isTaken,
  recordAct,
  updatePasswordHash,
  whoIsHere,
  type Sql,
} from '@samskriv/database';
import { isRefusal, refuse, type Refusal } from '@samskriv/process';
import { suspendDemo } from '../demo/shutOut.ts';
import { line, mailAddress, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { organisationNamed } from '../organisations/named.ts';
import { linkPath } from './link.ts';
import { hashed } from './password.ts';
import { nowhere, openSession, type Browser, type SignedIn } from './openSession.ts';

/** What whoever opens the link says of themselves. */
export type FirstAccount = { name: string; mail: string; password: string; organisation: string; locale: string };

/**
 * The path of a new link for the first account, while nobody real is here; else null. It lives for a day, older ones are dead
 * from now, and the first account ends it, however that is made.
 */
export async function offerFirstAccount(house: House): Promise<{ path: string; expiresAt: Date } | null> {
  return inTransaction(house.sql, async (sql) => {
    if ((await holdWhoIsHere(sql)) === 'people') return null;
    const { secret, expiresAt } = await createFirstLink(sql);
    return { path: linkPath(secret), expiresAt };
  });
}

/**
 * What there is to say of the first account: `opens` where this secret's link makes it, `awaited` where nobody real is here
 * yet and another link does, else `made`.
 */
export async function readFirstAccount(house: House, secret: string): Promise<'opens' | 'awaited' | 'made'> {
  if ((await whoIsHere(house.sql)) === 'people') return 'made';
  return (await opensFirstAccount(house.sql, secret)) ? 'opens' : 'awaited';
}

/**
 * Makes the first account: its person is the secretariat, and signed in. The demo's people are suspended. Of two at the same
 * moment one is refused; a refused field leaves the link whole.
 */
export async function openFirstAccount(
  house: House,
  { secret, browser = nowhere, ...input }: FirstAccount & { secret: string; browser?: Browser },
): Promise<SignedIn | Refusal> {
  if ((await readFirstAccount(house, secret)) !== 'opens') return refuse('link_used_or_expired');
  const account = await tidy(input);
  if (isRefusal(account)) return account;
  const hash = await hashed(input.password);
  if (hash === null) return refuse('too_many_tries', undefined, { seconds: 5 });
  try {
    return await inTransaction(house.sql, async (sql) => {
      const nobody = (await holdWhoIsHere(sql)) !== 'people';
      if (!nobody || !(await opensFirstAccount(sql, secret))) return refuse('link_used_or_expired');
      return settleIn(sql, account, hash, browser);
    });
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'mail');
    throw error;
  }
}

async function settleIn(sql: Sql, { mail, name, locale, organisation }: Tidy, hash: string, browser: Browser): Promise<SignedIn> {
  await endFirstLinks(sql);
  const organisationId = await organisationNamed(sql, organisation);
  const personId = await insertPerson(sql, { mail, name, organisationId, locale, secretariat: true });
  await updatePasswordHash(sql, personId, hash);
  const suspended = await suspendDemo(sql);
  await recordAct(sql, { actor: personId, action: 'person.firstAccount', thing: { kind: 'person', id: personId }, details: { suspended } });
  return openSession(sql, personId, browser);
}

type Tidy = { mail: string; name: string; organisation: string; locale: 'da' | 'en' };

async function tidy(input: FirstAccount): Promise<Tidy | Refusal> {
  const name = line(input.name, 'name', 120);
  if (isRefusal(name)) return name;
  const organisation = line(input.organisation, 'organisation');
  if (isRefusal(organisation)) return organisation;
  const mail = mailAddress(input.mail, 'mail');
  if (isRefusal(mail)) return mail;
  if (input.password === '') return refuse('required', 'password');
  const refusal = await refusePassword(input.password, { mail, names: [name, organisation] }, 'password');
  if (refusal !== null) return refusal;
  const locale = oneOf(input.locale, ['da', 'en'], 'locale');
  return isRefusal(locale) ? locale : { mail, name, organisation, locale };
}
