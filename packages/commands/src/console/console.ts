import { createLink, createToken, longestTokenDays } from '@samskriv/auth';
import { endFirstLinks, findSignIn, holdWhoIsHere, inTransaction, insertPerson, isTaken, recordAct } from '@samskriv/database';
import { isRefusal, refuse, type Refusal } from '@samskriv/process';
import { line, mailAddress, optionalLine } from '../fields.ts';
import { suspendDemo } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { organisationNamed } from '../organisations/named.ts';
import { linkPath } from '../people/link.ts';

// For whoever holds the machine: the command line asks no `may`, and the audit log says that nobody signed in did it.

/** Makes a bearer token that lives a year for the person with this mail; the token is given this once. */
export async function makeTokenAtConsole(house: House, { mail }: { mail: string }): Promise<{ token: string; expiresAt: Date } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const person = await findSignIn(sql, mail.trim());
    if (person === null || person.suspended) return refuse('not_found', 'mail');
    const made = await createToken(sql, person.id, { label: 'cli', days: longestTokenDays });
    if (isRefusal(made)) return made;
    const { token, handle, expiresAt } = made;
    await recordAct(sql, { actor: null, action: 'token.make', thing: { kind: 'token', id: handle }, details: { personId: person.id } });
    return { token, expiresAt };
  });
}

/**
 * Adds a person, and their organisation by name where it is new, and gives the path of the invitation that sets the
 * password. The first of them ends the link for the first account; one of the secretariat suspends the demo's people, and
 * `suspended` says how many.
 */
export async function addPersonAtConsole(
  house: House,
  input: { mail: string; name: string; organisation?: string | null; secretariat?: boolean },
): Promise<{ personId: string; path: string; expiresAt: Date; suspended: number } | Refusal> {
  const mail = mailAddress(input.mail, 'mail');
  if (isRefusal(mail)) return mail;
  const name = line(input.name, 'name', 120);
  if (isRefusal(name)) return name;
  const organisation = optionalLine(input.organisation, 'organisation');
  if (isRefusal(organisation)) return organisation;
  try {
    return await inTransaction(house.sql, async (sql) => {
      await holdWhoIsHere(sql);
      const organisationId = organisation === null ? null : await organisationNamed(sql, organisation);
      const secretariat = input.secretariat ?? false;
      const personId = await insertPerson(sql, { mail, name, organisationId, locale: 'da', secretariat });
      await recordAct(sql, { actor: null, action: 'person.invite', thing: { kind: 'person', id: personId }, details: { secretariat } });
      const { secret, expiresAt } = await createLink(sql, { purpose: 'invitation', personId, madeBy: null });
      await endFirstLinks(sql);
      return { personId, path: linkPath(secret), expiresAt, suspended: secretariat ? await suspendDemo(sql) : 0 };
    });
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'mail');
    throw error;
  }
}
