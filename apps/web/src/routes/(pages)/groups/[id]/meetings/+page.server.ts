import { listMeetings, readGroup } from '@samskriv/commands';
import { may } from '@samskriv/process';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const groupId = event.params.id;
  const { id, title } = orError(await readGroup(house, actor, groupId));
  const meetings = orError(await listMeetings(house, actor, groupId));
  return { group: { id, title }, meetings, mayConvene: may(actor, 'meeting.convene', id) };
};
