import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from './testing.ts';

const database = await freshDatabase();
afterAll(() => database.drop());

test('a fresh database is migrated, empty, and the application may not touch the log', async () => {
  const { sql } = database;
  expect(await sql`select current_user as name`).toEqual([{ name: 'samskriv_app' }]);
  expect(await sql`select * from person`).toEqual([]);
  await expect(sql`delete from paper_update`).rejects.toThrow('permission denied');
  await expect(sql`update audit_log set action = 'x'`).rejects.toThrow('permission denied');
});

test('jobs can be added as the application', async () => {
  const [job] = await database.sql`select id from graphile_worker.add_job('a', '{}'::json)`;
  expect(job).toBeDefined();
});
