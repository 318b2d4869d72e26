import { listGroups } from '@samskriv/commands';
import { may, refuse } from '@samskriv/process';
import { groupLine } from '#lib/server/groupLine.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  if (!may(actor, 'house.manage', null)) orError(refuse('forbidden'));
  return { groups: (await listGroups(house, actor)).map(groupLine), now: new Date() };
};
