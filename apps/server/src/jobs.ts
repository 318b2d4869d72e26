import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '@samskriv/commands';
import { jobCalendar, jobTasks } from '@samskriv/commands/jobs';
import type { Address } from '@samskriv/database';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import type { Log } from './log.ts';

/**
 * Works off the queue in this process. A database that goes away is waited for; `stop` lets the jobs at hand finish for
 * five seconds.
 */
export async function startJobs(house: House, address: Address, log: Log): Promise<{ stop(): Promise<void> }> {
  const place =
    'socket' in address
      ? { host: address.socket, port: 5432, database: address.database, user: 'samskriv_app' }
      : { connectionString: address.url };
  const pool = new pg.Pool({ ...place, max: 3, application_name: 'samskriv-jobs' });
  const away = (error: Error) => log.warn({ error: error.message }, 'the queue lost its database');
  pool.on('error', away);
  pool.on('connect', (connection) => void connection.on('error', away));

  let stopping = false;
  let runner: Awaited<ReturnType<typeof run>> | undefined;
  let retry: NodeJS.Timeout | undefined;
  const work = { taskList: jobTasks(house), parsedCronItems: jobCalendar, concurrency: 2 };

  const start = async () => {
    runner = await run({ ...work, pgPool: pool, noHandleSignals: true, logger: quietLogger(log) });
    // The promise ends when the worker gives up, as it does when the database stays away.
    runner.promise.then(again, again);
  };
  const again = (error?: unknown) => {
    if (stopping) return;
    if (error !== undefined) away(error instanceof Error ? error : new Error(String(error)));
    retry = setTimeout(() => void start().catch(again), 2000);
  };
  await start();
  return {
    async stop() {
      stopping = true;
      clearTimeout(retry);
      await Promise.race([runner?.stop().catch(() => {}), delay(5000, undefined, { ref: false })]);
      await Promise.race([pool.end().catch(() => {}), delay(2000, undefined, { ref: false })]);
    },
  };
}

/** The worker's own messages; they name tasks and job numbers, never a payload. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ worker: message }, 'jobs');
    else if (level === 'warning') log.warn({ worker: message }, 'jobs');
  });
}
