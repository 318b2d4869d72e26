import { fillBasis, listBasis } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { onVersion, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { group, rows } = orError(await listBasis(house, actor, { groupId: event.params.id }));
  const row = rows.find(({ organisation }) => organisation.id === event.params.organisation) ?? orError(refuse('not_found'));
  if (!row.mayFill) orError(refuse('forbidden'));
  return { group, row, now: new Date() };
};

export const actions: Actions = {
  fill: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const { id: groupId, organisation: organisationId } = event.params;
    const submit = text(form, 'send') !== 'draft';
    const written = {
      level: text(form, 'level'),
      policies: text(form, 'policies'),
      contracts: text(form, 'contracts'),
      practice: text(form, 'practice'),
    };
    const outcome = await onVersion(form, (version) => fillBasis(house, actor, { groupId, organisationId, ...written, version, submit }));
    if (isRefusal(outcome)) return refused('fill', outcome, form);
    tell(event, submit ? 'basis_submitted' : 'basis_draft');
    redirect(303, `/groups/${groupId}/mapping`);
  },
};
