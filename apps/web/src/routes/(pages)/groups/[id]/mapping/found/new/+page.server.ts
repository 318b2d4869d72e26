import { addComparable, listComparables } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { foundInput } from '#lib/server/foundInput.ts';
import { refused } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { mayWrite } = orError(await listComparables(house, actor, { groupId: event.params.id }));
  if (!mayWrite) orError(refuse('forbidden'));
  return { groupId: event.params.id };
};

export const actions: Actions = {
  add: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const outcome = await addComparable(house, actor, { ...foundInput(form), groupId });
    if (isRefusal(outcome)) return refused('add', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${groupId}/mapping#found`);
  },
};
