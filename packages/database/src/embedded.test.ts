import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FolderInUse, findRunning, startEmbedded, type Embedded } from './embedded.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function newFolder(below = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'samskriv-embedded-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return join(folder, below);
}

async function started(folder: string): Promise<Embedded> {
  const embedded = await startEmbedded(folder);
  cleanups.push(() => embedded.stop());
  return embedded;
}

function open({ socket, database }: { socket: string; database: string }) {
  const sql = postgres({ host: socket, port: 5432, database, username: 'postgres', max: 2, onnotice: () => {} });
  cleanups.push(() => sql.end({ timeout: 1 }));
  return sql;
}

/** Another process that runs the Postgres of `folder`; `pid` is Postgres'. */
async function otherProcess(folder: string): Promise<{ child: ChildProcess; pid: number }> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)});
    const embedded = await startEmbedded(process.argv[1]);
    process.on('SIGINT', () => {});
    console.log(embedded.pid);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let pid = 0;
  // Its folder can be removed once its Postgres has ended, too: that writes to the last.
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(pid !== 0 && alive(pid)).toBe(false), { timeout: 60_000 });
  });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  pid = Number(line);
  return { child, pid };
}

/** Whether the process is there and more than a name that its parent has not asked about yet. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the embedded Postgres', { timeout: 300_000 }, () => {
  test('writes through to the disk and listens on no network', async () => {
    const sql = open(await started(newFolder()));
    const [settings] = await sql`select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses`;
    expect(settings).toEqual({ fsync: 'on', addresses: '' });
    expect(await sql`select lower('ÆØÅ') as lower`).toEqual([{ lower: 'æøå' }]);
  });

  test('is reached in a folder whose path is too long for a socket', async () => {
    const embedded = await started(newFolder('en-mappe-med-et-langt-navn/'.repeat(6)));
    expect(Buffer.byteLength(embedded.socket)).toBeLessThan(90);
    expect(await open(embedded)`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('row 13: a second process on the same data folder is refused with a clear error', async () => {
    const folder = newFolder();
    const { child, pid } = await otherProcess(folder);
    const refusal = await startEmbedded(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FolderInUse);
    expect(String(refusal)).toContain(`in use by process ${child.pid}`);
    expect(String(refusal)).toContain('DATA_DIR');
    expect(alive(pid)).toBe(true);
  });

  test('a folder is free again after an orderly stop, with everything in it', async () => {
    const folder = newFolder();
    const first = await started(folder);
    await open(first)`create table kept (word text)`;
    await first.stop();
    expect(await findRunning(folder)).toBeNull();
    const second = await started(folder);
    expect(await findRunning(folder)).toEqual({ socket: second.socket, database: 'samskriv' });
    expect(await open(second)`select * from kept`).toEqual([]);
  });

  test('row 2: comes up again by itself after a kill, with every committed row', async () => {
    const embedded = await started(newFolder());
    const exits: string[] = [];
    embedded.onExit((how) => exits.push(how));
    const sql = open(embedded);
    await sql`create table edit (number int)`;
    for (let round = 1; round <= 3; round++) {
      await sql`insert into edit values (${round})`;
      const before = embedded.pid;
      process.kill(before, 'SIGKILL');
      await vi.waitFor(() => expect(embedded.pid).not.toBe(before), { timeout: 60_000 });
      const [row] = await vi.waitFor(() => sql`select count(*)::int as count from edit`, { timeout: 60_000 });
      expect(row).toEqual({ count: round });
    }
    expect(exits).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  });

  test('a start right after a kill -9 of the whole process waits for the old Postgres and comes up', async () => {
    const folder = newFolder();
    for (let round = 0; round < 3; round++) {
      const { child, pid } = await otherProcess(folder);
      process.kill(child.pid!, 'SIGKILL');
      await once(child, 'exit');
      const embedded = await startEmbedded(folder);
      expect(embedded.pid).not.toBe(pid);
      expect(await open(embedded)`select 1 as one`).toEqual([{ one: 1 }]);
      await embedded.stop();
    }
  });

  test('a start after a kill -9 of server and Postgres together, with a Postgres that cannot end by itself', async () => {
    const folder = newFolder();
    const { child, pid } = await otherProcess(folder);
    process.kill(pid, 'SIGSTOP');
    process.kill(child.pid!, 'SIGKILL');
    await once(child, 'exit');
    const embedded = await started(folder);
    expect(alive(pid)).toBe(false);
    expect(await open(embedded)`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('ends when its process ends, however that is', async () => {
    const { child, pid } = await otherProcess(newFolder());
    process.kill(child.pid!, 'SIGKILL');
    await vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 60_000 });
  });

  test('a Ctrl-C in the terminal does not reach it', async () => {
    const folder = newFolder();
    const { child, pid } = await otherProcess(folder);
    process.kill(-child.pid!, 'SIGINT');
    const running = await findRunning(folder);
    expect(await open(running!)`select 1 as one`).toEqual([{ one: 1 }]);
    expect(alive(pid)).toBe(true);
  });

  test('a half-made folder of a first start that was killed is made anew', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true });
    await started(folder);
    expect(existsSync(join(folder, 'postgres', 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
  });
});
