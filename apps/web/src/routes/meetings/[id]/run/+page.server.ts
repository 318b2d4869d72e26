import { endMeeting, goToItem, readMeeting, startMeeting } from '@samskriv/commands';
import { acts } from '#lib/server/acts.ts';
import { text } from '#lib/server/form.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, group, title, step, stepTitle, startsAt, endsAt, state, itemNow, items, may } = orError(
    await readMeeting(house, actor, event.params.id),
  );
  return { meeting: { id, group, title, step, stepTitle, startsAt, endsAt, state, itemNow, items, mayRun: may.convene } };
};

export const actions: Actions = {
  start: acts('start', ({ house, actor, id: meetingId }) => startMeeting(house, actor, { meetingId })),
  go: acts('go', ({ house, actor, form, id: meetingId }) => {
    const to = text(form, 'to');
    const direction = to === 'back' ? 'back' : 'next';
    return goToItem(house, actor, { meetingId, from: text(form, 'from'), direction, left: to === 'left' });
  }),
  end: acts('end', ({ house, actor, id: meetingId }) => endMeeting(house, actor, { meetingId })),
};
