import { changeComparable, listComparables, removeComparable } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { foundInput } from '#lib/server/foundInput.ts';
import { onVersion, refused } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { rows, mayWrite } = orError(await listComparables(house, actor, { groupId: event.params.id }));
  const row = rows.find(({ id }) => id === event.params.item) ?? orError(refuse('not_found'));
  if (!mayWrite) orError(refuse('forbidden'));
  return { groupId: event.params.id, row, now: new Date() };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const comparableId = event.params.item;
    const outcome = await onVersion(form, (version) => changeComparable(house, actor, { ...foundInput(form), comparableId, version }));
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${event.params.id}/mapping#found`);
  },
  remove: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await removeComparable(house, actor, { comparableId: event.params.item });
    if (isRefusal(outcome)) return refused('remove', outcome, form);
    tell(event, 'material_removed');
    redirect(303, `/groups/${event.params.id}/mapping#found`);
  },
};
