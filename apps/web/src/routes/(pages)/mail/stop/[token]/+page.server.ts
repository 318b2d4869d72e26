import { stopMails } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { error } from '@sveltejs/kit';
import { refusalWords } from '#lib/words/refusal.ts';
import type { Actions } from './$types';

// Opening the link stops nothing: mail programs and virus filters open links by themselves. A press does, and so does the
// mail program's own button, which posts to this address without a cookie (RFC 8058).
export const actions: Actions = {
  default: async ({ locals: { house }, params: { token } }) => {
    const stopped = await stopMails(house, { token });
    if (isRefusal(stopped)) error(404, refusalWords(stopped.refused));
    return { stopped: true };
  },
};
