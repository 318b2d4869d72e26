import { listOrganisations } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  return { organisations: orError(await listOrganisations(house, actor)) };
};
