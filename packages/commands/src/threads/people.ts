import { selectRoster, selectSecretariat, type PersonRef, type Sql } from '@samskriv/database';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { paperFor } from './reach.ts';

/** Whom one can mention and assign threads to in a group: its roster as it counts now, then the secretariat. */
export async function peopleOf(sql: Sql, groupId: string): Promise<PersonRef[]> {
  const [roster, secretariat] = await Promise.all([selectRoster(sql, groupId), selectSecretariat(sql)]);
  const inside = roster.filter(({ active }) => active).map(({ id, name, organisation }) => ({ id, name, organisation }));
  return [...inside, ...secretariat.filter(({ id }) => !inside.some((one) => one.id === id))];
}

/** Whom one can mention in the threads of a paper, and assign them to. */
export async function listPaperPeople(house: House, actor: Actor, paperId: string): Promise<PersonRef[] | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  return isRefusal(paper) ? paper : peopleOf(house.sql, paper.groupId);
}
