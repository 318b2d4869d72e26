import { changeOrganisation, listOrganisations } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const organisations = orError(await listOrganisations(house, actor));
  return { organisation: organisations.find(({ id }) => id === event.params.id) ?? orError(refuse('not_found')) };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await changeOrganisation(house, actor, {
      organisationId: event.params.id,
      name: text(form, 'name'),
      mailDomain: optional(form, 'mailDomain'),
      member: form.has('member'),
    });
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'saved');
    redirect(303, '/secretariat/organisations');
  },
};
