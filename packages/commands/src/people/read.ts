import { findPerson, selectMemberships, selectPeople, type PersonRow, type RosterRole } from '@samskriv/database';
import { may, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** A person in the secretariat's list, with the groups whose rosters they stand in. */
export type ListedPerson = PersonRow & { groups: { id: string; title: string; role: RosterRole }[] };

/** One person: oneself, or anybody for the secretariat. To others people are not found here; they meet in rosters. */
export async function readPerson(house: House, actor: Actor, personId: string): Promise<PersonRow | Refusal> {
  if (!isId(personId) || (personId !== actor.personId && !may(actor, 'house.manage', null))) return refuse('not_found');
  return (await findPerson(house.sql, personId)) ?? refuse('not_found');
}

/** Everybody by name, for the secretariat. */
export async function listPeople(house: House, actor: Actor): Promise<ListedPerson[] | Refusal> {
  if (!may(actor, 'house.manage', null)) return refuse('forbidden');
  const [people, memberships] = await Promise.all([selectPeople(house.sql), selectMemberships(house.sql)]);
  const groups = Map.groupBy(memberships, ({ personId }) => personId);
  return people.map((person) => ({
    ...person,
    groups: (groups.get(person.id) ?? []).map(({ groupId, title, role }) => ({ id: groupId, title, role })),
  }));
}
