// Starting the tools that the repository brings with it, on the Node that runs this.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The program behind a package's command, as a path. `from` is the folder whose dependency it is. */
export function program(name, command = name, from = root) {
  const manifest = join(from, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a package's command with our standard streams and returns its exit code. */
export function runNode(name, args, { command = name, cwd = root, env = process.env } = {}) {
  const child = spawn(process.execPath, [program(name, command, cwd), ...args], { cwd, env, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ? 1 : code)));
}
