import { createHash } from 'node:crypto';
import { inTransaction, insertPaper, updateMinutes, type MeetingRow, type Sql } from '@samskriv/database';
import { birthUpdate, decisionsOf, emptyMinutes, type Decision } from '@samskriv/document';
import { isRefusal, itemTitle, meetingTitle, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';
import { wayOf } from '../process/ways.ts';
import { told } from './plan.ts';
import { stepOf } from './read.ts';
import { meetingFor } from './reach.ts';

/**
 * The minutes of a meeting: a paper that the group writes together, with a section for each item of the agenda. They are made
 * when they are first asked for, and are the same for everybody after that.
 */
export async function openMinutes(
  house: House,
  actor: Actor,
  { meetingId }: { meetingId: string },
): Promise<{ meetingId: string; paperId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'meeting.prepare', { hold: true });
    if (isRefusal(meeting)) return meeting;
    if (meeting.minutesId !== null) return { meetingId, paperId: meeting.minutesId };
    const paperId = await insertMinutes(sql, meeting);
    await told(sql, actor, 'minutes.open', { meetingId, groupId: meeting.groupId });
    return { meetingId, paperId };
  });
}

/** What was decided at a meeting, as its minutes have it now; nothing where there are none. */
export async function readDecisions(house: House, actor: Actor, meetingId: string): Promise<Decision[] | Refusal> {
  const meeting = await meetingFor(house.sql, actor, meetingId, 'group.see');
  if (isRefusal(meeting)) return meeting;
  const text = meeting.minutesId === null ? null : await readText(house.sql, meeting.minutesId, 1);
  return text === null ? [] : decisionsOf(text);
}

// Papers are written in Danish, whatever language the one who opens it reads.
async function insertMinutes(sql: Sql, meeting: MeetingRow): Promise<string> {
  const way = wayOf(meeting.groupWay);
  const titles = meeting.items.map((item, index) => {
    const pointTitle = way.find(({ key }) => key === item.step)?.points.find(({ key }) => key === item.point)?.title ?? null;
    return `${index + 1}. ${itemTitle({ ...item, pointTitle }, 'da')}`;
  });
  const title = meetingTitle({ ...meeting, stepTitle: stepOf(meeting.groupWay, meeting.step)?.title ?? null }, 'da');
  const birth = birthUpdate(emptyMinutes(titles));
  const birthHash = createHash('sha256').update(birth).digest('hex');
  const paperId = await insertPaper(sql, { groupId: meeting.groupId, kind: 'minutes', title: `Referat: ${title}`, birth, birthHash });
  await updateMinutes(sql, meeting.id, paperId);
  return paperId;
}
