import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connect } from '@samskriv/database';
import type { OwnerAddress } from '@samskriv/database/migrate';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHouse, type TestHouse } from '../faults/house.ts';
import { Writer } from '../faults/writer.ts';

const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url));

let house: TestHouse;
let fresh: FreshDatabase;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  fresh = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'backups-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await fresh.drop();
  await house.close();
});

async function onServer(owner: OwnerAddress, ...args: string[]): Promise<string> {
  if (!('url' in owner)) throw new Error('test:services needs DATABASE_URL');
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { env: { ...process.env, DATABASE_URL: owner.url } });
  return stdout;
}

it('a backup of a Postgres of one’s own, while people write, has every edit saved before it began (row 56)', async () => {
  const people = await Promise.all([house.person('chair', 'Anna'), house.person('member', 'Bo')]);
  const writers = people.map(({ token }, index) => new Writer(`ws://127.0.0.1:${house.port}/collab`, house.document, token, 'AB'[index]!));
  for (const writer of writers) writer.start();
  await expect.poll(() => writers.every((writer) => writer.saved.size > 100), { timeout: 30_000 }).toBe(true);
  const saved = new Set(writers.flatMap((writer) => [...writer.saved]));
  const file = join(folder, 'nightly.backup');
  expect(await onServer(house.db.ownerAddress, 'backup', file)).toContain('Saved ');
  expect(writers.reduce((sum, writer) => sum + writer.saved.size, 0)).toBeGreaterThan(saved.size);
  await Promise.all(writers.map((writer) => writer.finish()));

  expect(await onServer(fresh.ownerAddress, 'restore', file)).toContain('Restored ');
  const other = await openHouse({ pool: (_, log) => connect(fresh.address, { max: log ? 1 : 4, log }) });
  try {
    const reader = await other.client(people[0]!, house.document);
    const words = new Set(reader.text().match(/[AB]\d+/g));
    expect([...saved].filter((word) => !words.has(word))).toEqual([]);
    for (const writer of writers) {
      const own = writer.words.filter((word) => words.has(word));
      expect(own).toEqual(writer.words.slice(0, own.length));
    }
    reader.leave();
  } finally {
    await other.close();
  }
  await expect(onServer(fresh.ownerAddress, 'restore', file)).rejects.toThrow('The database holds a house in use.');
});
