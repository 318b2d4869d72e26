import {
  forgetAnswers,
  holdGroup,
  inTransaction,
  insertItem,
  insertMeeting,
  notify,
  recordAct,
  saveParticipants,
  selectGroups,
  selectLeftItems,
  selectRoster,
  updateMeeting,
  updateMeetingState,
  type MeetingRow,
  type Sql,
} from '@samskriv/database';
import { danishMoment, isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { optionalLine, webAddress } from '../fields.ts';
import { closedGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { enqueueMeetingMail } from '../jobs/enqueue.ts';
import { wayOf } from '../process/ways.ts';
import { peopleOf } from '../threads/people.ts';
import { meetingFor } from './reach.ts';

/** When and where, as people say it: a day and times in Denmark. `step` null: a meeting beside the way, which has a title. */
export type MeetingInput = {
  step?: string | null;
  title?: string | null;
  date: string;
  from: string;
  to: string;
  place?: string | null;
  link?: string | null;
  /** Whom to ask; left out: everybody in the roster. */
  participants?: readonly string[];
};

/**
 * Plans a meeting, with the agenda of its step, what earlier meetings left untreated, and everybody who is asked. They are
 * told by mail, with a file for their calendar.
 */
export async function planMeeting(
  house: House,
  actor: Actor,
  { groupId, ...input }: MeetingInput & { groupId: string },
): Promise<{ meetingId: string } | Refusal> {
  const closed = closedGroup(actor, groupId, 'meeting.convene');
  if (closed !== null) return closed;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const [group] = await selectGroups(sql, [groupId]);
    if (group === undefined) return refuse('not_found');
    const stepKey = input.step ? input.step : null;
    const step = wayOf(group.way).find(({ key, part }) => key === stepKey && part === 'meetings') ?? null;
    if (stepKey !== null && step === null) return refuse('invalid', 'step');
    if (stepKey !== null && group.settled[stepKey] !== undefined) return refuse('step_settled', 'step');
    const when = tidy(input, stepKey);
    if (isRefusal(when)) return when;
    const asked = await askedOf(sql, groupId, input.participants);
    if (isRefusal(asked)) return asked;
    const meetingId = await insertMeeting(sql, { ...when, groupId, step: stepKey, madeBy: actor.personId });
    for (const left of await selectLeftItems(sql, groupId)) {
      await insertItem(sql, { meetingId, step: left.step, point: left.point, title: left.title, note: left.note, carriedFrom: left.id });
    }
    for (const point of step?.points ?? []) {
      await insertItem(sql, { meetingId, step: stepKey, point: point.key, title: null });
    }
    await saveParticipants(sql, meetingId, asked);
    await told(sql, actor, 'meeting.plan', { meetingId, groupId });
    await enqueueMeetingMail(sql, meetingId);
    return { meetingId };
  });
}

/**
 * Changes when, where and who. Whoever is asked is mailed again, whoever is
 * no longer asked is told so; where day, time or place changed everybody is asked anew.
 * `version` is the one the change was made on.
 */
export async function changeMeeting(
  house: House,
  actor: Actor,
  { meetingId, version, ...input }: MeetingInput & { meetingId: string; version: number },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state === 'held' || meeting.state === 'cancelled') return refuse('meeting_over');
    const when = tidy(input, meeting.step);
    if (isRefusal(when)) return when;
    if (meeting.version !== version) return refuse('changed_meanwhile', undefined, { version: meeting.version });
    const asked = await askedOf(sql, meeting.groupId, input.participants, meeting);
    if (isRefusal(asked)) return asked;
    const moved =
      when.startsAt.getTime() !== meeting.startsAt.getTime() ||
      when.endsAt.getTime() !== meeting.endsAt.getTime() ||
      when.place !== meeting.place ||
      when.link !== meeting.link;
    await updateMeeting(sql, meetingId, when, moved || when.title !== meeting.title);
    await saveParticipants(sql, meetingId, asked);
    if (moved) await forgetAnswers(sql, meetingId);
    await told(sql, actor, 'meeting.change', { meetingId, groupId: meeting.groupId, moved });
    await enqueueMeetingMail(sql, meetingId);
    return { meetingId };
  });
}

/** Calls a meeting off; everybody who was asked is told. Its agenda stays, for the next one. */
export async function cancelMeeting(
  house: House,
  actor: Actor,
  { meetingId }: { meetingId: string },
): Promise<{ meetingId: string; groupId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.convene', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.state === 'held' || meeting.state === 'cancelled') return refuse('meeting_over');
    await updateMeetingState(sql, meetingId, 'cancelled', null);
    await told(sql, actor, 'meeting.cancel', { meetingId, groupId: meeting.groupId });
    await enqueueMeetingMail(sql, meetingId);
    return { meetingId, groupId: meeting.groupId };
  });
}

/** Writes an act on a meeting to the audit log and tells every process that its group changed. */
export async function told(
  sql: Sql,
  actor: Actor,
  action: string,
  { meetingId, groupId, ...details }: { meetingId: string; groupId: string } & Record<string, string | number | boolean>,
): Promise<void> {
  await recordAct(sql, { actor: actor.personId, action, thing: { kind: 'meeting', id: meetingId }, details: { groupId, ...details } });
  await notify(sql, { kind: 'group', groupId });
}

function tidy({ title, date, from, to, place, link }: MeetingInput, step: string | null) {
  const name = optionalLine(title, 'title');
  if (isRefusal(name)) return name;
  if (name === null && step === null) return refuse('required', 'title');
  if (date === '') return refuse('required', 'date');
  if (danishMoment(date, '12:00') === null) return refuse('invalid_date', 'date');
  const startsAt = danishMoment(date, from);
  if (startsAt === null) return refuse(from === '' ? 'required' : 'invalid_time', 'from');
  const endsAt = danishMoment(date, to);
  if (endsAt === null) return refuse(to === '' ? 'required' : 'invalid_time', 'to');
  if (endsAt <= startsAt) return refuse('ends_before_start', 'to');
  const where = optionalLine(place, 'place');
  if (isRefusal(where)) return where;
  const address = link?.trim() ? webAddress(link, 'link') : null;
  if (isRefusal(address)) return address;
  return { title: name, startsAt, endsAt, place: where ?? '', link: address };
}

// Whom one can ask: whoever is in the roster now, the secretariat, and those who were asked before.
async function askedOf(
  sql: Sql,
  groupId: string,
  named: readonly string[] | undefined,
  before?: MeetingRow,
): Promise<readonly string[] | Refusal> {
  if (named === undefined) {
    if (before !== undefined) return before.participants.map(({ id }) => id);
    return (await selectRoster(sql, groupId)).filter(({ active }) => active).map(({ id }) => id);
  }
  const people = await peopleOf(sql, groupId);
  const known = new Set([...people.map(({ id }) => id), ...(before?.participants ?? []).map(({ id }) => id)]);
  return named.every((id) => isId(id) && known.has(id)) ? [...new Set(named)] : refuse('invalid', 'participants');
}
