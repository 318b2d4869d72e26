// `npm run check`: format, lint, types, pages, layers, unused code and the must-fail build, two at a time, each with a closing
// line. `npm run check -- lint types` runs some of them.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { program, root } from './run.mjs';

const web = join(root, 'apps', 'web');
const rooms = ['packages', 'apps'].flatMap((room) => readdirSync(join(root, room)).map((name) => join(root, room, name)));
const typed = [...rooms, join(root, 'tests')].filter((folder) => folder !== web && existsSync(join(folder, 'tsconfig.json')));

// The slow ones first, so that nothing long is left at the end.
const steps = {
  lint: [[program('eslint'), '.', '--max-warnings', '0']],
  pages: [[program('svelte-check', 'svelte-check', web), '--fail-on-warnings', '--output', 'human', { cwd: web }]],
  types: typed.map((folder) => [program('typescript', 'tsc'), '--noEmit', '-p', folder]),
  layers: [[program('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'tests']],
  unused: [[program('knip'), '--no-progress']],
  format: [[program('prettier'), '--check', '--log-level', 'warn', '.']],
  wall: [[join(root, 'infra', 'wall.mjs')]],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

// Pages are checked against the types that a build makes.
await buildIfStale();
const waiting = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name));
let failed = 0;
await Promise.all([work(), work()]);
process.exitCode = failed === 0 ? 0 : 1;

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, commands] = next;
    const started = performance.now();
    let said = '';
    let passed = true;
    for (const command of commands) {
      const [output, code] = await runQuietly(command);
      said += output;
      passed &&= code === 0;
    }
    if (!passed) failed++;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${passed ? '' : said}${passed ? 'passed' : 'FAILED'}  ${name}  ${seconds} s\n`);
  }
}

function runQuietly(command) {
  const options = typeof command.at(-1) === 'object' ? command.at(-1) : {};
  const args = command.filter((part) => typeof part === 'string');
  const child = spawn(process.execPath, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve) => child.on('close', (code) => resolve([output, code])));
}
