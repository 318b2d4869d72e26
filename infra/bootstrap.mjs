// The door to every command: runs on any Node from 18, installs the pinned packages with the pinned pnpm when the lock
// file has changed, and hands over to infra/<command>.mjs on a Node that is new enough (docs/decisions/002-runtime.md).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE = 26;
const root = fileURLToPath(new URL('..', import.meta.url));
const [command, ...args] = process.argv.slice(2);
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stampFile = join(root, 'node_modules', '.bootstrap-stamp');

const env = { ...process.env, COREPACK_ENABLE_STRICT: '0', npm_config_yes: 'true' };
for (const key of Object.keys(env)) if (/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(key)) delete env[key];

install();
env.PATH = join(root, 'node_modules', '.bin') + delimiter + env.PATH;
const child = spawn(newEnoughNode(), [join(root, 'infra', `${command}.mjs`), ...args], { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal) process.removeAllListeners(signal);
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});

function install() {
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  // Messages of the installation go to standard error, so that a command's own output stays clean for scripts.
  const { status, error } = spawnSync('npx', ['--yes', packageManager.split('+')[0], 'install', '--frozen-lockfile'], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile, wanted);
}

function fingerprint() {
  const hash = createHash('sha256');
  const manifests = ['apps', 'packages'].flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}/package.json`));
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tests/package.json', ...manifests]) {
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function newEnoughNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  const bundled = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  console.error(
    `Samskriv needs Node ${NEEDED_NODE} or newer; this is ${process.version}, and none is packaged for ${process.platform}-${process.arch}.`,
  );
  process.exit(1);
}
