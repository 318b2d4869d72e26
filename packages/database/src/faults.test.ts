import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFault, selectFaults, settleFault, type Fault } from './faults.ts';
import { freshDatabase } from './testing.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test('a fault that lasts is one row that counts; one that is over begins anew', async () => {
  const { sql } = database;
  const fault: Fault = { kind: 'snapshotDamaged', paperId: '11111111-1111-4111-8111-111111111111', round: 1, detail: { number: 12 } };
  await recordFault(sql, fault);
  await recordFault(sql, { ...fault, detail: { number: 13 } });
  await recordFault(sql, { kind: 'paperUnreadable', paperId: null, round: null });
  await recordFault(sql, { kind: 'paperUnreadable', paperId: null, round: null });
  expect((await selectFaults(sql)).map(({ kind, times, detail, settledAt }) => [kind, times, detail, settledAt])).toEqual([
    ['paperUnreadable', 2, {}, null],
    ['snapshotDamaged', 2, { number: 13 }, null],
  ]);
  await settleFault(sql, fault);
  await recordFault(sql, fault);
  const rows = (await selectFaults(sql)).filter(({ kind }) => kind === 'snapshotDamaged');
  expect(rows.map(({ times, settledAt }) => [times, settledAt === null])).toEqual([
    [1, true],
    [2, false],
  ]);
});
