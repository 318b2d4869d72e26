import { listComparables, pasteComparables } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { done, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { mayWrite } = orError(await listComparables(house, actor, { groupId: event.params.id }));
  if (!mayWrite) orError(refuse('forbidden'));
  return { groupId: event.params.id };
};

export const actions: Actions = {
  paste: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const dry = text(form, 'do') !== 'store';
    const outcome = await pasteComparables(house, actor, { groupId, kind: text(form, 'kind'), text: text(form, 'text'), dry });
    if (isRefusal(outcome)) return refused('paste', outcome, form);
    if (outcome.added > 0) {
      tell(event, 'found_pasted');
      redirect(303, `/groups/${groupId}/mapping#found`);
    }
    const lines = outcome.lines.map(({ line, cells, row, refused }) => ({
      line,
      cells,
      row,
      field: refused?.field ?? null,
      why: refused === null ? null : refusalWords(refused.refused, refused.details),
    }));
    return done('paste', form, { values: { kind: text(form, 'kind'), text: text(form, 'text') }, lines });
  },
};
