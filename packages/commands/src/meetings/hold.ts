import { inTransaction, updateAttendance, updateMeetingState, updateTreated } from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { told } from './plan.ts';
import { meetingFor } from './reach.ts';

/** Writes who of those asked came to a meeting. */
export async function setAttendance(
  house: House,
  actor: Actor,
  { meetingId, present }: { meetingId: string; present: readonly string[] },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state === 'cancelled') return refuse('meeting_over');
    if (!present.every((id) => meeting.participants.some((one) => one.id === id))) return refuse('invalid', 'present');
    await updateAttendance(sql, meetingId, present);
    await told(sql, actor, 'meeting.attendance', { meetingId, groupId: meeting.groupId, present: present.length });
    return { meetingId };
  });
}

/** Opens a meeting at the first item of its agenda; the projector and the others' screens follow. */
export async function startMeeting(
  house: House,
  actor: Actor,
  { meetingId }: { meetingId: string },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state === 'held' || meeting.state === 'cancelled') return refuse('meeting_over');
    if (meeting.state === 'running') return { meetingId };
    await updateMeetingState(sql, meetingId, 'running', meeting.items[0]?.id ?? null);
    await told(sql, actor, 'meeting.start', { meetingId, groupId: meeting.groupId });
    return { meetingId };
  });
}

/**
 * Goes on to the next item (or back to the one before) while a meeting runs. The item one goes on from is treated, unless it is
 * `left` for the next meeting. `from` is the item the one who asks has before them: where another has gone on already nothing
 * happens, so that two clicks at once do not skip an item.
 */
export async function goToItem(
  house: House,
  actor: Actor,
  { meetingId, from, direction, left = false }: { meetingId: string; from: string; direction: 'next' | 'back'; left?: boolean },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state !== 'running') return refuse('meeting_over');
    if (meeting.itemNow !== from) return { meetingId };
    const at = meeting.items.findIndex(({ id }) => id === from);
    const next = meeting.items[direction === 'next' ? at + 1 : at - 1];
    if (direction === 'next') await updateTreated(sql, from, !left);
    if (next !== undefined) await updateMeetingState(sql, meetingId, 'running', next.id);
    await told(sql, actor, 'meeting.item', { meetingId, groupId: meeting.groupId });
    return { meetingId };
  });
}

/**
 * Ends a meeting: it was held, and its step is behind the group. `treated` names the items that were treated, for a meeting that
 * was not run here; else it is what was gone through, with the item it stands at. The others are carried to the next agenda.
 */
export async function endMeeting(
  house: House,
  actor: Actor,
  { meetingId, treated }: { meetingId: string; treated?: readonly string[] },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state === 'held' || meeting.state === 'cancelled') return refuse('meeting_over');
    for (const { id } of meeting.items) {
      if (treated !== undefined) await updateTreated(sql, id, treated.includes(id));
      else if (id === meeting.itemNow) await updateTreated(sql, id, true);
    }
    await updateMeetingState(sql, meetingId, 'held', null);
    await told(sql, actor, 'meeting.end', { meetingId, groupId: meeting.groupId });
    return { meetingId };
  });
}
