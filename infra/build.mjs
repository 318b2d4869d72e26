// `npm run build`: builds apps/web. Also asked by start, test and bench, which build only what is stale.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const result = join(root, 'apps', 'web', 'build', 'handler.js');
const made = new Set(['node_modules', 'build', '.svelte-kit', 'paraglide']);

/** Builds when a source of the pages, or of a package they are made of, is newer than the last build. */
export async function buildIfStale() {
  const sources = [join(root, 'apps', 'web'), join(root, 'packages'), join(root, 'pnpm-lock.yaml')];
  const built = existsSync(result) ? statSync(result).mtimeMs : 0;
  if (sources.some((path) => newest(path, built))) await build();
}

/** Builds the pages; what Vite says goes to standard error. */
export async function build() {
  console.error('Building the pages …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: join(root, 'apps', 'web'), stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) process.exit(code ?? 1);
}

function newest(path, than) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs > than && !/\.test\.ts$|\.md$/.test(path);
  return readdirSync(path).some((name) => !made.has(name) && newest(join(path, name), than));
}

if (import.meta.main) await build();
