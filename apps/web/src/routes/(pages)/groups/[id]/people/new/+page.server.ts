import { listCandidates, readGroup, setMembership } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title, may } = orError(await readGroup(house, actor, event.params.id));
  const candidates = orError(await listCandidates(house, actor, id));
  return { group: { id, title, mayAppoint: may.appointChair }, candidates, secretariat: actor.secretariat };
};

export const actions: Actions = {
  add: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    if (text(form, 'personId') === '') return refused('add', { refused: 'required', field: 'personId' }, form);
    const outcome = await setMembership(house, actor, {
      groupId,
      personId: text(form, 'personId'),
      role: text(form, 'role'),
      competence: optional(form, 'competence'),
      untilDate: optional(form, 'untilDate'),
    });
    if (isRefusal(outcome)) return refused('add', outcome, form);
    tell(event, 'roster_added');
    redirect(303, `/groups/${groupId}`);
  },
};
