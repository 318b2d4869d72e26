import { createHash } from 'node:crypto';
import {
  backdateProcess,
  insertCriterion,
  insertHomework,
  insertItem,
  insertMeeting,
  insertNomination,
  insertPaper,
  insertPresentation,
  saveParticipants,
  saveSteeringDate,
  saveWayOfGroup,
  selectMeetings,
  selectRoster,
  updateAgreed,
  updateAnswer,
  updateAttendance,
  updateHomeworkDone,
  updateMeetingState,
  updateMinutes,
  updatePresentation,
  updateTreated,
  type Sql,
} from '@samskriv/database';
import { birthUpdate, emptyMinutes, type NodeJson } from '@samskriv/document';
import { danishMoment, danishTime, defaultWay, itemTitle, titleOf } from '@samskriv/process';
import { processes, type DemoMeeting } from './processes.ts';
import type { DemoGroup } from './people.ts';

type Place = { groupId: string; madeBy: string; personOf: (mail: string) => string; ago: (days: number) => Date; formed: Date };

/** Plants what a demo group has done on its way: meetings with agendas and minutes, criteria, experts and homework. */
export async function plantProcess(sql: Sql, key: DemoGroup, place: Place): Promise<void> {
  const { groupId, madeBy, personOf, ago, formed } = place;
  const { steeringIn, meetings, criteria, nominations, homework } = processes[key];
  await saveWayOfGroup(sql, { groupId, way: defaultWay, version: null });
  if (steeringIn !== null) await saveSteeringDate(sql, groupId, workday(ago(-steeringIn)));
  for (const { wording, by, agreed } of criteria) {
    const id = await insertCriterion(sql, { groupId, wording, proposedBy: personOf(by) });
    if (agreed) await updateAgreed(sql, id, personOf(by));
  }
  for (const { by, ...nomination } of nominations) await insertNomination(sql, { groupId, ...nomination, nominatedBy: personOf(by) });
  const ids: string[] = [];
  for (const meeting of meetings) ids.push(await plantMeeting(sql, meeting, place));
  for (const { title, owner, dueIn, meeting, done } of homework) {
    const dueDate = workday(ago(-dueIn));
    const given = { groupId, title, note: '', owner: personOf(owner), dueDate, belongs: null, meetingId: ids[meeting] ?? null };
    const id = await insertHomework(sql, { ...given, givenBy: madeBy });
    if (done === true) await updateHomeworkDone(sql, id, personOf(owner));
  }
  await backdateProcess(sql, groupId, formed);
}

async function plantMeeting(sql: Sql, of: DemoMeeting, { groupId, madeBy, personOf, ago }: Place): Promise<string> {
  const day = workday(ago(of.days));
  const at = (time: string) => danishMoment(day, time) as Date;
  const when = { title: null, startsAt: at(of.from), endsAt: at(of.to), place: of.place, link: null };
  const id = await insertMeeting(sql, { ...when, groupId, step: of.step, madeBy: of.by === undefined ? madeBy : personOf(of.by) });
  const roster = (await selectRoster(sql, groupId)).filter(({ active }) => active);
  await saveParticipants(
    sql,
    id,
    roster.map((person) => person.id),
  );
  for (const { key } of defaultWay.find(({ key }) => key === of.step)?.points ?? []) {
    await insertItem(sql, { meetingId: id, step: of.step, point: key, title: null });
  }
  for (const { title, note } of of.items ?? []) await insertItem(sql, { meetingId: id, step: null, point: null, title, note });
  for (const [mail, answer] of Object.entries(of.answers ?? {})) {
    await updateAnswer(sql, id, personOf(mail), { answer, note: null });
  }
  const [meeting] = await selectMeetings(sql, { id });
  const items = meeting?.items ?? [];
  if (of.presentation !== undefined) {
    const { point, title, by, note } = of.presentation;
    const item = items.find((one) => one.point === point);
    if (item !== undefined) {
      const words = { title, presenter: personOf(by), presenterName: '', note };
      const presentationId = await insertPresentation(sql, { itemId: item.id, ...words });
      if (of.held !== undefined) await updatePresentation(sql, presentationId, { ...words, presented: true, materialId: null }, 1);
    }
  }
  if (of.held === undefined) return id;
  for (const { id: itemId } of items) await updateTreated(sql, itemId, true);
  const absent = new Set(of.held.absent.map(personOf));
  await updateAttendance(
    sql,
    id,
    roster.map((person) => person.id).filter((personId) => !absent.has(personId)),
  );
  await updateMeetingState(sql, id, 'held', null);
  const { minutes } = of.held;
  const titles = items.map((item, index) => `${index + 1}. ${itemTitle({ ...item, pointTitle: null }, 'da')}`);
  const text = emptyMinutes(titles);
  text.content = (text.content ?? []).map((section, index) => written(section, minutes[items[index]?.point ?? '']));
  const birth = birthUpdate(text);
  const title = `Referat: ${titleOf({ key: of.step, title: null }, 'da')}`;
  const birthHash = createHash('sha256').update(birth).digest('hex');
  await updateMinutes(sql, id, await insertPaper(sql, { groupId, kind: 'minutes', title, birth, birthHash }));
  return id;
}

// A section of minutes with what was said in it: one line a paragraph, and a decision where it is one.
function written(section: NodeJson, said: { text: string; decision?: true }[] | undefined): NodeJson {
  if (said === undefined) return section;
  const lines = said.map(({ text, decision }): NodeJson => ({
    type: decision === true ? 'decision' : 'paragraph',
    content: [{ type: 'text', text }],
  }));
  return { ...section, attrs: { ...section.attrs, status: 'checked' }, content: [...(section.content ?? []).slice(0, 1), ...lines] };
}

/** The day in Denmark, or the Monday after where it is a weekend. */
export function workday(at: Date): string {
  const day = new Date(`${danishTime(at).day}T00:00Z`);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
