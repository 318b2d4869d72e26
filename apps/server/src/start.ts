import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createCollab, editLimits, type Collab } from '@samskriv/collab';
import {
  announceSchema,
  hostHouse,
  isHttps,
  isLoopback,
  isOwnOrigin,
  offerFirstAccount,
  openQuotas,
  plantDemo,
  seeDemo,
  sessionCookieName,
  type House,
} from '@samskriv/commands';
import { openHeavyReads } from '@samskriv/commands/heavy';
import { createMailer } from '@samskriv/commands/jobs';
import { connect, whoIsHere, type Pool } from '@samskriv/database';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './database.ts';
import { isStraightFromHere } from './clientAddress.ts';
import { addressHeader, answer, openFrontDoor, type Doors, type Handler } from './http.ts';
import { startJobs } from './jobs.ts';
import type { Log } from './log.ts';
import { databaseAnswers, mayReadMetrics, openMetrics } from './metrics.ts';

/**
 * A process that serves. `url` is where; `firstAccount` is the address of the link for the first account, a secret, where
 * nobody has one yet; `stop` ends everything it started, in order, and never takes 30 seconds.
 */
export type Running = { readonly url: string; readonly firstAccount: string | null; stop(): Promise<void> };

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
    const heavy = openHeavyReads(database.address);
    ends.pools.push(() => heavy.stop());
    const house: House = { ...openHouse(config, sql), heavy, quotas: openQuotas() };
    hostHouse(house, { ...house, demo: config.demo === 'everybody' });
    const plants = config.demo === 'everybody' || (house.demo && database.embedded);
    if (plants && (await whoIsHere(sql)) === 'nobody') await plantDemo(house);
    const server = await serve(config, log, house, database, openWeb, ends);
    await warn(config, house, log);
    if (config.services.has('jobs')) {
      const jobs = await startJobs(house, database.address, log);
      ends.doors.push(() => jobs.stop());
    }
    const { port } = server.address() as AddressInfo;
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    return { url, firstAccount: await firstAccountOf(config, house, port), stop };
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
    cookieName: sessionCookieName(config.publicUrl),
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, host, config.publicUrl),
    demoFor: (request) => config.demo === 'everybody' || (config.demo === 'thisMachine' && isStraightFromHere(request)),
    addressOf: (request) => String(request.headers[addressHeader] ?? ''),
    mostSocketsPerAddress: config.connectionsPerAddress,
    timeToSignIn: 10_000,
    edits: editLimits(config.editsPerSecond),
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
      '/metrics': async (response, request) => {
        if (!mayReadMetrics(request, config.metricsToken)) return answer(response, 404, 'not found');
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

/** The house as requests straight from this machine see it. */
function openHouse({ smtpUrl, publicUrl, demo }: Config, sql: Pool): House {
  const mail = smtpUrl === null || publicUrl === null ? null : createMailer({ smtpUrl, publicUrl });
  return { sql, mail, publicUrl, demo: demo !== 'nobody' };
}

/**
 * Where the first account of a house without a demo is made: by a link that whoever started the process reads. Null where
 * there are accounts, also those of a demo that is let in.
 */
async function firstAccountOf(config: Config, house: House, port: number): Promise<string | null> {
  if (!config.services.has('web') || (await seeDemo(house)) === 'open') return null;
  const offer = await offerFirstAccount(house);
  if (offer === null) return null;
  // An address to listen on that means "all" is none to open.
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  return `${config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`}${offer.path}`;
}

/** Says what whoever runs the house should know of how people get in. */
async function warn(config: Config, house: House, log: Log): Promise<void> {
  if ((await seeDemo(house)) === 'closed')
    log.warn('people of the demo live here, whose password is published: nobody gets in as one of them, but with DEMO=1');
  if (config.publicUrl !== null && !isHttps(config.publicUrl) && !isLoopback(new URL(config.publicUrl).hostname))
    log.warn('PUBLIC_URL is not https: passwords and texts can be read and changed on the way');
}

/** Does not keep the process alive by itself. */
function patience(milliseconds: number): Promise<void> {
  return delay(milliseconds, undefined, { ref: false });
}
