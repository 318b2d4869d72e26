import { holdMeeting, selectMeetings, type MeetingRow, type Sql } from '@samskriv/database';
import { may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { isId } from '../identifiers.ts';

/**
 * A meeting that a person may do something about: not found where they are not in its group, forbidden where they may only see
 * it. With `hold` its row is kept until the transaction ends.
 */
export async function meetingFor(
  sql: Sql,
  actor: Actor,
  meetingId: string,
  action: Action,
  { hold = false }: { hold?: boolean } = {},
): Promise<MeetingRow | Refusal> {
  if (!isId(meetingId) || (hold && (await holdMeeting(sql, meetingId)) === null)) return refuse('not_found');
  const [meeting] = await selectMeetings(sql, { id: meetingId });
  if (meeting === undefined || !may(actor, 'group.see', meeting.groupId)) return refuse('not_found');
  return may(actor, action, meeting.groupId) ? meeting : refuse('forbidden');
}
