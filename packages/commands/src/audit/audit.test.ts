import { isRefusal } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { exportAudit, openThread, readAudit, renameGroup, resolveThread, setMembership, signIn } from '../index.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
  const actor = await secretariat();
  for (const key of ['a', 'b', 'c'] as const) {
    const { id: groupId, title, paper } = demo.groups[key];
    for (let times = 0; times < 3; times++) yes(await renameGroup(demo.house, actor, { groupId, title: `${title} ${times}` }));
    yes(await renameGroup(demo.house, actor, { groupId, title }));
    const { threadId } = yes(await openThread(demo.house, actor, { paperId: paper.id, anchor: { from: 0, to: 20 }, body: 'Hvorfor?' }));
    yes(await resolveThread(demo.house, actor, { threadId }));
  }
});
afterAll(() => demo.drop());

const secretariat = () => demo.actor('sekretariat@partnerskab.example');
const chair = () => demo.actor('formand@strandholt.example');

describe('the audit log', () => {
  test.each(['update audit_log set action = action', 'delete from audit_log', 'truncate audit_log'])(
    'cannot be changed by the application: %s',
    async (statement) => {
      await expect(demo.house.sql.unsafe(statement)).rejects.toThrow('permission denied');
    },
  );

  test('says in which group a thing was done, whatever it was done to', async () => {
    const acts = yes(await exportAudit(demo.house, await secretariat(), { groupId: null }));
    expect(acts.length).toBeGreaterThan(10);
    const inGroups = ['group', 'paper', 'thread', 'version', 'meeting', 'material', 'pack'];
    expect(acts.filter(({ thing, group }) => thing !== null && inGroups.includes(thing.kind) && group === null)).toEqual([]);
    const { id, title } = demo.groups.a;
    const own = yes(await readAudit(demo.house, await chair(), { groupId: id, limit: 200 }));
    expect(own.acts.length).toBeGreaterThan(3);
    expect(new Set(own.acts.map(({ group }) => group?.title))).toEqual(new Set([title]));
  });

  test('is read page by page, newest first, without a gap while it grows', async () => {
    const actor = await secretariat();
    const all = yes(await exportAudit(demo.house, actor, { groupId: null })).map(({ id }) => id);
    const seen: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = yes(await readAudit(demo.house, actor, { groupId: null, before, limit: 7 }));
      expect(page.acts.length).toBeLessThanOrEqual(7);
      if (before === undefined) expect(page.acts[0]?.action).toBe('audit.export');
      await renameGroup(demo.house, actor, { groupId: demo.groups.a.id, title: `Navn ${seen.length}` });
      seen.push(...page.acts.map(({ id }) => id));
      before = page.next;
    }
    expect(seen.slice(1)).toEqual(all);
  });

  test('is filtered by person (who did it, or to whom), act, thing, group and Danish day', async () => {
    const actor = await secretariat();
    const { id: groupId } = demo.groups.b;
    const personId = demo.idOf('kollega@birkelev.example');
    yes(await setMembership(demo.house, actor, { groupId, personId, role: 'member' }));
    const [latest] = yes(await readAudit(demo.house, actor, { groupId: null, personId })).acts;
    expect(latest).toMatchObject({ action: 'roster.set', actor: { id: actor.personId }, person: { id: personId }, group: { id: groupId } });
    expect(yes(await readAudit(demo.house, actor, { groupId: null, personId: actor.personId })).acts[0]?.id).toBe(latest!.id);
    expect(yes(await readAudit(demo.house, actor, { groupId, action: 'roster.set', thingId: groupId })).acts[0]?.id).toBe(latest!.id);
    expect(yes(await readAudit(demo.house, actor, { groupId: demo.groups.c.id, personId, action: 'roster.set' })).acts).toEqual([]);
    // Half past eleven at night in Denmark is the next day by the server's clock in winter, and the same in none.
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Copenhagen' }).format(latest!.at);
    expect(yes(await readAudit(demo.house, actor, { groupId: null, from: day, to: day })).acts.map(({ id }) => id)).toContain(latest!.id);
    expect(yes(await readAudit(demo.house, actor, { groupId: null, from: '2200-01-01' })).acts).toEqual([]);
    expect(yes(await readAudit(demo.house, actor, { groupId: null, to: '2000-01-01' })).acts).toEqual([]);
    for (const [field, wrong] of [
      ['from', '2026-02-30'],
      ['to', 'i går'],
      ['personId', 'x'],
      ['thingId', "'"],
      ['before', '-1'],
    ] as const)
      expect(await readAudit(demo.house, actor, { groupId: null, [field]: wrong })).toMatchObject({ field });
  });

  test('counts failed sign-ins, with the person and without a word of what was typed', async () => {
    const actor = await secretariat();
    for (const mail of ['formand@strandholt.example', 'min-hemmelige-kode'])
      expect(isRefusal(await signIn(demo.house, { mail, password: 'forkert-ord-71', address: '192.0.2.7' }))).toBe(true);
    const { acts } = yes(await readAudit(demo.house, actor, { groupId: null, action: 'person.signInFailed' }));
    expect(acts.map(({ actor, person }) => [actor, person?.id ?? null])).toEqual([
      [null, null],
      [null, demo.idOf('formand@strandholt.example')],
    ]);
    expect(JSON.stringify(acts)).not.toMatch(/hemmelige|forkert/);
  });
});
