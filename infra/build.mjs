// `npm run build`: builds apps/web. Also asked by start, test and bench, which build only what is stale.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './inTurn.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'apps', 'web');
// Made when a build has come to its end, with the time of its beginning: what was edited meanwhile is newer.
const finished = join(web, 'build', 'finished');
const made = new Set(['node_modules', 'build', '.svelte-kit', 'paraglide', 'cache', '.lix', '.meta.json']);

/** Builds when a source of the pages, or of a package they are made of, is newer than the last build. */
export async function buildIfStale() {
  if (isStale()) await build('--if-stale');
}

/** Builds the pages, when no other command is doing it; what Vite says goes to standard error. Ends the process where that fails. */
async function build(...args) {
  const waiting = 'Another command is building the pages: waiting for it …';
  const code = await inTurn(web, process.execPath, [fileURLToPath(import.meta.url), '--in-turn', ...args], { waiting });
  if (code !== 0) process.exit(code ?? 1);
}

function isStale() {
  const built = existsSync(finished) ? statSync(finished).mtimeMs : 0;
  return [web, join(root, 'packages'), join(root, 'pnpm-lock.yaml')].some((path) => newest(path, built));
}

async function runVite() {
  console.error('Building the pages …');
  const begun = new Date();
  rmSync(finished, { force: true });
  const vite = join(web, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: web, stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) process.exit(code ?? 1);
  writeFileSync(finished, '');
  utimesSync(finished, begun, begun);
}

function newest(path, than) {
  const stat = statSync(path, { throwIfNoEntry: false });
  // Gone since the folder was read: an editor's or a build's own file.
  if (stat === undefined) return false;
  if (!stat.isDirectory()) return stat.mtimeMs > than && !/\.test\.ts$|\.md$/.test(path);
  return readdirSync(path).some((name) => !made.has(name) && newest(join(path, name), than));
}

if (import.meta.main) {
  if (!process.argv.includes('--in-turn')) await build();
  // Another command may have built while this one waited for its turn.
  else if (!process.argv.includes('--if-stale') || isStale()) await runVite();
}
