import { addOrganisation, listOrganisations } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  orError(await listOrganisations(house, actor));
};

export const actions: Actions = {
  add: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await addOrganisation(house, actor, {
      name: text(form, 'name'),
      mailDomain: optional(form, 'mailDomain'),
      member: form.has('member'),
    });
    if (isRefusal(outcome)) return refused('add', outcome, form);
    tell(event, 'saved');
    redirect(303, '/secretariat/organisations');
  },
};
