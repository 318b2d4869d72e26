import { readGroup, removeMembership, setMembership } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title, may, roster } = orError(await readGroup(house, actor, event.params.id));
  if (!may.changeRoster) orError(refuse('forbidden'));
  const line = roster.find((line) => line.id === event.params.person) ?? orError(refuse('not_found'));
  return { group: { id, title, mayAppoint: may.appointChair }, line };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const { id: groupId, person: personId } = event.params;
    const outcome = await setMembership(house, actor, {
      groupId,
      personId,
      role: text(form, 'role'),
      competence: optional(form, 'competence'),
      untilDate: optional(form, 'untilDate'),
    });
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'roster_changed');
    redirect(303, `/groups/${groupId}`);
  },
  remove: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const { id: groupId, person: personId } = event.params;
    const outcome = await removeMembership(house, actor, { groupId, personId });
    if (isRefusal(outcome)) return refused('remove', outcome, form);
    tell(event, 'roster_removed');
    // Whoever takes themselves out no longer sees the group.
    redirect(303, personId === actor.personId && !actor.secretariat ? '/' : `/groups/${groupId}`);
  },
};
