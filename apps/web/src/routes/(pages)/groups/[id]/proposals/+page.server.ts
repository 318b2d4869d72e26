import {
  changeProposal,
  decideProposal,
  listBasis,
  listComparables,
  listMaterial,
  listProposals,
  makeProposal,
  placeProposal,
  standOnProposal,
} from '@samskriv/commands';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '@samskriv/commands';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { onVersion, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell, type ToldCode } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const groupId = event.params.id;
  const [list, basis, found, shelf] = await Promise.all([
    listProposals(house, actor, { groupId }).then((listed) => orError(listed)),
    listBasis(house, actor, { groupId }).then((listed) => orError(listed)),
    listComparables(house, actor, { groupId }).then((listed) => orError(listed)),
    listMaterial(house, actor, { groupId }).then((listed) => orError(listed)),
  ]);
  const material = [...shelf.packs.filter(({ state }) => state === 'shared').flatMap(({ items }) => items), ...shelf.items];
  const base = `/groups/${groupId}`;
  const sources = [
    ...basis.rows.flatMap(({ id, organisation, submittedAt }) =>
      id === null || submittedAt === null ? [] : [{ key: `basis:${id}`, title: organisation.name, href: `${base}/mapping#basis` }],
    ),
    ...found.rows.map(({ id, source }) => ({ key: `comparable:${id}`, title: source, href: `${base}/mapping#c-${id}` })),
    ...material.map(({ id, title }) => ({ key: `material:${id}`, title, href: `${base}/material#m-${id}` })),
  ];
  // Not `me`: that is who the layout says is here.
  return { ...list, sources, selfId: person.id, now: new Date() };
};

type Act = (house: House, actor: Actor, form: FormData, groupId: string) => Promise<object | Refusal>;

/** An action that does one thing, says so, and comes back to where it was done. */
function act(name: string, code: ToldCode, run: Act) {
  return async (event: RequestEvent<{ id: string }>) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await run(house, actor, form, event.params.id);
    if (isRefusal(outcome)) return refused(name, outcome, form);
    tell(event, code);
    const key = text(form, 'key');
    redirect(303, `/groups/${event.params.id}/proposals${key === '' ? '' : `#p-${key}`}`);
  };
}

const written = (form: FormData) => ({
  wording: text(form, 'wording'),
  level: text(form, 'level'),
  reason: text(form, 'reason'),
  sources: form.getAll('source').flatMap((value) => {
    const [kind = '', id = ''] = typeof value === 'string' ? value.split(':') : [];
    return kind === '' ? [] : [{ kind, id }];
  }),
});

export const actions: Actions = {
  make: act('make', 'saved', (house, actor, form, groupId) => makeProposal(house, actor, { ...written(form), groupId })),
  change: act('change', 'saved', (house, actor, form) =>
    onVersion(form, (version) => changeProposal(house, actor, { ...written(form), proposalId: text(form, 'key'), version })),
  ),
  stand: act('stand', 'saved', (house, actor, form) =>
    standOnProposal(house, actor, { proposalId: text(form, 'key'), stance: optional(form, 'stance'), word: text(form, 'word') }),
  ),
  decide: act('decide', 'saved', (house, actor, form) =>
    decideProposal(house, actor, { proposalId: text(form, 'key'), state: text(form, 'state'), reason: text(form, 'reason') }),
  ),
  place: act('place', 'proposal_placed', (house, actor, form) => placeProposal(house, actor, { proposalId: text(form, 'key') })),
};
