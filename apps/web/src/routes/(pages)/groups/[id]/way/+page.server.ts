import { readGroup, readProcess, saveGroupWay } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { acts } from '#lib/server/acts.ts';
import { onVersion } from '#lib/server/form.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { leftOf, wayAfter } from '#lib/server/wayForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title, way } = orError(await readGroup(house, actor, event.params.id));
  const process = orError(await readProcess(house, actor, id));
  if (!process.may.change) orError(refuse('forbidden'));
  return { group: { id, title }, way, version: process.version, left: leftOf(way, event.locals.locale) };
};

export const actions: Actions = {
  way: acts('way', async ({ house, actor, form, id }) => {
    const group = await readGroup(house, actor, id);
    if (isRefusal(group)) return group;
    const way = wayAfter(group.way, form);
    return 'refused' in way ? way : onVersion(form, (version) => saveGroupWay(house, actor, { groupId: id, way, version }));
  }),
};
