import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createCollab, type Collab } from '@samskriv/collab';
import { announceSchema, hostHouse, plantDemo, type House } from '@samskriv/commands';
import { createMailer } from '@samskriv/commands/jobs';
import { connect, whoIsHere, type Pool } from '@samskriv/database';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './database.ts';
import { addressHeader, answer, openFrontDoor, type Doors, type Handler } from './http.ts';
import { startJobs } from './jobs.ts';
import type { Log } from './log.ts';
import { databaseAnswers, openMetrics } from './metrics.ts';

/** A process that serves. `url` is where; `stop` ends everything it started, in order, and never takes 30 seconds. */
export type Running = { readonly url: string; stop(): Promise<void> };

// What is to be ended, stage by stage: whoever takes orders, the pools they use, Postgres.
type Ends = Record<'doors' | 'pools' | 'database', (() => Promise<unknown>)[]>;

/** Where the pages come from: the build, or Vite while developing. */
export type OpenWeb = (server: Server) => Promise<{ handler: Handler; close?(): Promise<void> }>;

/** Starts what the settings ask for and resolves when it takes requests. */
export async function start(config: Config, log: Log, openWeb: OpenWeb): Promise<Running> {
  const ends: Ends = { doors: [], pools: [], database: [] };
  const stop = async () => {
    const ended = (all: (() => Promise<unknown>)[]) =>
      Promise.all(all.splice(0).map((end) => end().catch((error: unknown) => log.error({ err: error }, 'while stopping'))));
    await ended(ends.doors);
    await ended(ends.pools);
    await ended(ends.database);
  };
  try {
    const database = await openDatabase(config, log);
    ends.database.push(() => database.stop());
    const sql = connect(database.address);
    ends.pools.push(() => sql.end({ timeout: 3 }));
    const announced = await announceSchema(sql);
    ends.doors.push(() => Promise.race([announced.stop(), patience(2000)]));
    const house = await openHouse(config, database, sql);
    hostHouse(house);
    if (house.demo && (await whoIsHere(sql)) === 'nobody') await plantDemo(house);
    const server = await serve(config, log, house, database, openWeb, ends);
    if (config.services.has('jobs')) {
      const jobs = await startJobs(house, database.address, log);
      ends.doors.push(() => jobs.stop());
    }
    const { port } = server.address() as AddressInfo;
    return { url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openCollab(config: Config, log: Log, sql: Pool, database: Database, ends: Ends): Collab {
  const appendPool = connect(database.address, { max: 4, log: true });
  ends.pools.push(() => appendPool.end({ timeout: 3 }));
  return createCollab({
    sql,
    appendPool,
    redisUrl: config.redisUrl,
    log,
    publicUrl: config.publicUrl,
    cookieName: 'samskriv_session',
    addressOf: (request) => String(request.headers[addressHeader] ?? ''),
    mostSocketsPerAddress: config.connectionsPerAddress,
    timeToSignIn: 10_000,
  });
}

async function serve(config: Config, log: Log, house: House, database: Database, openWeb: OpenWeb, ends: Ends): Promise<Server> {
  let stopping = false;
  const doors: Doors = {
    plain: {
      '/healthz': (response) => Promise.resolve(answer(response, 200, 'ok')),
      '/readyz': async (response) => {
        const up = !stopping && (await databaseAnswers(house.sql));
        answer(response, up ? 200 : 503, up ? 'ready' : 'not ready');
      },
      '/metrics': async (response) => {
        answer(response, 200, await metrics.text(), metrics.contentType);
      },
    },
    web: null,
    upgrade: null,
  };
  const server = openFrontDoor(doors, config, {
    answered: (status, seconds) => metrics.answered(status, seconds),
    refusedConnection: () => metrics.refusedConnection(),
    failed: (error) => log.error({ err: error }, 'request'),
  });
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.once('close', () => connections--);
  });
  const collab = config.services.has('collab') ? openCollab(config, log, house.sql, database, ends) : null;
  if (collab !== null) doors.upgrade = (request, socket, head) => collab.handleUpgrade(request, socket, head);
  const metrics = openMetrics(house.sql, () => ({ connections, ...collab?.metrics() }));
  const web = config.services.has('web') ? await openWeb(server) : null;
  doors.web = web?.handler ?? null;

  server.listen(config.port, config.host);
  await once(server, 'listening');
  ends.doors.push(async () => {
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    // An answer from a database that is away is not waited for: what is not committed was not acknowledged.
    await Promise.race([Promise.all([collab?.close(), web?.close?.()]), patience(7000)]);
    // Requests at hand get three seconds; one that waits for a database that is away gets no more.
    const cut = setTimeout(() => server.closeAllConnections(), 3000);
    await closed;
    clearTimeout(cut);
  });
  return server;
}

/** The demo is offered where it was asked for, and in an embedded database where nobody real has come to live. */
async function openHouse({ smtpUrl, publicUrl, demo }: Config, { embedded }: Database, sql: Pool): Promise<House> {
  const mail = smtpUrl === null || publicUrl === null ? null : createMailer({ smtpUrl, publicUrl });
  return { sql, mail, publicUrl, demo: demo ?? (embedded && (await whoIsHere(sql)) !== 'people') };
}

/** Does not keep the process alive by itself. */
function patience(milliseconds: number): Promise<void> {
  return delay(milliseconds, undefined, { ref: false });
}
