import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectAsOwner } from '@samskriv/database/backup';
import { startEmbedded } from '@samskriv/database/embedded';
import { migrate } from '@samskriv/database/migrate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from '../journeys/serve.ts';
import { Writer } from './writer.ts';

const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url));
const people = ['formand@strandholt.example', 'miljoe@birkelev.example', 'indkob@fjordby.example'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backups-'));
  // The embedded Postgres may run as another user.
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Runs the command line on a data folder; what it said, or a rejection with what it said. */
async function onFolder(dataDir: string, ...args: string[]): Promise<string> {
  const { DATABASE_URL, ...rest } = process.env;
  void DATABASE_URL;
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { env: { ...rest, DATA_DIR: dataDir } });
  return stdout;
}

describe('a backup while three people type through the running server (row 56)', () => {
  let served: Served;
  let restored: Served | null = null;
  const [old, fresh] = ['old', 'new'];
  beforeAll(async () => {
    served = await serve({ DATA_DIR: join(folder, old), DEMO: '1' });
  }, 120_000);
  afterAll(async () => {
    await restored?.stop();
    await served.stop();
  }, 60_000);

  it('holds every edit that was saved before it began, and each person’s edits without a gap', async () => {
    const tokens: string[] = [];
    for (const mail of people) tokens.push((await onFolder(join(folder, old), 'token', mail)).trim().split('\n').at(-1)!);
    const ask = (of: Served, path: string) => fetch(`${of.url}${path}`, { headers: { authorization: `Bearer ${tokens[0]}` } });
    const groups = (await (await ask(served, '/api/groups')).json()) as { kind: string; paper: { id: string; document: string } }[];
    const paper = groups.find((group) => group.kind === 'new')!.paper;
    const text = async (of: Served) => (await (await ask(of, `/api/papers/${paper.id}/content?format=txt`)).text()).split(/\s+/);
    // Where a passage stands moves with what is typed above it.
    const threads = async (of: Served) => {
      type Thread = { id: string; anchor: { state: string; currentQuote: string }; comments: unknown };
      const all = (await (await ask(of, `/api/papers/${paper.id}/threads`)).json()) as Thread[];
      return all.map(({ id, anchor, comments }) => [id, anchor.state, anchor.currentQuote, comments]);
    };
    const before = await threads(served);

    const writers = tokens.map(
      (token, index) => new Writer(`${served.url.replace('http', 'ws')}/collab`, paper.document, token, 'ABC'[index]!),
    );
    for (const writer of writers) writer.start();
    await expect.poll(() => writers.every((writer) => writer.saved.size > 50), { timeout: 60_000 }).toBe(true);

    const rounds: { file: string; saved: string[] }[] = [];
    for (const name of ['first.backup', 'second.backup']) {
      const saved = writers.flatMap((writer) => [...writer.saved]);
      const file = join(folder, name);
      expect(await onFolder(join(folder, old), 'backup', file)).toContain('Saved ');
      rounds.push({ file, saved });
    }
    const typedMeanwhile = writers.reduce((sum, writer) => sum + writer.saved.size, 0);
    expect(typedMeanwhile).toBeGreaterThan(rounds[1]!.saved.length);
    await Promise.all(writers.map((writer) => writer.finish()));
    const ended = await text(served);
    for (const writer of writers) expect(writer.words.filter((word) => !ended.includes(word))).toEqual([]);

    const { file, saved } = rounds[1]!;
    expect(await onFolder(join(folder, fresh), 'restore', file)).toContain('Restored ');
    restored = await serve({ DATA_DIR: join(folder, fresh) });
    const found = await text(restored);
    const there = new Set(found);
    expect(saved.filter((word) => !there.has(word))).toEqual([]);
    // One moment, not several: of what each wrote, the first so many words.
    for (const writer of writers) {
      const own = writer.words.filter((word) => there.has(word));
      expect(own).toEqual(writer.words.slice(0, own.length));
      expect(found.filter((word) => new RegExp(`^${writer.name}\\d+$`).test(word))).toHaveLength(own.length);
    }
    expect(await threads(restored)).toEqual(before);

    // People write on in it, and sessions of the old house open nothing here.
    const again = new Writer(`${restored.url.replace('http', 'ws')}/collab`, paper.document, tokens[0]!, 'D');
    again.start();
    await expect.poll(() => again.saved.size, { timeout: 30_000 }).toBeGreaterThan(5);
    await again.finish();
    await expect(onFolder(join(folder, old), 'restore', file)).rejects.toThrow('The database holds a house in use.');
  }, 240_000);
});

it('a backup and a restore of 100,000 edits take little memory', async () => {
  const house = join(folder, 'large');
  const postgres = await startEmbedded(house, { settings: { fsync: 'off' } });
  try {
    await migrate(postgres);
    const owner = connectAsOwner(postgres);
    const paper = '6f1c2c9e-9a43-4f0e-8a2a-0d7a4f6f0001';
    await owner`insert into procurement_target (id, title) values (${paper}, 'x')`;
    await owner`insert into working_group (id, title, kind, target_id) values (${paper}, 'x', 'new', ${paper})`;
    await owner`insert into paper (id, group_id, kind, title) values (${paper}, ${paper}, 'target', 'x')`;
    await owner`insert into paper_round (paper_id, round, head) values (${paper}, 1, 100001)`;
    // 768 bytes an edit that cannot be pressed together, some ten times a typed word's; and one of the largest that there may be.
    const noise = Array.from({ length: 12 }, (_, part) => `sha512((n || 'part ${part}')::bytea)`).join(' || ');
    await owner.unsafe(`
      insert into paper_update (paper_id, round, number, kind, hash, bytes, link)
      select '${paper}', 1, n, 'edit', hash, bytes, log_links('', n, 'edit', null, hash) over (order by n)
      from (select n, bytes, encode(sha256(bytes), 'hex') as hash from (select n, ${noise} as bytes from generate_series(1, 100000) n) noise) made`);
    await owner`update paper_round set link = (select link from paper_update where number = 100000)`;
    await owner`
      insert into paper_update (paper_id, round, number, kind, hash, bytes)
      values (${paper}, 1, 100001, 'edit', encode(sha256(${Buffer.alloc(1 << 20, 7)}), 'hex'), ${Buffer.alloc(1 << 20, 7)})`;
    await owner.end({ timeout: 1 });
    const file = join(folder, 'large.backup');
    const backup = await measured(house, 'backup', file);
    const restore = await measured(join(folder, 'large-again'), 'restore', file);
    expect(statSync(file).size).toBeGreaterThan(70 << 20);
    console.info(`100,001 edits: ${JSON.stringify({ file: statSync(file).size, backup, restore })}`);
    // Node itself with this program loaded takes 100 to 130 MB; the rows in memory would take 150 more.
    expect(backup.peak).toBeLessThan(280 << 20);
    expect(restore.peak).toBeLessThan(280 << 20);
  } finally {
    await postgres.stop();
  }
}, 240_000);

/** Runs the command line and notes the most memory it ever had, and its seconds. */
async function measured(dataDir: string, ...args: string[]): Promise<{ peak: number; seconds: number }> {
  const { DATABASE_URL, ...rest } = process.env;
  void DATABASE_URL;
  const started = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { env: { ...rest, DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  let peak = 0;
  const look = setInterval(() => {
    try {
      // Linux keeps the high-water mark itself, so nothing between two looks is missed.
      peak = Math.max(peak, 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  }, 20);
  const [code] = await once(child, 'close');
  clearInterval(look);
  expect(code, said).toBe(0);
  expect(peak).toBeGreaterThan(0);
  return { peak, seconds: Math.round((performance.now() - started) / 100) / 10 };
}
