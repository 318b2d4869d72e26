import { createGroup, listTargets } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  return { targets: orError(await listTargets(house, actor)), secretariat: actor.secretariat };
};

export const actions: Actions = {
  make: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const kind = text(form, 'kind');
    const outcome = await createGroup(house, actor, {
      title: text(form, 'title'),
      kind,
      // The list of targets is hidden, not gone, when a new target is chosen.
      targetId: kind === 'update' ? optional(form, 'targetId') : null,
      text: optional(form, 'text'),
    });
    if (isRefusal(outcome)) return refused('make', outcome, form);
    tell(event, 'group_made');
    redirect(303, `/groups/${outcome.groupId}`);
  },
};
