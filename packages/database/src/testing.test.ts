import { afterAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from './testing.ts';

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

test('a filling is made once, whoever asks at the same time, and each copy is one’s own', async () => {
  let fills = 0;
  const fill = async (sql: FreshDatabase['sql']) => {
    fills++;
    await sql`insert into organisation (name) values ('Aamose')`;
  };
  const broken = { name: 'testing', fill: () => Promise.reject(new Error('halfway')) };
  await expect(freshDatabase(broken)).rejects.toThrow('halfway');
  const copies = await Promise.all(['one', 'two', 'three'].map(() => freshDatabase({ name: 'testing', fill })));
  await copies[0]!.sql`insert into organisation (name) values ('Birkelev')`;
  const counts = await Promise.all(copies.map(({ sql }) => sql`select from organisation`.then(({ length }) => length)));
  await Promise.all(copies.map((copy) => copy.drop()));
  expect(fills).toBe(1);
  expect(counts).toEqual([2, 1, 1]);
});
