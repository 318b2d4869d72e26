// `npm run test:services`: what the embedded Postgres and a single process cannot show, on the servers that DATABASE_URL and
// REDIS_URL name. DATABASE_URL must be an owner's who may create databases: each test file gets one of its own, and drops it.
// `npm run test:services -- <files>` runs some of them.
import { runNode } from './run.mjs';

const missing = ['DATABASE_URL', 'REDIS_URL'].filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`npm run test:services needs ${missing.join(' and ')}.`);
  process.exit(1);
}
const args = process.argv.slice(2);
const named = args.some((arg) => !arg.startsWith('-'));
const places = named ? [] : ['tests/services', 'packages/database', 'packages/auth', 'packages/commands'];
process.exitCode = await runNode('vitest', ['run', ...places, ...args]);
