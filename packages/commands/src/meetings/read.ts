import { saveRemovalSeen, selectComing, selectMeetings, selectUncalled, type ComingRow, type MeetingRow } from '@samskriv/database';
import { may, type Actor, type Refusal, type Step } from '@samskriv/process';
import { missingGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { wayOf } from '../process/ways.ts';
import { meetingFor } from './reach.ts';

/** An item of an agenda with the name it has in the group's way (null: the default's name for `point`), and its number. */
export type AgendaItem = MeetingRow['items'][number] & { pointTitle: string | null; number: number };

/** A meeting as one person meets it. `stepTitle` is its step's own name in the group's way; null: the default's for `step`. */
export type MeetingView = Omit<MeetingRow, 'groupWay' | 'items' | 'groupTitle' | 'removed'> & {
  group: { id: string; title: string };
  stepTitle: string | null;
  items: AgendaItem[];
  /** What the reader has answered; undefined when they are not asked. */
  mine: MeetingRow['participants'][number]['answer'] | undefined;
  /** Whether they were asked, and are no longer. */
  uncalled: boolean;
  may: { convene: boolean; prepare: boolean; write: boolean };
};

/** A group's meetings in the order of time, for whoever is in it. */
export async function listMeetings(house: House, actor: Actor, groupId: string): Promise<MeetingView[] | Refusal> {
  const closed = await missingGroup(house.sql, actor, groupId, 'group.see');
  if (closed !== null) return closed;
  return (await selectMeetings(house.sql, { groupId })).map((row) => viewOf(actor, row));
}

/** One meeting, for whoever is in its group. */
export async function readMeeting(house: House, actor: Actor, meetingId: string): Promise<MeetingView | Refusal> {
  const row = await meetingFor(house.sql, actor, meetingId, 'group.see');
  return 'refused' in row ? row : viewOf(actor, row);
}

/** A meeting to come that the reader is asked to. */
export type ComingMeeting = {
  id: string;
  group: { id: string; title: string };
  step: string | null;
  stepTitle: string | null;
  title: string | null;
  startsAt: Date;
  answer: 'yes' | 'no' | 'maybe' | null;
};

/** The meetings to come that one is asked to, in groups one is in, soonest first. */
export async function listComingMeetings(house: House, actor: Actor): Promise<ComingMeeting[]> {
  const rows = await selectComing(house.sql, actor.personId);
  return rows.filter(({ groupId }) => may(actor, 'group.see', groupId)).map(({ answer, ...row }) => ({ ...nameOf(row), answer }));
}

/** The meetings to come that one is no longer asked to, in groups one is in, until one has opened them; soonest first. */
export async function listUncalledMeetings(house: House, actor: Actor): Promise<Omit<ComingMeeting, 'answer'>[]> {
  const rows = await selectUncalled(house.sql, actor.personId);
  return rows.filter(({ groupId }) => may(actor, 'group.see', groupId)).map(nameOf);
}

/** Notes that one has seen that one is no longer asked to a meeting. */
export async function seeUncalled(
  house: House,
  actor: Actor,
  { meetingId }: { meetingId: string },
): Promise<{ meetingId: string } | Refusal> {
  const row = await meetingFor(house.sql, actor, meetingId, 'group.see');
  if ('refused' in row) return row;
  await saveRemovalSeen(house.sql, meetingId, actor.personId);
  return { meetingId };
}

function nameOf({ id, groupId, groupTitle, groupWay, step, title, startsAt }: Omit<ComingRow, 'answer'>): Omit<ComingMeeting, 'answer'> {
  return { id, group: { id: groupId, title: groupTitle }, step, stepTitle: stepOf(groupWay, step)?.title ?? null, title, startsAt };
}

/** A step of a stored way by its key, or null. */
export function stepOf(way: unknown, key: string | null): Step | null {
  return wayOf(way).find((step) => step.key === key) ?? null;
}

function viewOf(actor: Actor, { groupWay, groupTitle, removed, ...row }: MeetingRow): MeetingView {
  const way = wayOf(groupWay);
  const titleOf = (step: string | null, point: string | null) =>
    way.find(({ key }) => key === step)?.points.find(({ key }) => key === point)?.title ?? null;
  return {
    ...row,
    group: { id: row.groupId, title: groupTitle },
    stepTitle: stepOf(groupWay, row.step)?.title ?? null,
    items: row.items.map((item, index) => ({ ...item, pointTitle: titleOf(item.step, item.point), number: index + 1 })),
    mine: row.participants.find(({ id }) => id === actor.personId)?.answer,
    uncalled: removed.includes(actor.personId),
    may: {
      convene: may(actor, 'meeting.convene', row.groupId),
      prepare: may(actor, 'meeting.prepare', row.groupId),
      write: may(actor, 'paper.write', row.groupId),
    },
  };
}
