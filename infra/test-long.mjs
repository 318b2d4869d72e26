// `npm run test:long [-- --bare] [-- <files>]`: the tests whose loops the environment makes longer, with long loops, one file at a
// time; those of test:services when DATABASE_URL and REDIS_URL name servers. A variable of one's own beats the number here.
// --bare starts the committed state on bare Debian machines, too (tests/bare/run.sh).
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const loops = { KILLS: 100, LOCKS: 200, SEEDS: 10_000, FRAMES: 1_000_000, EDITS: 1_000_000, REDIS_AWAY: 60 };

const args = process.argv.slice(2);
const bare = args.includes('--bare');
const named = args.filter((arg) => arg !== '--bare');
const env = { ...process.env, TEST_LONG: '1' };
for (const [name, times] of Object.entries(loops)) env[name] ??= String(times);
console.error(
  `Long loops: ${Object.keys(loops)
    .map((name) => `${name}=${env[name]}`)
    .join(' ')}`,
);

const files = ['tests', 'apps', 'packages']
  .flatMap(testFiles)
  .filter(isLong)
  .filter((file) => named.length === 0 || named.some((name) => file.includes(name)));
const [ofServices, others] = [true, false].map((wanted) => files.filter((file) => file.startsWith('tests/services/') === wanted));
const results = [];
if (others.length > 0) results.push(await run(process.execPath, [join(root, 'infra', 'test.mjs'), '--no-file-parallelism', ...others]));
if (ofServices.length > 0 && env.DATABASE_URL && env.REDIS_URL)
  results.push(await run(process.execPath, [join(root, 'infra', 'test-services.mjs'), '--no-file-parallelism', ...ofServices]));
else if (ofServices.length > 0) console.error(`Left out, for DATABASE_URL and REDIS_URL are not both set: ${ofServices.join(' ')}`);
if (bare) results.push(await run('bash', [join(root, 'tests', 'bare', 'run.sh')]));
process.exitCode = results.every((code) => code === 0) ? 0 : 1;

function testFiles(folder) {
  const paths = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return paths
    .filter((entry) => entry.name.endsWith('.test.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/** Whether one of the loops is in it. */
function isLong(file) {
  const source = readFileSync(join(root, file), 'utf8');
  return Object.keys(loops).some((name) => source.includes(`env.${name}`) || source.includes(`env['${name}']`));
}

function run(command, commandArgs) {
  const child = spawn(command, commandArgs, { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
