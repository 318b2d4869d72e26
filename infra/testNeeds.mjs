// What the chosen tests need beside this repository's packages: built pages, a browser, or neither.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { program, root } from './run.mjs';

/** `{ pages, browser }` for the tests that Vitest would run with these arguments; both where that cannot be told. */
export function testNeeds(args) {
  const all = { pages: true, browser: true };
  // As .ci/run and `npm test` ask, everything runs.
  if (args.every((arg) => /^--(reporter|outputFile)\b/.test(arg))) return all;
  const list = [program('vitest'), 'list', '--project', '!services', ...args, '--filesOnly', '--json'];
  const { status, stdout } = spawnSync(process.execPath, list, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (status !== 0) return all;
  return needsOf(JSON.parse(stdout).map(({ file }) => file));
}

/** The same for these files: what a file needs follows from what it imports, directly or through others. */
export function needsOf(files) {
  const needs = { pages: false, browser: false };
  const seen = new Set();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const place = relative(root, file);
    // The words of the pages are made by the build.
    if (/^(tests\/journeys\/|apps\/web\/)/.test(place)) needs.pages = true;
    if (place === 'tests/journeys/browser.ts') needs.browser = true;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import\()\s*'(\.[^']+\.ts)'/g))
      waiting.push(join(dirname(file), path));
  }
  return needs;
}
