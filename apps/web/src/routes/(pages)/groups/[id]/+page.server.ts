import { listMeetings, listVersions, readGroup, readProcess, resumeStep, setSteeringDate, settleStep } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { groupLine } from '#lib/server/groupLine.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id } = event.params;
  const [group, process, meetings] = await Promise.all([
    readGroup(house, actor, id),
    readProcess(house, actor, id),
    listMeetings(house, actor, id),
  ]);
  const found = orError(group);
  const versions = orError(await listVersions(house, actor, { paperId: found.paper.id }));
  return {
    versions,
    group: { ...groupLine(found), roster: found.roster, may: found.may },
    process: orError(process),
    meetings: orError(meetings).map(({ id, step, stepTitle, title, startsAt, endsAt, place, state, minutesId, mine }) => ({
      ...{ id, step, stepTitle, title, startsAt, endsAt, place, state, minutesId, mine },
    })),
    now: new Date(),
  };
};

export const actions: Actions = {
  date: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const outcome = await setSteeringDate(house, actor, { groupId, date: text(form, 'date') });
    if (isRefusal(outcome)) return refused('date', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${groupId}`);
  },
  settle: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const input = { groupId, step: text(form, 'step'), outcome: text(form, 'outcome'), reason: text(form, 'reason') };
    const outcome = await settleStep(house, actor, input);
    if (isRefusal(outcome)) return refused('settle', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${groupId}`);
  },
  resume: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const groupId = event.params.id;
    const outcome = await resumeStep(house, actor, { groupId, step: text(form, 'step') });
    if (isRefusal(outcome)) return refused('resume', outcome, form);
    tell(event, 'saved');
    redirect(303, `/groups/${groupId}`);
  },
};
