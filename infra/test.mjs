// `npm test [-- <vitest's arguments>]`: everything that needs nothing but this repository and, for the journeys, Chromium. Pages
// are built, and Chromium is asked for, when one of the chosen tests needs them.
// KILLS, SEEDS and FRAMES make the loops longer; CI=true runs 20 kills and 200 seeds.
import { buildIfStale } from './build.mjs';
import { chromium } from './chromium.mjs';
import { runNode } from './run.mjs';
import { testNeeds } from './testNeeds.mjs';

const args = process.argv.slice(2);
const env = { ...process.env };
// What a developer has set for a server of their own is not meant for these tests.
for (const name of [
  'DATABASE_URL',
  'APP_DATABASE_URL',
  'TEST_DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'SERVICES',
  'DEMO',
  'PORT',
  'HOST',
  'DATA_DIR',
])
  delete env[name];

const needs = testNeeds(args);
if (needs.pages) await buildIfStale();
const browser = needs.browser ? chromium() : undefined;
if (browser === null) process.exitCode = 1;
else
  process.exitCode = await runNode('vitest', ['run', '--project', '!services', ...args], {
    env: { ...env, ...(browser && { CHROMIUM: browser }) },
  });
