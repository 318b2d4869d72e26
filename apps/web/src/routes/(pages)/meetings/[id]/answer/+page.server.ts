import { answerMeeting, readMeeting } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

/** The meeting in three lines, and the answer. Who is signed out signs in first and comes back. */
export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const { id, group, title, step, stepTitle, startsAt, endsAt, place, state, mine, participants } = orError(
    await readMeeting(house, actor, event.params.id),
  );
  const note = participants.find((one) => one.id === person.id)?.note ?? '';
  return { meeting: { id, group, title, step, stepTitle, startsAt, endsAt, place, state, mine, note } };
};

export const actions: Actions = {
  answer: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const meetingId = event.params.id;
    const outcome = await answerMeeting(house, actor, { meetingId, answer: text(form, 'answer'), note: text(form, 'note') });
    if (isRefusal(outcome)) return refused('answer', outcome, form);
    tell(event, 'answered');
    redirect(303, `/meetings/${meetingId}`);
  },
};
