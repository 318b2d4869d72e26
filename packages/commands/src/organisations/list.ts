import { selectOrganisations, type OrganisationRow } from '@samskriv/database';
import { may, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';

/** All organisations by name, for the secretariat. */
export async function listOrganisations(house: House, actor: Actor): Promise<OrganisationRow[] | Refusal> {
  return may(actor, 'house.manage', null) ? selectOrganisations(house.sql) : refuse('forbidden');
}
