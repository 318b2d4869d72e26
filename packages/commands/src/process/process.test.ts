import { defaultWay, changeWay, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreeCriterion, proposeCriterion, readCriteria, rewordCriterion, saveEvaluation, scoreCriterion } from '../criteria/criteria.ts';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { answerExpertInvitation, inviteExpert, listExperts, nominateExpert, readExpertInvitation } from '../experts/experts.ts';
import { createGroup } from '../groups/createGroup.ts';
import { removeMembership, setMembership } from '../groups/roster.ts';
import { changeHomework, giveHomework, listHomework, listMyHomework, settleHomework } from '../homework/homework.ts';
import { addMaterial, removeMaterial } from '../material/items.ts';
import { makePack } from '../material/packs.ts';
import { addAgendaItem, changePresentation, planPresentation } from '../meetings/agenda.ts';
import { answerMeeting } from '../meetings/answer.ts';
import { endMeeting, goToItem, startMeeting } from '../meetings/hold.ts';
import { openMinutes, readDecisions } from '../meetings/minutes.ts';
import { readCalendar } from '../meetings/calendar.ts';
import { changeMeeting, planMeeting } from '../meetings/plan.ts';
import { readMeeting } from '../meetings/read.ts';
import { actorOf } from '../people/actorOf.ts';
import { saveGroupWay, saveTemplate, setSteeringDate, settleStep } from './change.ts';
import { readProcess } from './read.ts';

// One group goes its way, point by point, as the people do who are named at each.

let demo: DemoHouse;
let groupId: string;
const mails = {
  secretariat: 'sekretariat@partnerskab.example',
  chair: 'kollega@birkelev.example',
  member: 'indkob@fjordby.example',
};
type Who = keyof typeof mails;

beforeAll(async () => {
  demo = await demoHouse();
  ({ groupId } = yes(await createGroup(demo.house, await as('secretariat'), { title: 'Møbler', kind: 'new' })));
});
afterAll(() => demo.drop());

const as = (who: Who): Promise<Actor> => demo.actor(mails[who]);
const when = { date: '2031-07-01', from: '09:00', to: '12:00' };
const process = async () => yes(await readProcess(demo.house, await as('secretariat'), groupId));
const point = async (path: string) => (await process()).steps.flatMap(({ points }) => points).find((one) => one.path === path)!;

describe('the first meeting', () => {
  test('1.1 the secretariat convenes until a chair is appointed; then rights follow, and history is kept', async () => {
    expect(await point('meeting1/chair')).toMatchObject({ number: '1.1', standing: 'missing', acts: 'secretariat' });
    for (const who of ['chair', 'member'] as const) {
      yes(await setMembership(demo.house, await as('secretariat'), { groupId, personId: demo.idOf(mails[who]), role: 'member' }));
    }
    const plan = { groupId, step: 'meeting2', ...when };
    expect(await planMeeting(demo.house, await as('chair'), plan)).toMatchObject({ refused: 'forbidden' });
    yes(await setMembership(demo.house, await as('secretariat'), { groupId, personId: demo.idOf(mails.chair), role: 'chair' }));
    expect(yes(await planMeeting(demo.house, await as('chair'), plan))).toHaveProperty('meetingId');
    expect(await point('meeting1/chair')).toMatchObject({ standing: 'done' });
    expect((await process()).chairs).toMatchObject([{ person: { id: demo.idOf(mails.chair) }, untilAt: null }]);
  });

  test('1.2 criteria are proposed by members and agreed by the chair', async () => {
    const { criterionId } = yes(await proposeCriterion(demo.house, await as('member'), { groupId, wording: 'Målet kan bruges' }));
    expect(await agreeCriterion(demo.house, await as('member'), { criterionId, agreed: true })).toMatchObject({ refused: 'forbidden' });
    expect(await point('meeting1/criteria')).toMatchObject({ missing: { code: 'criteriaProposed', count: 1 } });
    yes(await agreeCriterion(demo.house, await as('chair'), { criterionId, agreed: true }));
    expect(await point('meeting1/criteria')).toMatchObject({ number: '1.2', standing: 'done' });
  });

  test('1.3 meetings are planned with calendar files, and deadlines are counted back from the steering group’s date', async () => {
    for (const step of ['meeting1', 'meeting3']) yes(await planMeeting(demo.house, await as('chair'), { groupId, step, ...when }));
    expect(await point('meeting1/schedule')).toMatchObject({ missing: { code: 'steeringDate' } });
    yes(await setSteeringDate(demo.house, await as('chair'), { groupId, date: '2031-10-27' }));
    expect(await point('meeting1/schedule')).toMatchObject({ number: '1.3', standing: 'done' });
    expect((await process()).steps.map(({ by }) => by).slice(0, 4)).toEqual(['2031-08-04', '2031-09-01', '2031-09-29', '2031-10-13']);
    const { meetingId } = await planned('meeting1');
    const { text } = yes(await readCalendar(demo.house, await as('member'), { meetingId, locale: 'da' }));
    expect(text).toContain(`UID:${meetingId}@samskriv`);
    // Nine in the morning in Denmark in July is seven in UTC.
    expect(text).toContain('DTSTART:20310701T070000Z');
    expect(text).toContain('SEQUENCE:0');
    expect(text.replaceAll('\r\n ', '')).toContain('1. Formanden udpeges');
  });

  test('1.3 a meeting that is moved asks everybody again, and calendars hear of it; in winter the hour is another', async () => {
    const { meetingId, version } = await planned('meeting1');
    yes(await answerMeeting(demo.house, await as('member'), { meetingId, answer: 'yes' }));
    const moved = { meetingId, date: '2031-12-02', from: '09:00', to: '12:00', version };
    yes(await changeMeeting(demo.house, await as('chair'), moved));
    const meeting = yes(await readMeeting(demo.house, await as('member'), meetingId));
    expect(meeting.mine).toBeNull();
    const { text } = yes(await readCalendar(demo.house, await as('member'), { meetingId, locale: 'da' }));
    expect(text).toContain('SEQUENCE:1');
    expect(text).toContain('DTSTART:20311202T080000Z');
    expect(await changeMeeting(demo.house, await as('chair'), moved)).toMatchObject({ refused: 'changed_meanwhile' });
    expect(await changeMeeting(demo.house, await as('chair'), { ...moved, date: '2031-03-30', from: '02:30' })).toMatchObject({
      refused: 'invalid_time',
      field: 'from',
    });
  });

  test('1.4 a presentation is planned on the agenda, and the expert who presents says that it was held', async () => {
    const { meetingId, items } = await planned('meeting1');
    const item = items.find((one) => one.point === 'presentation')!;
    const presenter = demo.idOf(mails.member);
    const { presentationId } = yes(
      await planPresentation(demo.house, await as('chair'), { itemId: item.id, title: 'Slid og reparation', presenter }),
    );
    expect(await point('meeting1/presentation')).toMatchObject({ number: '1.4', missing: { code: 'presentations' } });
    const held = { presentationId, title: 'Slid og reparation', presenter, note: 'Stole holder i 20 år.', presented: true };
    yes(await changePresentation(demo.house, await as('member'), { ...held, version: 1 }));
    expect(await changePresentation(demo.house, await as('chair'), { ...held, note: 'Andet', version: 1 })).toMatchObject({
      refused: 'changed_meanwhile',
      details: { now: 'Stole holder i 20 år.', version: 2 },
    });
    expect(await point('meeting1/presentation')).toMatchObject({ standing: 'done' });
    expect(
      yes(await readMeeting(demo.house, await as('member'), meetingId)).items.find(({ id }) => id === item.id)?.presentations,
    ).toHaveLength(1);
  });

  test('1.4 the file of a presentation is one its group has been shown', async () => {
    const { items } = await planned('meeting1');
    const { id: presentationId, version } = items.flatMap(({ presentations }) => presentations)[0]!;
    const put = (who: Actor, materialId: string, now: number) =>
      changePresentation(demo.house, who, { presentationId, title: 'Slid', presented: true, materialId, version: now });
    const file = { name: 'slid.txt', content: Buffer.from('Stole') };
    const add = async (more: { groupId: string; packId?: string }) =>
      yes(await addMaterial(demo.house, await as('secretariat'), { kind: 'file', file, ...more })).materialId;
    const { packId } = yes(await makePack(demo.house, await as('secretariat'), { groupId, title: 'Kladde' }));
    const elsewhere = await add({ groupId: demo.groups.a.id });
    const refused = { refused: 'invalid', field: 'materialId' };
    for (const id of [elsewhere, await add({ groupId, packId }), demo.groups.a.id]) {
      expect(await put(await as('secretariat'), id, version)).toMatchObject(refused);
    }
    const materialId = await add({ groupId });
    yes(await put(await as('chair'), materialId, version));
    const attached = async () => (await planned('meeting1')).items.flatMap(({ presentations }) => presentations)[0]!.materialId;
    expect(await attached()).toBe(materialId);
    yes(await removeMaterial(demo.house, await as('secretariat'), { materialId }));
    expect(await attached()).toBeNull();
  });

  test('1.5 an expert is nominated, invited by a link, accepts, and is a guest in the one group until a day', async () => {
    const nominee = { groupId, name: 'Sara Tømrer', mail: 'sara@viden.example', reason: 'Kender træ' };
    const { nominationId } = yes(await nominateExpert(demo.house, await as('member'), nominee));
    expect(await nominateExpert(demo.house, await as('member'), nominee)).toMatchObject({ refused: 'already_exists', field: 'mail' });
    expect(await inviteExpert(demo.house, await as('member'), { nominationId, untilDate: '2031-12-31' })).toMatchObject({
      refused: 'forbidden',
    });
    const first = yes(await inviteExpert(demo.house, await as('chair'), { nominationId, untilDate: '2031-12-31' })).path!;
    const secret = yes(await inviteExpert(demo.house, await as('chair'), { nominationId, untilDate: '2031-12-31' }))
      .path!.split('/')
      .at(-1)!;
    expect(await readExpertInvitation(demo.house, first.split('/').at(-1)!)).toMatchObject({ refused: 'link_used_or_expired' });
    expect(await readExpertInvitation(demo.house, secret)).toMatchObject({ name: 'Sara Tømrer', group: 'Møbler', untilDate: '2031-12-31' });
    const { next } = yes(await answerExpertInvitation(demo.house, { secret, accept: true }));
    expect(next).toMatch(/^\/link\/[\w-]{43}$/);
    expect(await answerExpertInvitation(demo.house, { secret, accept: true })).toMatchObject({ refused: 'link_used_or_expired' });
    const [sara] = await demo.house.sql<{ id: string }[]>`select id from person where mail = 'sara@viden.example'`;
    const actor = (await actorOf(demo.house, sara!.id))!;
    expect([...actor.roles]).toEqual([[groupId, 'expert']]);
    expect(await point('meeting1/experts')).toMatchObject({ number: '1.5', standing: 'done' });
  });

  test('1.5 an expert whose time is over is an expert again when they are asked and accept anew', async () => {
    const nominee = { groupId, name: 'Sara Tømrer', mail: 'sara@viden.example' };
    const { sql } = demo.house;
    const [sara] = await sql<{ id: string }[]>`select id from person where mail = ${nominee.mail}`;
    const roles = async () => [...(await actorOf(demo.house, sara!.id))!.roles];
    await sql`update membership set until_date = '2025-01-01' where person_id = ${sara!.id}`;
    expect(await roles()).toEqual([]);
    const { nominationId } = yes(await nominateExpert(demo.house, await as('member'), nominee));
    const { path } = yes(await inviteExpert(demo.house, await as('chair'), { nominationId, untilDate: '2032-12-31' }));
    yes(await answerExpertInvitation(demo.house, { secret: path!.split('/').at(-1)!, accept: true }));
    expect(await roles()).toEqual([[groupId, 'expert']]);
  });

  test('1.5 an expert who declines gets no access', async () => {
    const nominee = { groupId, name: 'Nej Tak', mail: 'nej@viden.example' };
    const { nominationId } = yes(await nominateExpert(demo.house, await as('member'), nominee));
    const secret = yes(await inviteExpert(demo.house, await as('chair'), { nominationId, untilDate: '2031-12-31' }))
      .path!.split('/')
      .at(-1)!;
    yes(await answerExpertInvitation(demo.house, { secret, accept: false }));
    expect(await demo.house.sql`select 1 from person where mail = 'nej@viden.example'`).toHaveLength(0);
    const { nominations } = yes(await listExperts(demo.house, await as('chair'), groupId));
    expect(nominations.at(-1)).toMatchObject({ state: 'declined' });
  });

  test('1.6 homework has an owner and a day, and only its owner and who leads say that it is done', async () => {
    const given = { groupId, title: 'Tæl stolene', owner: demo.idOf(mails.member), dueDate: '2031-08-01' };
    const { homeworkId } = yes(await giveHomework(demo.house, await as('chair'), given));
    expect(await point('meeting1/homework1')).toMatchObject({ number: '1.6', missing: { code: 'homework', count: 1 } });
    expect((await listMyHomework(demo.house, await as('member'))).map(({ title }) => title)).toContain('Tæl stolene');
    yes(await changeHomework(demo.house, await as('member'), { homeworkId, ...given, title: 'Tæl alle stolene', version: 1 }));
    expect(await changeHomework(demo.house, await as('chair'), { homeworkId, ...given, title: 'Tæl bordene', version: 1 })).toMatchObject({
      refused: 'changed_meanwhile',
      details: { now: 'Tæl alle stolene' },
    });
    yes(await settleHomework(demo.house, await as('member'), { homeworkId, done: true }));
    expect(await point('meeting1/homework1')).toMatchObject({ standing: 'done' });
  });
});

describe('a meeting runs', () => {
  test('item by item; what is left goes on the next agenda, and two clicks at once skip nothing', async () => {
    const { meetingId, items } = await planned('meeting1');
    yes(await startMeeting(demo.house, await as('chair'), { meetingId }));
    const first = items[0]!.id;
    const go = async (from: string, left = false) =>
      yes(await goToItem(demo.house, await as('chair'), { meetingId, from, direction: 'next', left }));
    await Promise.all([go(first), go(first)]);
    const running = await planned('meeting1');
    expect(running.itemNow).toBe(items[1]!.id);
    await go(items[1]!.id, true);
    yes(await endMeeting(demo.house, await as('chair'), { meetingId }));
    expect((await process()).steps.slice(0, 2).map(({ standing }) => standing)).toEqual(['done', 'now']);
    const { meetingId: next } = yes(
      await planMeeting(demo.house, await as('chair'), { groupId, title: 'Ekstra', date: '2031-12-10', from: '09:00', to: '10:00' }),
    );
    const carried = yes(await readMeeting(demo.house, await as('chair'), next)).items;
    // Treated were the first and the one it ended at; the second was left, the others were never reached.
    expect(carried.map(({ carriedFrom }) => carriedFrom)).toEqual(items.filter((_, index) => index === 1 || index > 2).map(({ id }) => id));
  });

  test('its minutes are one paper, with a section for each item', async () => {
    const { meetingId, items } = await planned('meeting2');
    const opened = await Promise.all([
      openMinutes(demo.house, await as('member'), { meetingId }),
      openMinutes(demo.house, await as('chair'), { meetingId }),
    ]);
    expect(yes(opened[0]).paperId).toBe(yes(opened[1]).paperId);
    const [row] = await demo.house.sql<
      { kind: string; title: string }[]
    >`select kind, title from paper where id = ${yes(opened[0]).paperId}`;
    expect(row).toEqual({ kind: 'minutes', title: 'Referat: Møde 2: Kortlægning' });
    expect(items.length).toBeGreaterThan(5);
    expect(yes(await readDecisions(demo.house, await as('member'), meetingId))).toEqual([]);
    const { a } = demo.groups;
    const held = await demo.house.sql<
      { id: string }[]
    >`select id from meeting where group_id = ${a.id} and state = 'held' order by starts_at`;
    const decisions = yes(await readDecisions(demo.house, await as('secretariat'), held[0]!.id));
    expect(decisions[0]).toEqual({ item: '1. Formanden udpeges', text: 'Karen Lindholm blev valgt til formand.' });
  });

  test('2.6 homework of the second meeting is the same list', async () => {
    expect(await point('meeting2/homework2')).toMatchObject({ number: '2.6', standing: 'done' });
    const { meetingId } = await planned('meeting2');
    const owner = demo.idOf(mails.member);
    yes(await giveHomework(demo.house, await as('chair'), { groupId, title: 'Læs andres mål', owner, meetingId }));
    expect(await point('meeting2/homework2')).toMatchObject({ missing: { code: 'homework', count: 1 } });
    expect(yes(await listHomework(demo.house, await as('chair'), groupId)).map(({ title }) => title)).toEqual([
      'Læs andres mål',
      'Tæl alle stolene',
    ]);
  });
});

describe('towards the steering group', () => {
  test('3.1 the proposal lacks a complete target, and the days left are counted', async () => {
    expect(await point('meeting3/proposal')).toMatchObject({ number: '3.1', missing: { code: 'target' }, acts: 'chair' });
    expect((await process()).readiness).toMatchObject({
      sections: { finished: 0 },
      criteria: { met: 0, agreed: 1 },
      days: expect.any(Number),
    });
  });

  test('4.1 the fourth meeting is held only if needed: it is skipped with a reason, which the others cannot be', async () => {
    const skip = async (step: string, reason: string) =>
      settleStep(demo.house, await as('chair'), { groupId, step, outcome: 'skipped', reason });
    expect(await skip('meeting3', 'Nej')).toMatchObject({ refused: 'step_not_optional' });
    expect(await skip('meeting4', ' ')).toMatchObject({ refused: 'required', field: 'reason' });
    expect(await point('meeting4/furtherWork')).toMatchObject({ number: '4.1', standing: 'free' });
    yes(await skip('meeting4', 'Teksten er klar'));
    expect((await process()).steps[3]).toMatchObject({ standing: 'skipped', reason: 'Teksten er klar' });
    expect(await skip('meeting4', 'Igen')).toMatchObject({ refused: 'step_settled' });
  });

  test('4.2 the group scores its criteria and evaluates its work, without a meeting too', async () => {
    const { criteria } = yes(await readCriteria(demo.house, await as('member'), groupId));
    const { id: criterionId, version } = criteria[0]!;
    yes(await scoreCriterion(demo.house, await as('member'), { criterionId, score: 'met', note: 'To udbud', version }));
    expect(await rewordCriterion(demo.house, await as('chair'), { criterionId, wording: 'Andet', version })).toMatchObject({
      refused: 'changed_meanwhile',
    });
    expect(await point('meeting4/evaluation')).toMatchObject({ number: '4.2', missing: { code: 'evaluation' } });
    const words = { groupId, wentWell: 'Vi nåede det', doDifferently: 'Begynde før' };
    yes(await saveEvaluation(demo.house, await as('member'), { ...words, finished: false, version: 0 }));
    expect(await saveEvaluation(demo.house, await as('member'), { ...words, finished: true, version: 1 })).toMatchObject({
      refused: 'forbidden',
    });
    yes(await saveEvaluation(demo.house, await as('chair'), { ...words, finished: true, version: 1 }));
    expect(await point('meeting4/evaluation')).toMatchObject({ standing: 'done' });
  });
});

describe('the way itself', () => {
  test('a running group keeps its own when the partnership changes the template; a new group begins with it', async () => {
    const way = changeWay(defaultWay, { do: 'addStep', part: 'after', key: 'press', title: 'Presse' });
    yes(await saveTemplate(demo.house, await as('secretariat'), { way, version: 0 }));
    expect(await saveTemplate(demo.house, await as('secretariat'), { way, version: 0 })).toMatchObject({ refused: 'changed_meanwhile' });
    expect((await process()).steps.map(({ step }) => step.key)).not.toContain('press');
    const made = yes(await createGroup(demo.house, await as('secretariat'), { title: 'Lamper', kind: 'new' }));
    const born = yes(await readProcess(demo.house, await as('secretariat'), made.groupId));
    expect(born.steps.at(-1)?.step).toMatchObject({ key: 'press', title: 'Presse' });
  });

  test('a step that is behind the group cannot be left out', async () => {
    const { version, steps } = await process();
    const way = steps.map(({ step }) => step);
    const without = changeWay(way, { do: 'leaveOut', path: 'meeting1' });
    expect(await saveGroupWay(demo.house, await as('chair'), { groupId, way: without, version })).toMatchObject({
      refused: 'step_settled',
    });
    const renamed = changeWay(way, { do: 'rename', titles: { meeting3: 'Skrivedag' } });
    yes(await saveGroupWay(demo.house, await as('chair'), { groupId, way: renamed, version }));
    expect(await saveGroupWay(demo.house, await as('chair'), { groupId, way, version })).toMatchObject({ refused: 'changed_meanwhile' });
    expect((await process()).steps[2]?.step.title).toBe('Skrivedag');
  });

  test('a chair who leaves is history, and the secretariat convenes again', async () => {
    yes(await removeMembership(demo.house, await as('secretariat'), { groupId, personId: demo.idOf(mails.chair) }));
    expect(
      await addAgendaItem(demo.house, await as('chair'), { meetingId: (await planned('meeting2')).meetingId, title: 'x' }),
    ).toMatchObject({
      refused: 'not_found',
    });
    expect((await process()).chairs.at(-1)?.untilAt).not.toBeNull();
    expect(await point('meeting1/chair')).toMatchObject({ missing: { code: 'chair' } });
    yes(await planMeeting(demo.house, await as('secretariat'), { groupId, title: 'Videre', ...when }));
  });

  test('the demo groups stand where they are said to', async () => {
    const stands = async (key: 'a' | 'b' | 'c') => {
      const view = yes(await readProcess(demo.house, await as('secretariat'), demo.groups[key].id));
      return [view.steps.find(({ standing }) => standing === 'now')?.step.key, view.resting === null ? 'works' : 'rests'];
    };
    expect(await stands('a')).toEqual(['meeting3', 'works']);
    expect(await stands('b')).toEqual(['meeting1', 'works']);
    expect(await stands('c')).toEqual(['meeting3', 'rests']);
  });
});

/** The meeting that is planned for a step. */
async function planned(step: string) {
  const rows = await demo.house.sql<{ id: string }[]>`
    select id from meeting where group_id = ${groupId} and step = ${step} and state <> 'cancelled' order by created_at limit 1`;
  const meeting = yes(await readMeeting(demo.house, await as('secretariat'), rows[0]!.id));
  return { ...meeting, meetingId: meeting.id };
}
