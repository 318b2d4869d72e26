import type { Sql } from '@samskriv/database';
import { sectionSummary } from '@samskriv/document';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { createGroup } from '../groups/createGroup.ts';
import { listGroups, listLedRosters, readGroup } from '../groups/read.ts';
import { compactRound } from './compact.ts';
import { readSectionsOf, readText } from './text.ts';

const many = 30;
let demo: DemoHouse;

beforeAll(async () => {
  demo = await demoHouse();
  const chair = await demo.actor('formand@strandholt.example');
  for (let number = 1; number <= many; number++) {
    const made = yes(
      await createGroup(demo.house, chair, { title: `Gruppe ${number}`, kind: 'update', text: `1. Krav nummer ${number}.` }),
    );
    if (number % 3 === 0) await compactRound(demo.house.sql, made.paperId, 1);
  }
});
afterAll(() => demo.drop());

/** The same way into the database, which counts what is asked on it. */
function counting(sql: Sql): { sql: Sql; asked: () => number } {
  let count = 0;
  const counted = new Proxy(sql, {
    apply(target, self, parts) {
      count++;
      return Reflect.apply(target as (...parts: unknown[]) => unknown, self, parts);
    },
  });
  return { sql: counted, asked: () => count };
}

describe('the sections of many papers', () => {
  test('are those that each text says, asked for some at a time', async () => {
    const actor = await demo.actor('formand@strandholt.example');
    const { sql, asked } = counting(demo.house.sql);
    const groups = await listGroups({ ...demo.house, sql: sql as typeof demo.house.sql }, actor);
    expect(groups.length).toBeGreaterThan(many);
    expect(asked()).toBeLessThan(10);
    for (const { paper, sections } of groups) {
      const text = await readText(demo.house.sql, paper.id, paper.round);
      expect(sections).toEqual(sectionSummary(text!));
    }
  });

  test('are none where there is no such round', async () => {
    const { paper } = demo.groups.a;
    const [known, none] = await readSectionsOf(demo.house.sql, [
      { ...paper, head: '0' },
      { ...paper, round: 99 },
    ]);
    expect(known).toEqual(demo.groups.a.sections);
    expect(none).toEqual([]);
  });
});

test('the rosters of the groups one chairs come at once, each as its group shows it; nobody else has any', async () => {
  const actor = await demo.actor('formand@strandholt.example');
  const { sql, asked } = counting(demo.house.sql);
  const rosters = await listLedRosters({ ...demo.house, sql: sql as typeof demo.house.sql }, actor);
  expect(asked()).toBe(1);
  expect(rosters.size).toBeGreaterThan(many);
  for (const [groupId, roster] of rosters) expect(roster).toEqual(yes(await readGroup(demo.house, actor, groupId)).roster);
  for (const mail of ['observatoer@aamose.example', 'miljoe@birkelev.example', 'sekretariat@partnerskab.example'])
    expect((await listLedRosters(demo.house, await demo.actor(mail))).size, mail).toBe(0);
});
