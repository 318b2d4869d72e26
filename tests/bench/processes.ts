import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What the probe inside a server answers (probe.ts); null where there is none. */
export type ProbeAnswer = { delay?: { p50: number; p99: number; max: number }; heapBytes?: number } | null;
export type ProbeQuestion = 'stats' | 'reset' | 'collect' | 'profile-start' | 'profile-stop';

/** A server process of the bench. `stop` asks it to end and waits; `kill` is kill -9. */
export type ServerProcess = {
  readonly pid: number;
  readonly port: number;
  probe(question: ProbeQuestion, file?: string): Promise<ProbeAnswer>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** The processes with all their descendants, those under `without` left out. */
export function processTree(roots: readonly number[], without: readonly number[] = []): number[] {
  const seen = new Set<number>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const pid = waiting.pop()!;
    if (seen.has(pid) || without.includes(pid)) continue;
    seen.add(pid);
    for (const task of tasksOf(pid)) {
      const children = readProc(`${pid}/task/${task}/children`).trim();
      if (children !== '') waiting.push(...children.split(' ').map(Number));
    }
  }
  return [...seen];
}

/** CPU time in milliseconds of all threads of these processes, from schedstat (ns), with what their dead children had used. */
export function cpuMilliseconds(pids: readonly number[]): number {
  let nanoseconds = 0;
  for (const pid of pids) {
    for (const task of tasksOf(pid)) nanoseconds += Number(readProc(`${pid}/task/${task}/schedstat`).split(' ')[0] ?? 0);
    // Fields 16 and 17 of stat: time of children that have been waited for, in ticks of 10 ms (proc_pid_stat(5)).
    const fields = readProc(`${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    nanoseconds += (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * 1e7;
  }
  return nanoseconds / 1e6;
}

/** CPU time in milliseconds of the whole machine since boot, idle left out. */
export function machineMilliseconds(): number {
  const ticks = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).slice(1).map(Number);
  return [0, 1, 2, 5, 6, 7].reduce((sum, index) => sum + (ticks[index] ?? 0), 0) * 10;
}

/** Resident memory in MB of these processes. */
export function residentMegabytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(readProc(`${pid}/status`))?.[1] ?? 0), 0) / 1024;
}

/** Milliseconds for a fixed computation: over its best time, it tells how contended the machine is now. */
export function calibrate(): number {
  const start = performance.now();
  let value = 1;
  for (let step = 0; step < 3e7; step++) value = (value * 1103515245 + 12345) & 0x7fffffff;
  return performance.now() - start + (value === -1 ? 1 : 0);
}

/** A port nobody listens on, as the system hands it out: two benches, or a bench and a test, must not meet. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Starts a server script with Node and waits until it listens on the `PORT` it is given. Its output goes to `log`. Throws
 * when it ends before, or is not there after `waitSeconds`.
 */
export async function startServer(script: string, env: Record<string, string>, log: string, waitSeconds = 60): Promise<ServerProcess> {
  // A port that was free may be somebody's when the server comes to it.
  for (let again = 3; ; again--) {
    try {
      return await startOnce(script, env, log, waitSeconds);
    } catch (error) {
      if (again === 0 || !String(error).includes('EADDRINUSE')) throw error;
    }
  }
}

async function startOnce(script: string, env: Record<string, string>, log: string, waitSeconds: number): Promise<ServerProcess> {
  const [port, probePort] = [await freePort(), await freePort()];
  const probeScript = fileURLToPath(new URL('probe.ts', import.meta.url));
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, [`--import=${probeScript}`, script], {
    stdio: ['ignore', output, output],
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port), BENCH_PROBE_PORT: String(probePort) },
  });
  closeSync(output);
  living.add(child);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      living.delete(child);
      resolve();
    });
  });
  await untilListening(port, waitSeconds, () => living.has(child)).catch((error: Error) => {
    throw new Error(`${script} ${error.message}. It said:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!living.has(child)) return;
    child.kill(signal);
    const patience = new AbortController();
    await Promise.race([gone, sleep(15_000, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    if (living.has(child)) child.kill('SIGKILL');
    await gone;
  };
  return {
    pid: child.pid!,
    port,
    probe: (question, file) => askProbe(probePort, question, file),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function untilListening(port: number, seconds: number, alive: () => boolean): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (!alive()) throw new Error('ended before it listened');
    if (await answers(port)) return;
    await sleep(25);
  }
  throw new Error(`does not listen after ${seconds} s`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function askProbe(port: number, question: ProbeQuestion, file = ''): Promise<ProbeAnswer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/${question}?${new URLSearchParams({ file })}`);
    return (await response.json()) as ProbeAnswer;
  } catch {
    return null;
  }
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
