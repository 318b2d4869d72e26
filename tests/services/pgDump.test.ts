import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { actorOf, listGroups, lockVersion, plantDemo, searchHouse, type House } from '@samskriv/commands';
import { connect, type Pool } from '@samskriv/database';
import { appUrl } from '@samskriv/database/migrate';
import { isRefusal, type Actor } from '@samskriv/process';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url));
const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const found = spawnSync('pg_dump', ['--version']).status === 0 && spawnSync('pg_restore', ['--version']).status === 0;
if (!found) console.warn('pg_dump and pg_restore are not on this machine: the tests of their copies are left out.');

let house: FreshDatabase;
let folder: string | undefined;
const copies: string[] = [];
beforeAll(async () => {
  house = await freshDatabase();
  const demo: House = { sql: house.sql, mail: null, publicUrl: null, demo: true };
  await plantDemo(demo);
  const [person] = await house.sql<{ id: string }[]>`select id from person where mail = 'sekretariat@partnerskab.example'`;
  const [paper] = await house.sql<{ id: string }[]>`select id from paper where kind = 'target' limit 1`;
  const locked = await lockVersion(demo, (await actorOf(demo, person!.id))!, { paperId: paper!.id, purpose: 'milestone', reason: 'Kopi' });
  expect(locked).toHaveProperty('number');
  folder = mkdtempSync(join(tmpdir(), 'dumps-'));
});
afterAll(async () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  for (const name of copies) await house.owner.unsafe(`drop database ${name} with (force)`);
  await house.drop();
});

function urlOf(database?: string): string {
  if (!('url' in house.ownerAddress)) throw new Error('test:services needs DATABASE_URL');
  const url = new URL(house.ownerAddress.url);
  if (database !== undefined) url.pathname = `/${database}`;
  return url.href;
}

/** An empty database: not even the template that the other tests copy. */
async function emptyDatabase(): Promise<string> {
  const name = `samskriv_copy_${process.pid}_${randomBytes(4).toString('hex')}`;
  await house.owner.unsafe(`create database ${name} template template0`);
  copies.push(name);
  return urlOf(name);
}

/** Every table of every schema: how many rows, and a sum over all columns, the ones the database computes among them. */
async function sums(sql: Pool): Promise<Record<string, { rows: number; sum: string | null }>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`;
  const all: Record<string, { rows: number; sum: string | null }> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ rows: number; sum: string | null }[]>(
      `select count(*)::int as rows, encode(sha256(convert_to(string_agg(t::text, e'\\n' order by t::text collate "C"), 'UTF8')), 'hex') as sum from ${name} t`,
    );
    all[name] = { ...row! };
  }
  return all;
}

/** What a search finds, in an order of its own: equal ranks come as the table has them. */
async function foundIn(house: House, actor: Actor): Promise<string[]> {
  const outcome = await searchHouse(house, actor, { query: 'service', most: 1000 });
  if (isRefusal(outcome) || outcome.results.length === 0) throw new Error('Nothing was found');
  return outcome.results.map((row) => JSON.stringify(row)).sort();
}

describe.runIf(found)('row 68: a copy by the database’s own tools', () => {
  const ways: [string, (file: string, into: string) => Promise<unknown>][] = [
    [
      'pg_dump -Fc and pg_restore',
      async (file, into) => {
        await run('pg_dump', ['-Fc', '-f', file, urlOf()]);
        await run('pg_restore', ['--exit-on-error', '-d', into, file]);
      },
    ],
    [
      'pg_dump and psql',
      async (file, into) => {
        await run('pg_dump', ['-f', file, urlOf()]);
        await run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-f', file, into]);
      },
    ],
  ];
  it.each(ways)('by %s holds every table and row; verify holds, and the application works on it', async (way, copy) => {
    const into = await emptyDatabase();
    await copy(join(folder!, way.replaceAll(' ', '_')), into);
    const owner = connect({ url: into }, { max: 1 });
    const app = connect({ url: appUrl(into) }, { max: 2 });
    try {
      const [before, after] = [await sums(house.owner), await sums(owner)];
      expect(after).toEqual(before);
      expect(before['public.paper_update']!.rows).toBeGreaterThan(10);
      expect(before['public.material']!.rows).toBeGreaterThan(0);

      const { stdout } = await run(process.execPath, [cli, 'verify'], { env: { ...process.env, DATABASE_URL: into } });
      expect(stdout).toMatch(/^All versions hold: [1-9]/);

      const copied: House = { sql: app, mail: null, publicUrl: null, demo: true };
      const original: House = { ...copied, sql: house.sql };
      const [person] = await app<{ id: string }[]>`select id from person where mail = 'sekretariat@partnerskab.example'`;
      const actor = (await actorOf(copied, person!.id))!;
      expect(await listGroups(copied, actor)).toEqual(await listGroups(original, actor));
      expect(await foundIn(copied, actor)).toEqual(await foundIn(original, actor));
      await expect(app`delete from paper_update`).rejects.toThrow('permission denied');
    } finally {
      await Promise.all([owner.end({ timeout: 1 }), app.end({ timeout: 1 })]);
    }
  });
});

it('row 69: an older process and the command line say in words that a newer one has been here, and change nothing', async () => {
  const newer = await freshDatabase();
  try {
    await newer.owner`insert into migration (name, run_on) values ('999_later', now())`;
    if (!('url' in newer.ownerAddress)) throw new Error('test:services needs DATABASE_URL');
    const env = { ...process.env, DATABASE_URL: newer.ownerAddress.url, PORT: '0' };
    const words = /^(Samskriv cannot start: )?This database was brought up to date by a newer version of Samskriv \(.*999_later\)[^\n]*\n$/;
    for (const started of [[cli, 'verify'], [cli, 'token', 'a@b.example'], [main]]) {
      const { code, stderr } = await run(process.execPath, started, { env }).then(
        () => ({ code: 0, stderr: '' }),
        (error: { code: number; stderr: string }) => error,
      );
      // The process' log lines are JSON; its last word is for people.
      const said = stderr.replace(/^\{.*\}\n/gm, '');
      expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(words) as string });
    }
  } finally {
    await newer.drop();
  }
});
