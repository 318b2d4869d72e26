import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '@samskriv/database';
import { findRunning, startEmbedded } from '@samskriv/database/embedded';
import { makeRole, migrate, type OwnerAddress } from '@samskriv/database/migrate';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

/** The process' database, up to date. `stop` ends what this process started. */
export type Database = { readonly address: Address; readonly embedded: boolean; stop(): Promise<void> };

// A server that is about to come up is waited for this long; then whoever supervises this process decides.
const patience = 60_000;

/** Starts the embedded Postgres, or waits for the one of DATABASE_URL, and migrates it. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl !== null) {
    const owner = { url: config.databaseUrl };
    return { address: await migrated(owner, config, log), embedded: false, stop: () => Promise.resolve() };
  }
  const postgres = await startEmbedded(config.dataDir, { log: (line) => log.debug({ postgres: line }, 'postgres') });
  postgres.onExit((how) => log.error({ how }, 'Postgres ended and is started again'));
  try {
    const address = await migrated({ socket: postgres.socket, database: postgres.database }, config, log);
    return { address, embedded: true, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/**
 * For the command line: the database of a process that runs beside us, or one of our own. `stop` leaves the former as it was.
 */
export async function reachDatabase(config: Config, log: Log): Promise<Database> {
  const running = config.databaseUrl === null ? await findRunning(config.dataDir) : null;
  if (running === null) return openDatabase(config, log);
  return { address: await migrated(running, config, log), embedded: true, stop: () => Promise.resolve() };
}

/**
 * For the command line: the database as its owner, with its role and nothing else, of a process that runs beside us or of our
 * own. `finish` brings it up to date.
 */
export async function reachOwner(
  config: Config,
  log: Log,
): Promise<{ owner: OwnerAddress; finish(): Promise<void>; stop(): Promise<void> }> {
  const running = config.databaseUrl === null ? await findRunning(config.dataDir) : null;
  const own = config.databaseUrl === null && running === null ? await startEmbedded(config.dataDir) : null;
  const owner = running ?? (own === null ? { url: config.databaseUrl! } : { socket: own.socket, database: own.database });
  const stop = () => own?.stop() ?? Promise.resolve();
  try {
    await makeRole(owner, config.appDatabaseUrl === null ? {} : { app: config.appDatabaseUrl });
  } catch (error) {
    await stop();
    throw error;
  }
  return { owner, finish: async () => void (await migrated(owner, config, log)), stop };
}

async function migrated(owner: OwnerAddress, config: Config, log: Log): Promise<Address> {
  const app = config.appDatabaseUrl ?? undefined;
  const told = (line: string) => log.info({ migration: line }, 'migrate');
  for (const start = Date.now(); ; await delay(1000)) {
    try {
      return await migrate(owner, { ...(app === undefined ? {} : { app }), log: told });
    } catch (error) {
      if (!isAway(error) || Date.now() - start > patience) throw error;
      log.warn({ code: codeOf(error) }, 'the database is not there yet');
    }
  }
}

/** Whether an error says that no database answers, rather than that it answered no. */
function isAway(error: unknown): boolean {
  return /^(ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P0[123]|08|53300)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return inner instanceof Error && 'code' in inner ? String(inner.code) : '';
}
