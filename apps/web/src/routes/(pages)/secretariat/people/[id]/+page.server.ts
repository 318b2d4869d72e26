import { changePerson, handOverLink, listOrganisations, listPeople, restorePerson, suspendPerson } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { done, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { publicLink } from '#lib/server/publicLink.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const [people, organisations] = [orError(await listPeople(house, actor)), orError(await listOrganisations(house, actor))];
  return { person: people.find(({ id }) => id === event.params.id) ?? orError(refuse('not_found')), organisations };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await changePerson(house, actor, {
      personId: event.params.id,
      name: text(form, 'name'),
      mail: text(form, 'mail'),
      organisationId: optional(form, 'organisationId'),
      locale: text(form, 'locale'),
      secretariat: form.has('secretariat'),
    });
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'saved');
    redirect(303, '/secretariat/people');
  },
  link: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const link = await handOverLink(house, actor, { personId: event.params.id });
    if (isRefusal(link)) return refused('link', link, form);
    return done('link', form, { link: { address: publicLink(house, event.url, link.path), expiresAt: link.expiresAt } });
  },
  suspend: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await suspendPerson(house, actor, { personId: event.params.id });
    if (isRefusal(outcome)) return refused('suspend', outcome, form);
    tell(event, 'person_suspended');
    redirect(303, '/secretariat/people');
  },
  restore: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await restorePerson(house, actor, { personId: event.params.id });
    if (isRefusal(outcome)) return refused('restore', outcome, form);
    tell(event, 'person_restored');
    redirect(303, '/secretariat/people');
  },
};
