import { createLink, lookAtLink } from '@samskriv/auth';
import { findPerson, inTransaction, recordAct, type LinkPurpose } from '@samskriv/database';
import { may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { isShutOut } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** A one-time link to hand over: its path on this house, to be shown once and written down nowhere. */
export type HandedLink = { path: string; purpose: LinkPurpose; expiresAt: Date };

/** The page that a one-time link opens. */
export function linkPath(secret: string): string {
  return `/link/${secret}`;
}

/**
 * Makes a new link for a person, for the secretariat to hand over: an invitation until they have a password, then a reset.
 * Older links of the same purpose are dead from now.
 */
export async function handOverLink(house: House, actor: Actor, { personId }: { personId: string }): Promise<HandedLink | Refusal> {
  if (!may(actor, 'house.manage', null) || !isId(personId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    const person = await findPerson(sql, personId);
    if (person === null || person.suspended) return refuse('not_found');
    const purpose = person.arrived ? 'reset' : 'invitation';
    const { secret, expiresAt } = await createLink(sql, { purpose, personId, madeBy: actor.personId });
    await recordAct(sql, {
      actor: actor.personId,
      action: 'person.handOverLink',
      thing: { kind: 'person', id: personId },
      details: { purpose },
    });
    return { path: linkPath(secret), purpose, expiresAt };
  });
}

/** What a link is for and whose, without using it: what its page shows before a password is chosen. */
export async function readLink(
  house: House,
  secret: string,
): Promise<{ purpose: LinkPurpose; mail: string; name: string; locale: 'da' | 'en'; expiresAt: Date } | Refusal> {
  const link = await lookAtLink(house.sql, secret);
  if (link === null || (await isShutOut(house, link.personId))) return refuse('link_used_or_expired');
  const { purpose, mail, name, locale, expiresAt } = link;
  return { purpose, mail, name, locale, expiresAt };
}
