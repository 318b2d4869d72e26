import { readGroup, renameGroup } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title, may } = orError(await readGroup(house, actor, event.params.id));
  if (!may.rename) orError(refuse('forbidden'));
  return { group: { id, title } };
};

export const actions: Actions = {
  rename: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const outcome = await renameGroup(house, actor, { groupId, title: text(form, 'title') });
    if (isRefusal(outcome)) return refused('rename', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${groupId}`);
  },
};
