import { answerMeetingAsked, readMeetingAsked } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { done, refused, text } from '#lib/server/form.ts';
import { readForm } from '#lib/server/readForm.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

// Opening the link answers nothing: mail programs and virus filters open links by themselves. A press does.
export const load: PageServerLoad = async ({ locals: { house }, params: { token }, getClientAddress }) => {
  const asked = await readMeetingAsked(house, { secret: token, address: getClientAddress() });
  if (!isRefusal(asked)) return { asked, over: false, wait: null };
  return {
    asked: null,
    over: asked.refused === 'meeting_over',
    wait: asked.refused === 'too_many_tries' ? refusalWords(asked.refused, asked.details) : null,
  };
};

export const actions: Actions = {
  answer: async ({ request, locals: { house }, params: { token }, getClientAddress }) => {
    const form = await readForm(request);
    const input = { answer: text(form, 'answer'), note: text(form, 'note') };
    const outcome = await answerMeetingAsked(house, { secret: token, address: getClientAddress(), ...input });
    return isRefusal(outcome) ? refused('answer', outcome, form) : done('answer', form, { answered: outcome.answer });
  },
};
