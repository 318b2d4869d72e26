import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { readGroup } from '../groups/read.ts';
import { listBasis } from '../mapping/basis.ts';
import { listComparables } from '../mapping/comparables.ts';
import { listMeetings } from '../meetings/read.ts';
import { changeHomework, giveHomework, readHomework } from './homework.ts';

// What homework belongs to.

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

type Belongs = { kind: string; id: string };
const secretariat = () => demo.actor('sekretariat@partnerskab.example');

/** Something of each kind in a group; `begun` and `missing` are lines of the mapping. */
async function thingsOf(groupId: string): Promise<Record<'section' | 'item' | 'found' | 'begun' | 'missing', Belongs>> {
  const actor = await secretariat();
  const { sections } = yes(await readGroup(demo.house, actor, groupId));
  const items = yes(await listMeetings(demo.house, actor, groupId)).flatMap((meeting) => meeting.items);
  const found = yes(await listComparables(demo.house, actor, { groupId })).rows;
  const { rows } = yes(await listBasis(demo.house, actor, { groupId }));
  return {
    section: { kind: 'section', id: sections[0]!.id! },
    item: { kind: 'item', id: items[0]!.id },
    found: { kind: 'mapping', id: found[0]!.id },
    begun: { kind: 'mapping', id: rows.find(({ id }) => id !== null)!.id! },
    missing: { kind: 'mapping', id: rows.find(({ id }) => id === null)!.organisation.id },
  };
}

async function give(groupId: string, belongs: Belongs) {
  const actor = await secretariat();
  return giveHomework(demo.house, actor, { groupId, title: 'Se efter', owner: actor.personId, belongs });
}

test('is a section, an item of an agenda, or a line of the mapping, also one that nobody has begun', async () => {
  const { id: groupId } = demo.groups.a;
  for (const belongs of Object.values(await thingsOf(groupId))) {
    const { homeworkId } = yes(await give(groupId, belongs));
    expect(yes(await readHomework(demo.house, await secretariat(), homeworkId)).belongs).toEqual(belongs);
  }
});

test('is never another group’s, nor nothing at all', async () => {
  const { a, c } = demo.groups;
  const { missing: _, ...foreign } = await thingsOf(a.id);
  const nothing = [
    { kind: 'mapping', id: c.id },
    { kind: 'item', id: 'nothing' },
    { kind: 'person', id: demo.idOf('miljoe@birkelev.example') },
  ];
  for (const belongs of [...Object.values(foreign), ...nothing]) {
    expect(await give(c.id, belongs), JSON.stringify(belongs)).toMatchObject({ refused: 'invalid', field: 'belongs' });
  }
});

test('is changed, and taken away', async () => {
  const actor = await secretariat();
  const { id: groupId } = demo.groups.a;
  const { item, missing } = await thingsOf(groupId);
  const { homeworkId } = yes(await give(groupId, item));
  const words = { homeworkId, title: 'Se efter', owner: actor.personId };
  const now = async () => yes(await readHomework(demo.house, actor, homeworkId)).belongs;
  yes(await changeHomework(demo.house, actor, { ...words, belongs: missing, version: 1 }));
  expect(await now()).toEqual(missing);
  yes(await changeHomework(demo.house, actor, { ...words, belongs: null, version: 2 }));
  expect(await now()).toBeNull();
});
