import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from './connect.ts';
import { startEmbedded, type Embedded } from './embedded.ts';
import { appUrl, migrate } from './migrate.ts';

// A server of its own: the role that the migration makes belongs to the whole server.
const folder = mkdtempSync(join(tmpdir(), 'samskriv-migrate-'));
let embedded: Embedded;
let owner: postgres.Sql;
beforeAll(async () => {
  embedded = await startEmbedded(folder, { settings: { fsync: 'off' } });
  owner = postgres({ host: embedded.socket, port: 5432, database: 'samskriv', username: 'postgres', max: 4, onnotice: () => {} });
});
afterAll(async () => {
  await owner.end();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
});

const place = (database: string) => ({ socket: embedded.socket, database });

describe('migrate', () => {
  test('several at once, on one database and on others of the same server, do the work once each', async () => {
    await owner`drop role if exists samskriv_app`;
    for (const name of ['a', 'b', 'c']) await owner`create database ${owner(name)}`;
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    await Promise.all(['a', 'a', 'b', 'b', 'c', 'c'].map((name) => migrate(place(name), { log })));
    expect(lines.filter((line) => line === '001_house')).toHaveLength(3);
    expect(await owner`select count(*)::int from pg_roles where rolname = 'samskriv_app'`).toEqual([{ count: 1 }]);
    await migrate(place('a'), { log });
    expect(lines.filter((line) => line === '001_house')).toHaveLength(3);
  });

  test('row 19: the application may not change or remove what is written for good', async () => {
    await owner`create database guarded`;
    const app = connect(await migrate(place('guarded')), { max: 1 });
    try {
      for (const table of ['paper_update', 'audit_log']) {
        await expect(app`delete from ${app(table)}`).rejects.toThrow('permission denied');
        await expect(app`truncate ${app(table)}`).rejects.toThrow('permission denied');
        await expect(app`drop table ${app(table)}`).rejects.toThrow('must be owner');
      }
      await expect(app`update paper_update set bytes = ''`).rejects.toThrow('permission denied');
      await expect(app`create table mine (id int)`).rejects.toThrow('permission denied');
    } finally {
      await app.end();
    }
  });
});

describe('what was there before', () => {
  test('tokens that lived for ever get a year, and sessions go on with a name of their own', async () => {
    await owner`create database older`;
    await migrate(place('older'));
    const older = postgres({ host: embedded.socket, port: 5432, database: 'older', username: 'postgres', max: 1, onnotice: () => {} });
    try {
      await older.unsafe(`
        alter table session drop column handle, drop column browser, drop column system, drop column seen_at, drop column device_id;
        drop table known_device;
        alter table api_token drop column used_at, alter column expires_at drop not null, alter column expires_at drop default;
        insert into person (id, mail, name) values ('00000000-0000-4000-8000-000000000001', 'aase@fjordby.example', 'Åse');
        insert into session (id, person_id, expires_at) select 's' || n, id, now() + interval '1 day' from person, generate_series(1, 2) n;
        insert into api_token (id, person_id, expires_at) select 'ever', id, null from person;
        insert into api_token (id, person_id, expires_at) select 'week', id, now() + interval '7 days' from person;`);
      await older.unsafe(readFileSync(new URL('../migrations/096_known_browsers.sql', import.meta.url), 'utf8'));
      const days = await older`
        select id, round(extract(epoch from expires_at - now()) / 86400)::int as days, used_at from api_token order by id`;
      expect(days[0]!['days']).toBeOneOf([365, 366]);
      expect(days.map(({ id, used_at: usedAt }) => [id, usedAt])).toEqual([
        ['ever', null],
        ['week', null],
      ]);
      expect(days[1]!['days']).toBe(7);
      const [handles] = await older`select count(distinct handle)::int as count from session where device_id is null`;
      expect(handles!['count']).toBe(2);
    } finally {
      await older.end();
    }
  });
});

describe('the address of the application', () => {
  test('has a password of its own, which follows from the owner’s and does not tell it', () => {
    const url = appUrl('postgres://owner:hemme%40lighed@db.example:5432/samskriv?sslmode=require');
    expect(url).toMatch(/^postgres:\/\/samskriv_app:[\w-]{43}@db\.example:5432\/samskriv\?sslmode=require$/);
    expect(url).not.toContain('hemme');
    expect(appUrl('postgres://owner:other@db.example/samskriv')).not.toContain(url.slice(24, 67));
  });

  test('has none where the owner needs none', () => {
    expect(appUrl('postgres://postgres@127.0.0.1:5432/x')).toBe('postgres://samskriv_app@127.0.0.1:5432/x');
    expect(appUrl('postgres://127.0.0.1/x')).toBe('postgres://samskriv_app@127.0.0.1/x');
  });
});
