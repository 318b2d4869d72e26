import { endLinks, findPerson, inTransaction, isTaken, notify, organisationExists, recordAct, updatePerson } from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, mailAddress, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { isLastSecretariat } from './suspendPerson.ts';

/** The fields to change; those left out stay. */
export type PersonChange = {
  personId: string;
  name?: string;
  locale?: string;
  mail?: string;
  organisationId?: string | null;
  secretariat?: boolean;
};

/**
 * Changes a person. Oneself: name and language. The secretariat: everything of everybody, but the last of them cannot be
 * taken out of the secretariat. A new mail address ends the links that were sent to the old one.
 */
export async function changePerson(house: House, actor: Actor, input: PersonChange): Promise<{ personId: string } | Refusal> {
  const manages = may(actor, 'house.manage', null);
  const { personId } = input;
  if (!isId(personId) || (personId !== actor.personId && !manages)) return refuse('not_found');
  const mine = ['personId', 'name', 'locale'];
  const fields = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (!manages && fields.some((field) => !mine.includes(field))) return refuse('forbidden');
  const change = tidy(input);
  if (isRefusal(change)) return change;
  try {
    return await inTransaction(house.sql, async (sql) => {
      const before = await findPerson(sql, personId);
      if (before === null) return refuse('not_found');
      if (change.organisationId && !(await organisationExists(sql, change.organisationId))) return refuse('invalid', 'organisationId');
      if (change.secretariat === false && (await isLastSecretariat(sql, before))) return refuse('last_secretariat', 'secretariat');
      await updatePerson(sql, personId, change);
      if (change.mail !== undefined && change.mail !== before.mail) await endLinks(sql, personId);
      await recordAct(sql, {
        actor: actor.personId,
        action: 'person.change',
        thing: { kind: 'person', id: personId },
        details: { fields: fields.filter((field) => field !== 'personId').join(' ') },
      });
      await notify(sql, { kind: 'rights', personId });
      return { personId };
    });
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'mail');
    throw error;
  }
}

function tidy(input: PersonChange) {
  const name = input.name === undefined ? undefined : line(input.name, 'name', 120);
  if (isRefusal(name)) return name;
  const mail = input.mail === undefined ? undefined : mailAddress(input.mail, 'mail');
  if (isRefusal(mail)) return mail;
  const locale = input.locale === undefined ? undefined : oneOf(input.locale, ['da', 'en'], 'locale');
  if (isRefusal(locale)) return locale;
  const { organisationId, secretariat } = input;
  if (typeof organisationId === 'string' && !isId(organisationId)) return refuse('invalid', 'organisationId');
  return { name, mail, locale, organisationId, secretariat };
}
