import { lockVersion, readOpenMatters, readPaper } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { error, redirect } from '@sveltejs/kit';
import { optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title, round, mayLock, lock } = orError(await readPaper(house, actor, event.params.id));
  if (!mayLock) error(403, refusalWords('forbidden'), { code: 'forbidden' });
  return { paper: { id, title, round }, lock, open: orError(await readOpenMatters(house, actor, { paperId: id })), now: new Date() };
};

export const actions: Actions = {
  lock: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await lockVersion(house, actor, {
      paperId: event.params.id,
      purpose: text(form, 'purpose'),
      reason: text(form, 'reason'),
      until: optional(form, 'until'),
    });
    if (isRefusal(outcome)) return refused('lock', outcome, form);
    tell(event, 'version_locked');
    redirect(303, `/versions/${outcome.id}`);
  },
};
