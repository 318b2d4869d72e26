import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { findBinaries, initialise, openFolder, socketFolder, underRunner, type ClusterFolder } from './clusterFolder.ts';
import { clearTheWay, endPostgres } from './clusterProcesses.ts';
import { folderHolder, holdFolder } from './folderLock.ts';

export { FolderInUse } from './folderLock.ts';

/** A Postgres that this process runs for itself. It ends with the process, however the process ends. */
export type Embedded = {
  /** The folder of the unix socket: `host` for a client, with port 5432. There is no other door. */
  readonly socket: string;
  readonly database: string;
  /** Of the postmaster; another one after Postgres had to be started again. */
  readonly pid: number;
  /** Ends Postgres in order, within 15 seconds, and gives the folder free. */
  stop(): Promise<void>;
  /** `listener` hears each end of Postgres that nobody asked for. It is being started again already. */
  onExit(listener: (how: string) => void): void;
};

/** `settings` go to Postgres as -c name=value; `log` gets its messages, which hold neither statements nor values. */
export type EmbeddedOptions = { settings?: Record<string, string>; log?: (line: string) => void };

const database = 'samskriv';
const port = '5432';

/**
 * Starts the Postgres of `dataDir`, making it at the first start, and keeps it running. What an earlier process left behind
 * when it was killed is waited for, or ended. Throws FolderInUse when a living process has the folder.
 */
export async function startEmbedded(dataDir: string, { settings = {}, log = () => {} }: EmbeddedOptions = {}): Promise<Embedded> {
  const binaries = await findBinaries();
  const folder = openFolder(dataDir, binaries);
  const hold = await holdFolder(folder.root, join(folder.socket, 'owner'));
  const listeners: ((how: string) => void)[] = [];
  let stopping = false;
  let child: ChildProcess | undefined;
  let restarted: Promise<void> = Promise.resolve();

  const start = async () => {
    const started = await launch(folder, binaries.postgres, settings, log, () => stopping);
    child = started;
    started.once('exit', (code, signal) => {
      if (stopping) return;
      for (const listener of listeners) listener(signal ?? `code ${code}`);
      restarted = startAgain();
    });
    if (hasEnded(started)) started.emit('exit', started.exitCode, started.signalCode);
  };
  const startAgain = async () => {
    for (let wait = 100; !stopping; wait = Math.min(wait * 2, 5000)) {
      try {
        return await start();
      } catch (error) {
        log(`Postgres could not be started again: ${error instanceof Error ? error.message : String(error)}`);
        await delay(wait);
      }
    }
  };

  const stop = async () => {
    stopping = true;
    await restarted;
    const running = child;
    if (running !== undefined) await endPostgres(folder.cluster, running.pid ?? 0, () => hasEnded(running));
    await hold.release();
  };

  try {
    await initialise(folder, binaries);
    await start();
    await createDatabase(folder.socket);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    socket: folder.socket,
    database,
    get pid() {
      return child?.pid ?? 0;
    },
    stop,
    onExit(listener) {
      listeners.push(listener);
    },
  };
}

/** The address of the Postgres that another process runs on `dataDir` now, or null when there is none. */
export async function findRunning(dataDir: string): Promise<{ socket: string; database: string } | null> {
  const socket = socketFolder(dataDir);
  return socket !== null && (await folderHolder(join(socket, 'owner'))) !== null ? { socket, database } : null;
}

// The shell becomes Postgres; beside it a watcher reads our end of the pipe. A closed pipe means that we are gone, a line
// that Postgres itself is, whose pid may then be somebody else's. The double fork keeps the watcher from being
// Postgres' child. Its own session keeps a Ctrl-C in our terminal away from it until our shutdown has come that far.
const watched = 'exec 3<&0; ( (read -r _ <&3 || kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&- </dev/null';

async function launch(
  { cluster, socket, runner }: ClusterFolder,
  program: string,
  settings: Record<string, string>,
  log: (line: string) => void,
  givenUp: () => boolean,
): Promise<ChildProcess> {
  const all = {
    listen_addresses: '',
    unix_socket_directories: `"${socket}"`,
    unix_socket_permissions: '0700',
    fsync: 'on',
    max_connections: '100',
    shared_buffers: '64MB',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Statements and rows hold people's drafts.
    log_min_messages: 'error',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...settings,
  };
  const wanted = ['-D', cluster, '-p', port, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const { command, args, options } = underRunner(runner, '/bin/sh', ['-c', watched, 'sh', program, ...wanted]);
  const deadline = Date.now() + 60_000;
  for (;;) {
    await clearTheWay(cluster, [join(socket, `.s.PGSQL.${port}.lock`)]);
    const child = spawn(command, args, { ...options, detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
    const failure = await ready(child, log);
    if (failure === null) return child;
    // The last children of a killed Postgres still hold its memory for a moment.
    const passes = /shared memory block|lock file ".*" already exists/.test(failure);
    if (!passes || givenUp() || Date.now() > deadline) throw new Error(`Postgres did not start: ${failure}`);
    await delay(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Null as soon as Postgres takes connections, or what it said before it ended. */
function ready(child: ChildProcess, log: (line: string) => void): Promise<string | null> {
  return new Promise((resolve) => {
    const said: string[] = [];
    const lines = createInterface({ input: child.stderr! });
    lines.on('line', (line) => {
      log(line);
      if (said.length < 20) said.push(line);
      if (line.includes('ready to accept connections')) resolve(null);
    });
    child.stdin!.on('error', () => {});
    child.on('error', (error) => resolve(error.message));
    child.on('exit', () => child.stdin!.end('gone\n'));
    child.on('close', (code, signal) => resolve(`${signal ?? `code ${code}`} ${said.join(' · ')}`));
  });
}

async function createDatabase(socket: string): Promise<void> {
  const sql = postgres({ host: socket, port: Number(port), database: 'postgres', username: 'postgres', max: 1, onnotice: () => {} });
  try {
    const found = await sql`select from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
