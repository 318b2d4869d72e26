import { listPaperPeople, planMeeting, readGroup, readProcess } from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { meetingInput } from '#lib/server/meetingInput.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const groupId = event.params.id;
  const group = orError(await readGroup(house, actor, groupId));
  const process = orError(await readProcess(house, actor, groupId));
  if (!process.may.convene) orError(refuse('forbidden'));
  const people = orError(await listPaperPeople(house, actor, group.paper.id));
  const open = process.steps.filter(({ step, standing }) => step.part === 'meetings' && (standing === 'now' || standing === 'ahead'));
  const asked = event.url.searchParams.get('step') ?? open[0]?.step.key ?? '';
  const inRoster = new Set(group.roster.filter(({ active }) => active).map(({ id }) => id));
  return {
    group: { id: group.id, title: group.title },
    steps: open.map(({ step: { key, title }, by }) => ({ key, title, by })),
    asked: open.some(({ step }) => step.key === asked) ? asked : '',
    people: people.map(({ id, name, organisation }) => ({ id, name, organisation, asked: inRoster.has(id) })),
    mails: house.mail !== null,
  };
};

export const actions: Actions = {
  plan: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await planMeeting(house, actor, { groupId: event.params.id, ...meetingInput(form) });
    if (isRefusal(outcome)) return refused('plan', outcome, form);
    tell(event, 'meeting_planned');
    redirect(303, `/meetings/${outcome.meetingId}`);
  },
};
