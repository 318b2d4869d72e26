import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { plainText } from '@samskriv/document';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { House } from '../house.ts';
import { isRefusal, personColour } from '@samskriv/process';
import { actorOf } from '../people/actorOf.ts';
import { signIn } from '../people/signIn.ts';
import { listGroups } from '../groups/read.ts';
import { readPaperContent } from '../papers/readPaper.ts';
import { listThreads } from '../threads/read.ts';
import { plantDemo, workedAgo } from './plant.ts';
import { workday } from './plantProcess.ts';
import { groups, people } from './people.ts';
import { demoTexts } from './texts.ts';

let database: FreshDatabase;
let house: House;

beforeAll(async () => {
  database = await freshDatabase();
  house = { sql: database.sql, mail: null, publicUrl: null, demo: true };
});
afterAll(() => database.drop());

test('plants once, whoever asks at the same moment', async () => {
  const planted = await Promise.all([plantDemo(house), plantDemo(house)]);
  expect(planted.toSorted()).toEqual([false, true]);
  expect(await plantDemo(house)).toBe(false);
  // Two times seventeen passwords are hashed, which is made to take its time.
}, 60_000);

test('every demo account signs in, and sees its groups', async () => {
  const titles = async (mail: string) => {
    const signedIn = await signIn(house, { mail, password: 'samskriv', address: '192.0.2.1' });
    if (isRefusal(signedIn)) throw new Error(`${mail}: ${signedIn.refused}`);
    const actor = await actorOf(house, signedIn.personId);
    return (await listGroups(house, actor!)).map(({ title, role }) => `${title}: ${role}`);
  };
  expect(await titles('formand@strandholt.example')).toEqual(['Engangsservice og takeaway: chair']);
  expect(await titles('miljoe@birkelev.example')).toEqual(['Engangsservice og takeaway: member']);
  expect(await titles('indkob@fjordby.example')).toContain('Engangsservice og takeaway: member');
  expect(await titles('sekretariat@partnerskab.example')).toHaveLength(3);
  expect(await titles('ekspert@viden.example')).toEqual(['Engangsservice og takeaway: expert']);
  expect(await titles('observatoer@aamose.example')).toEqual(['Engangsservice og takeaway: observer']);
  for (const mail of ['styregruppe@birkelev.example', 'kollega@birkelev.example', 'ambassador@fjordby.example']) {
    expect(await titles(mail)).toEqual([]);
  }
});

test('the papers read as they were written, with a past', async () => {
  const [secretariat] = await house.sql<{ id: string }[]>`select id from person where mail = 'sekretariat@partnerskab.example'`;
  const actor = await actorOf(house, secretariat!.id);
  const group = (await listGroups(house, actor!)).find(({ title }) => title === 'Engangsservice og takeaway');
  const content = await readPaperContent(house, actor!, { paperId: group!.paper.id, format: 'txt' });
  expect(content).toEqual({ format: 'txt', text: plainText(demoTexts().a) });
  expect(Number(group!.paper.head)).toBeGreaterThan(4);
  expect(group!.lastEditAt!.getTime()).toBeLessThan(Date.now());
  expect(group!.lastEditAt!.getUTCDay() % 6).not.toBe(0);
  expect(group!.lastEditAt!.getUTCHours()).toSatisfy((hour: number) => hour >= 7 && hour < 14);
  expect(group!.chair?.name).toBe('Karen Lindholm');
});

test('the members of group A talk in the margin, each on words that stand there', async () => {
  const [chair] = await house.sql<{ id: string }[]>`select id from person where mail = 'formand@strandholt.example'`;
  const actor = (await actorOf(house, chair!.id))!;
  const [group] = await listGroups(house, actor);
  const threads = await listThreads(house, actor, { paperId: group!.paper.id });
  if (isRefusal(threads)) throw new Error(threads.refused);
  expect(threads).toHaveLength(10);
  expect(threads.every(({ anchor }) => anchor.state === 'anchored' && anchor.currentQuote === anchor.quote)).toBe(true);
  expect(threads.filter(({ resolved }) => resolved)).toHaveLength(3);
  expect(threads.filter(({ may }) => may.accept)).toHaveLength(3);
  expect(threads.find(({ assignedTo }) => assignedTo !== null)?.assignedTo?.name).toBe('Jonas Kjær');
  expect(threads.filter(({ unread }) => unread > 0).length).toBeGreaterThan(2);
});

test('a meeting of the demo falls on a working day in Denmark, whatever the day is in Greenwich', () => {
  expect(workday(new Date('2026-11-27T12:00Z'))).toBe('2026-11-27');
  expect(workday(new Date('2026-11-27T23:30Z'))).toBe('2026-11-30');
  expect(workday(new Date('2026-11-29T22:30Z'))).toBe('2026-11-30');
  expect(workday(new Date('2026-11-29T23:30Z'))).toBe('2026-11-30');
});

test('people work in working hours, and no two in a group have the same colour', async () => {
  const now = new Date('2026-11-23T21:30:00Z');
  const past = Array.from({ length: 400 }, (_, index) => workedAgo(index * 0.07, now));
  for (const at of past) {
    expect(at.getUTCDay() % 6, at.toISOString()).not.toBe(0);
    expect(at.getUTCHours()).toSatisfy((hour: number) => hour >= 7 && hour < 14);
  }
  expect(past.slice(15)).toEqual(past.slice(15).toSorted((one, other) => other.getTime() - one.getTime()));
  const said = await house.sql<{ hour: number; day: number }[]>`
    select extract(hour from at at time zone 'Europe/Copenhagen')::int as hour, extract(isodow from at at time zone 'Europe/Copenhagen')::int as day from audit_log
    where action not like 'person.%'`;
  expect(said.filter(({ hour, day }) => hour < 8 || hour > 17 || day > 5)).toEqual([]);

  for (const key of Object.keys(groups) as (keyof typeof groups)[]) {
    const colours = people.filter(({ groups, secretariat }) => secretariat || groups?.[key] !== undefined).map(({ colour }) => colour);
    expect(new Set(colours).size, key).toBe(colours.length);
  }
  const rows = await house.sql<{ id: string; mail: string }[]>`select id, mail from person`;
  expect(rows.map(({ id, mail }) => [mail, personColour(id)]).toSorted()).toEqual(
    people.map(({ mail, colour }) => [mail, colour]).toSorted(),
  );
});

test('the log of each group tells what it has done, in order', async () => {
  const rows = await house.sql<{ title: string; acts: number; kinds: number; ordered: boolean }[]>`
    select g.title, count(*)::int as acts, count(distinct action)::int as kinds, bool_and(at >= before) as ordered
    from (select *, lag(at, 1, at) over (order by id) as before from audit_log where action not like 'person.%') a
    join working_group g on g.id = a.group_id group by g.title order by g.title`;
  expect(rows.map(({ title, ordered }) => [title, ordered])).toEqual([
    ['Engangsservice og takeaway', true],
    ['Hjemmeplejens biler', true],
    ['Rengøringsydelser', true],
  ]);
  expect(rows.every(({ acts, kinds }) => acts > 7 && kinds >= 4)).toBe(true);
});
