import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { addComparable } from '../mapping/comparables.ts';
import { readPaper } from '../papers/readPaper.ts';
import { testGroup, type TestGroup } from '../versions/testGroup.ts';
import { citeSource, readBeside } from './beside.ts';

let demo: DemoHouse;
let group: TestGroup;
let sourceId: string;
beforeAll(async () => {
  demo = await demoHouse();
  group = await testGroup(demo, 'Kopper skal vaskes.\nLåg anbefales.');
  const row = { kind: 'target', source: 'Nabo', wording: 'Vask.', groupId: group.groupId };
  sourceId = yes(await addComparable(demo.house, group.chair, row)).comparableId;
});
afterAll(() => demo.drop());

async function points(): Promise<string[]> {
  const { sections } = yes(await readPaper(demo.house, group.chair, group.paperId));
  return sections.flatMap((section) => section.points.map(({ id }) => id!));
}
const cite = (pointId: string, actor = group.chair) =>
  citeSource(demo.house, actor, { paperId: group.paperId, pointId, kind: 'comparable', sourceId });
const cited = async () => yes(await readBeside(demo.house, group.chair, { paperId: group.paperId })).points;

test('what a point rests on is noted only at a point of the saved text', async () => {
  for (const pointId of [crypto.randomUUID(), 'x', '']) {
    expect(await cite(pointId), pointId).toEqual({ refused: 'not_found', field: 'pointId' });
  }
  expect(await cite((await points())[0]!, await demo.actor('miljoe@birkelev.example'))).toMatchObject({ refused: 'not_found' });
  expect(await cited()).toEqual([]);
  yes(await cite((await points())[0]!));
  expect(await cited()).toMatchObject([{ kind: 'comparable', id: sourceId }]);
});

test('and only while the paper is open, also where it is closed meanwhile', async () => {
  const [first, second] = (await points()) as [string, string];
  const before = await cited();
  const meanwhile = await demo.owner.begin(async (sql) => {
    await sql`update paper_round set state = 'closed' where paper_id = ${group.paperId}`;
    const citing = cite(second);
    await expect
      .poll(async () => (await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length)
      .toBe(1);
    return { citing };
  });
  expect(await meanwhile.citing).toEqual({ refused: 'paper_closed' });
  expect(await cite(first)).toEqual({ refused: 'paper_closed' });
  expect(await cite(second, await demo.actor('miljoe@birkelev.example'))).toMatchObject({ refused: 'not_found' });
  expect(await cited()).toEqual(before);
});
