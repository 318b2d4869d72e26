import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from './config.ts';
import { openLog } from './log.ts';
import { addressHeader, schemeHeader, type Handler } from './http.ts';
import { start, type OpenWeb, type Running } from './start.ts';

// A file of 25 MB with what a form puts around it; whoever takes less stops reading earlier.
const mostBodyBytes = String(26 * 1024 * 1024);

/** The pages as apps/web builds them. It reads these variables when it is loaded. */
const builtWeb: OpenWeb = async () => {
  const build = fileURLToPath(new URL('../../web/build/handler.js', import.meta.url));
  if (!existsSync(build)) throw new Error('apps/web is not built: run npm run build, or npm start, which builds it.');
  Object.assign(process.env, {
    ADDRESS_HEADER: addressHeader,
    PROTOCOL_HEADER: schemeHeader,
    BODY_SIZE_LIMIT: mostBodyBytes,
    NODE_ENV: 'production',
  });
  const { handler } = (await import(build)) as { handler: Handler };
  return { handler };
};

// Everything is to have ended by then; the embedded Postgres ends with us in any case.
const patience = 25_000;

/** Runs the process until it is told to stop. The settings come from the environment. */
export async function main(openWeb: OpenWeb = builtWeb): Promise<void> {
  const log = openLog();
  // One broken promise must not take the text of everybody with it; what is saved is in the database.
  process.on('uncaughtException', (error) => log.fatal({ err: error }, 'uncaught exception'));
  process.on('unhandledRejection', (reason) => log.fatal({ err: reason }, 'unhandled rejection'));

  let running: Promise<Running> | undefined;
  let stopping = false;
  const stop = async (signal: string) => {
    // A Ctrl-C comes twice: from the terminal to all of us, and passed on by the process that started us.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), patience).unref();
    const started = await running?.catch(() => null);
    await started?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(signal));

  try {
    running = start(readConfig(process.env), log, openWeb);
    const { url, firstAccount } = await running;
    if (stopping) return;
    // A secret, for whoever started us: it goes here and never into the log.
    if (firstAccount !== null)
      console.log(`Nobody has an account here yet. This link makes the first one, within 24 hours:\n${firstAccount}`);
    console.log(`Samskriv ready on ${url}`);
  } catch (error) {
    if (stopping) return;
    console.error(error instanceof ConfigError || isPlain(error) ? `Samskriv cannot start: ${error.message}` : error);
    process.exit(1);
  }
}

/** Errors whose words are written for whoever starts the process. */
function isPlain(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'FolderInUse' || error.name === 'SchemaError' || ('code' in error && error.code === 'EADDRINUSE'))
  );
}

if (import.meta.main) await main();
