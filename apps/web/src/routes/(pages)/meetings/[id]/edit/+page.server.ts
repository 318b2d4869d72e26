import { cancelMeeting, changeMeeting, listPaperPeople, readGroup, readMeeting } from '@samskriv/commands';
import { danishTime, isRefusal, refuse } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { onVersion, refused } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { meetingInput } from '#lib/server/meetingInput.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const meeting = orError(await readMeeting(house, actor, event.params.id));
  if (!meeting.may.convene) orError(refuse('forbidden'));
  const { paper } = orError(await readGroup(house, actor, meeting.groupId));
  const people = orError(await listPaperPeople(house, actor, paper.id));
  const asked = new Set(meeting.participants.map(({ id }) => id));
  const { day, time } = danishTime(meeting.startsAt);
  const { id, group, step, stepTitle, title, place, link, version } = meeting;
  const gone = meeting.participants.filter((one) => !people.some((person) => person.id === one.id));
  return {
    meeting: { id, group, step, stepTitle, title, place, link, version, date: day, from: time, to: danishTime(meeting.endsAt).time },
    people: [...people, ...gone].map(({ id, name, organisation }) => ({ id, name, organisation, asked: asked.has(id) })),
  };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const meetingId = event.params.id;
    const outcome = await onVersion(form, (version) => changeMeeting(house, actor, { meetingId, version, ...meetingInput(form) }));
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'saved');
    redirect(303, `/meetings/${meetingId}`);
  },
  cancel: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await cancelMeeting(house, actor, { meetingId: event.params.id });
    if (isRefusal(outcome)) return refused('cancel', outcome, form);
    tell(event, 'meeting_cancelled');
    redirect(303, `/groups/${outcome.groupId}/meetings`);
  },
};
