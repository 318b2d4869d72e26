import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';

const entry = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url));
const chair = 'formand@strandholt.example';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samskriv-process-'));
  cleanups.push(async () => {
    // The Postgres of a process that was killed writes until it has ended.
    await vi.waitFor(async () => expect(await postgresOf(folder)).toEqual([]), { timeout: 60_000 });
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

type Run = { child: ChildProcess; said: () => string; exit: Promise<{ code: number | null; seconds: number }> };

function run(program: string, args: string[], env: Record<string, string>, input?: string): Run {
  const { DATABASE_URL, REDIS_URL, SMTP_URL, PUBLIC_URL, ...rest } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { ...rest, ...env }, detached: true });
  cleanups.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  child.stdin.end(input ?? '');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  const started = performance.now();
  const exit = once(child, 'close').then(([code]) => ({ code: code as number | null, seconds: (performance.now() - started) / 1000 }));
  return { child, said: () => said, exit };
}

/** The process without its pages, which need no build here. */
function start(dataDir: string, env: Record<string, string> = {}): Run {
  return run(entry, [], { DATA_DIR: dataDir, PORT: '0', SERVICES: 'collab,jobs', ...env });
}

async function ready({ said, exit }: Run): Promise<string> {
  let ended = false;
  void exit.then(() => (ended = true));
  await expect.poll(() => ended || said().includes('Samskriv ready on'), { timeout: 60_000 }).toBe(true);
  const url = /^Samskriv ready on (http:\/\/\S+)$/m.exec(said())?.[1];
  if (url === undefined) throw new Error(`It ended before it was ready: ${said()}`);
  return url;
}

/** The processes of Postgres that work on the data folder. */
async function postgresOf(dataDir: string): Promise<number[]> {
  const pids: number[] = [];
  for (const pid of await readdir('/proc')) {
    const folder = /^\d+$/.test(pid) ? await readlink(`/proc/${pid}/cwd`).catch(() => '') : '';
    if (folder === join(dataDir, 'postgres')) pids.push(Number(pid));
  }
  return pids;
}

describe('the process', { timeout: 120_000 }, () => {
  test('row 7: SIGTERM while the database is away ends it within 30 seconds, and nothing is lost', async () => {
    const dataDir = await newFolder();
    const first = start(dataDir);
    const url = await ready(first);
    const made = await run(cli, ['user', 'add', 'ny@aamose.example', '--name', 'Ny'], { DATA_DIR: dataDir }).exit;
    expect(made.code).toBe(0);

    for (const pid of await postgresOf(dataDir)) process.kill(pid, 'SIGSTOP');
    const [readiness, health] = await Promise.all([fetch(`${url}/readyz`), fetch(`${url}/healthz`)]);
    expect([readiness.status, health.status]).toEqual([503, 200]);
    const asked = performance.now();
    first.child.kill('SIGTERM');
    const { code } = await first.exit;
    expect(code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(30_000);
    expect(await postgresOf(dataDir)).toEqual([]);

    await ready(start(dataDir));
    expect((await run(cli, ['token', 'ny@aamose.example'], { DATA_DIR: dataDir }).exit).code).toBe(0);
  });

  test('row 13: a second one on the same data folder is refused, and the first goes on', async () => {
    const dataDir = await newFolder();
    const first = start(dataDir);
    const url = await ready(first);
    const second = start(dataDir);
    expect((await second.exit).code).toBe(1);
    expect(second.said()).toMatch(/^Samskriv cannot start: The data folder .* is in use by process \d+\. .*DATA_DIR/);
    expect(second.said()).toContain(`process ${first.child.pid}`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test('a start right after kill -9 waits for the old Postgres and comes up with everything', async () => {
    const dataDir = await newFolder();
    let before = start(dataDir);
    await ready(before);
    const { exit, said } = run(cli, ['token', chair], { DATA_DIR: dataDir });
    expect((await exit).code).toBe(0);
    expect(said().trim().split('\n').at(-1)).toMatch(/^sk_[\w-]{43}$/);
    for (let round = 0; round < 3; round++) {
      before.child.kill('SIGKILL');
      const after = start(dataDir);
      await ready(after);
      before = after;
    }
    // The folder has its people: the demo was not planted again, and nobody was lost.
    expect((await run(cli, ['user', 'add', chair, '--name', 'X'], { DATA_DIR: dataDir }).exit).code).toBe(1);
  });

  test('the command line works without a server, says what it refuses, and explains itself', async () => {
    const env = { DATA_DIR: await newFolder() };
    const add = [
      'user',
      'add',
      'sekretariat@partnerskab.example',
      '--name',
      'Sekretariatet',
      '--organisation',
      'Åmose Forsyning',
      '--secretariat',
    ];
    const added = run(cli, add, env);
    expect((await added.exit).code).toBe(0);
    expect(added.said().trim().split('\n').at(-1)).toMatch(/^\/link\/[\w-]{20,}$/);
    const again = run(cli, add, env);
    expect((await again.exit).code).toBe(1);
    expect(again.said()).toContain('already_exists (mail)');
    const withPassword = run(cli, ['user', 'add', 'b@x.example', '--name', 'B', '--password-stdin'], env, 'en-lang-adgangskode-7\n');
    expect((await withPassword.exit).code).toBe(0);
    const unknown = run(cli, ['usr'], env);
    expect((await unknown.exit).code).toBe(2);
    expect(unknown.said()).toContain('Usage:');
  });

  test('a Ctrl-C, which reaches every process of the terminal, ends it in order', async () => {
    const dataDir = await newFolder();
    const running = start(dataDir, { DEMO: '0', LOG_LEVEL: 'debug' });
    await ready(running);
    process.kill(-running.child.pid!, 'SIGINT');
    expect((await running.exit).code).toBe(0);
    expect(running.said()).toContain('database system is shut down');
    expect(await postgresOf(dataDir)).toEqual([]);
  });

  test('settings that make no sense are all named', async () => {
    const { exit, said } = start(await newFolder(), { PORT: 'x', SERVICES: 'mail' });
    expect((await exit).code).toBe(1);
    expect(said()).toContain('PORT must be');
    expect(said()).toContain('SERVICES knows web, collab, jobs');
  });
});
