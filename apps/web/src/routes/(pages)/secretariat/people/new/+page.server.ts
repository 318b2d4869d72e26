import { invitePerson, listOrganisations, readGroup, setMembership } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { done, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { publicLink } from '#lib/server/publicLink.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const organisations = orError(await listOrganisations(house, actor));
  const groupId = event.url.searchParams.get('group');
  const group = groupId === null ? null : await readGroup(house, actor, groupId);
  return {
    organisations,
    group: group === null || isRefusal(group) ? null : { id: group.id, title: group.title },
    mails: house.mail !== null,
  };
};

export const actions: Actions = {
  invite: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const invited = await invitePerson(house, actor, {
      name: text(form, 'name'),
      mail: text(form, 'mail'),
      organisationId: optional(form, 'organisationId'),
      locale: text(form, 'locale'),
      secretariat: form.has('secretariat'),
    });
    if (isRefusal(invited)) return refused('invite', invited, form);
    const groupId = optional(form, 'groupId');
    if (groupId !== null) await setMembership(house, actor, { groupId, personId: invited.personId, role: 'member' });
    if (invited.link === null) {
      tell(event, 'person_invited');
      redirect(303, groupId === null ? '/secretariat/people' : `/groups/${groupId}`);
    }
    return done('invite', form, {
      invited: {
        name: text(form, 'name'),
        personId: invited.personId,
        link: publicLink(house, event.url, invited.link.path),
        expiresAt: invited.link.expiresAt,
      },
    });
  },
};
