import { answerExpertInvitation, readExpertInvitation } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { done, refused, text } from '#lib/server/form.ts';
import { readForm } from '#lib/server/readForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house }, params: { token } }) => {
  const invitation = await readExpertInvitation(house, token);
  return { invitation: isRefusal(invitation) ? null : invitation };
};

export const actions: Actions = {
  answer: async ({ request, locals: { house }, params: { token } }) => {
    const form = await readForm(request);
    const outcome = await answerExpertInvitation(house, { secret: token, accept: text(form, 'answer') === 'yes' });
    if (isRefusal(outcome)) return refused('answer', outcome, form);
    if (outcome.next !== null) redirect(303, outcome.next);
    return done('answer', form);
  },
};
