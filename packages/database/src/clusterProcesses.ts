import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** When Postgres is asked more firmly (ms): first in order, then without its last checkpoint, then not asked any more. */
const steps: readonly (readonly [number, NodeJS.Signals])[] = [
  [0, 'SIGINT'],
  [5000, 'SIGQUIT'],
  [8000, 'SIGKILL'],
];
const giveUp = 12_000;
/** How long the children of a Postgres that is gone may take to notice (ms). */
const childrenMayTake = 2000;

/**
 * Ends what an earlier process left behind on the data in `cluster` when it was killed, and removes the marks of what is gone
 * (`marks`, and Postgres' own pid file). Only for whoever holds the folder.
 */
export async function clearTheWay(cluster: string, marks: readonly string[]): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  await endPostgres(cluster, pid, () => !residents(cluster).includes(pid));
  // Postgres would take any living process with that number for its own, as after a container's restart.
  for (const file of [pidFile, ...marks]) rmSync(file, { force: true });
}

/** Ends Postgres on `cluster`, whose postmaster is `pid` until `gone`, and its children. Throws when it is there after 14 seconds. */
export async function endPostgres(cluster: string, pid: number, gone: () => boolean): Promise<void> {
  const started = Date.now();
  for (let step = 0; !gone(); await delay(20)) {
    const passed = Date.now() - started;
    if (step < steps.length && passed >= steps[step]![0]) signal(pid, steps[step++]![1]);
    if (passed > giveUp) throw new Error(`Postgres (process ${pid}) does not end.`);
  }
  const alone = Date.now();
  for (let left = residents(cluster); left.length > 0; left = residents(cluster)) {
    if (Date.now() - alone > childrenMayTake) for (const child of left) signal(child, 'SIGKILL');
    await delay(50);
  }
}

/** The processes of Postgres that work in `cluster`; it is their current folder. */
function residents(cluster: string): number[] {
  if (process.platform !== 'linux') return livingPostmaster(cluster);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => linkOf(pid, 'cwd') === cluster && basename(linkOf(pid, 'exe')) === 'postgres').map(Number);
}

function livingPostmaster(cluster: string): number[] {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
    return process.kill(pid, 0) ? [pid] : [];
  } catch {
    return [];
  }
}

/** '' for a process that is gone, or is not ours to look at. */
function linkOf(pid: string, name: 'cwd' | 'exe'): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
