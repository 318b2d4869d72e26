import { inviteExpert, listExperts, nominateExpert, readGroup, withdrawExpert } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { acts } from '#lib/server/acts.ts';
import { done, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { publicLink } from '#lib/server/publicLink.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const { id, title } = orError(await readGroup(house, actor, event.params.id));
  return { group: { id, title }, self: person.id, mails: house.mail !== null, ...orError(await listExperts(house, actor, id)) };
};

export const actions: Actions = {
  nominate: acts('nominate', ({ house, actor, form, id }) =>
    nominateExpert(house, actor, {
      groupId: id,
      name: text(form, 'name'),
      mail: text(form, 'mail'),
      workplace: optional(form, 'workplace'),
      reason: text(form, 'reason'),
    }),
  ),
  invite: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await inviteExpert(house, actor, { nominationId: text(form, 'key'), untilDate: text(form, 'untilDate') });
    if (isRefusal(outcome)) return refused('invite', outcome, form);
    return done('invite', form, { link: outcome.path === null ? null : publicLink(house, event.url, outcome.path) });
  },
  withdraw: acts('withdraw', ({ house, actor, form }) => withdrawExpert(house, actor, { nominationId: text(form, 'key') })),
};
