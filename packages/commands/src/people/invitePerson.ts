import { createLink } from '@samskriv/auth';
import { inTransaction, insertPerson, isTaken, organisationExists, recordAct } from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, mailAddress, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { enqueueInvitationMail } from '../jobs/enqueue.ts';
import { linkPath, type HandedLink } from './link.ts';

/** What the secretariat knows of a person it invites. `organisationId` is null for who belongs to none. */
export type Invitation = {
  mail: string;
  name: string;
  organisationId?: string | null;
  locale?: string;
  secretariat?: boolean;
};

/**
 * Adds a person without a password and invites them by a link that sets it. The link goes by mail; where the house sends
 * none, `link` is for the secretariat to hand over, shown this once.
 */
export async function invitePerson(
  house: House,
  actor: Actor,
  input: Invitation,
): Promise<{ personId: string; link: HandedLink | null } | Refusal> {
  if (!may(actor, 'house.manage', null)) return refuse('forbidden');
  const person = tidy(input);
  if (isRefusal(person)) return person;
  try {
    return await inTransaction(house.sql, async (sql) => {
      if (person.organisationId !== null && !(await organisationExists(sql, person.organisationId))) {
        return refuse('invalid', 'organisationId');
      }
      const personId = await insertPerson(sql, person);
      await recordAct(sql, {
        actor: actor.personId,
        action: 'person.invite',
        thing: { kind: 'person', id: personId },
        details: { secretariat: person.secretariat },
      });
      if (house.mail !== null) {
        await enqueueInvitationMail(sql, { personId, madeBy: actor.personId });
        return { personId, link: null };
      }
      const { secret, expiresAt } = await createLink(sql, { purpose: 'invitation', personId, madeBy: actor.personId });
      return { personId, link: { path: linkPath(secret), purpose: 'invitation' as const, expiresAt } };
    });
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'mail');
    throw error;
  }
}

function tidy(input: Invitation) {
  const mail = mailAddress(input.mail, 'mail');
  if (isRefusal(mail)) return mail;
  const name = line(input.name, 'name', 120);
  if (isRefusal(name)) return name;
  const locale = oneOf(input.locale ?? 'da', ['da', 'en'], 'locale');
  if (isRefusal(locale)) return locale;
  const organisationId = input.organisationId ?? null;
  if (organisationId !== null && !isId(organisationId)) return refuse('invalid', 'organisationId');
  return { mail, name, locale, organisationId, secretariat: input.secretariat ?? false };
}
