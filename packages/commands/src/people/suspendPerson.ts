import { endSessions } from '@samskriv/auth';
import {
  countOtherSecretariat,
  deleteDevices,
  endLinks,
  findPerson,
  inTransaction,
  notify,
  recordAct,
  revokeTokens,
  updateSuspension,
  type PersonRow,
  type Sql,
} from '@samskriv/database';
import { may, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/**
 * Suspends a person: sessions, tokens and links end at once, and they cannot sign in until restored. The last of the
 * secretariat cannot be suspended.
 */
export async function suspendPerson(
  house: House,
  actor: Actor,
  { personId }: { personId: string },
): Promise<{ personId: string } | Refusal> {
  if (!may(actor, 'house.manage', null) || !isId(personId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    const person = await findPerson(sql, personId);
    if (person === null) return refuse('not_found');
    if (await isLastSecretariat(sql, person)) return refuse('last_secretariat');
    await updateSuspension(sql, personId, true);
    await endSessions(sql, personId);
    await deleteDevices(sql, personId);
    await revokeTokens(sql, personId);
    await endLinks(sql, personId);
    await recordAct(sql, { actor: actor.personId, action: 'person.suspend', thing: { kind: 'person', id: personId } });
    await notify(sql, { kind: 'rights', personId });
    return { personId };
  });
}

/** Lets a suspended person sign in again, with the roles they had. */
export async function restorePerson(
  house: House,
  actor: Actor,
  { personId }: { personId: string },
): Promise<{ personId: string } | Refusal> {
  if (!may(actor, 'house.manage', null) || !isId(personId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    if ((await findPerson(sql, personId)) === null) return refuse('not_found');
    await updateSuspension(sql, personId, false);
    await recordAct(sql, { actor: actor.personId, action: 'person.restore', thing: { kind: 'person', id: personId } });
    await notify(sql, { kind: 'rights', personId });
    return { personId };
  });
}

/** Whether nobody of the secretariat could sign in without this person. Holds the secretariat's rows until the transaction ends. */
export async function isLastSecretariat(sql: Sql, person: PersonRow): Promise<boolean> {
  return person.secretariat && !person.suspended && (await countOtherSecretariat(sql, person.id)) === 0;
}
