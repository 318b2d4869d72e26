import { askForReset } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { done, refused, text } from '#lib/server/form.ts';
import { readForm } from '#lib/server/readForm.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  ask: async ({ request, locals: { house }, getClientAddress }) => {
    const form = await readForm(request);
    const outcome = await askForReset(house, { mail: text(form, 'mail'), address: getClientAddress() });
    return isRefusal(outcome) ? refused('ask', outcome, form) : done('ask', form, { mailed: outcome.mailed });
  },
};
