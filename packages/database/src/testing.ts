import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { connect, type Address, type Pool } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { appUrl, migrate, type OwnerAddress } from './migrate.ts';

/** A migrated database of one's own. `sql` is the application's pool, `owner` may do everything; `drop` closes both. */
export type FreshDatabase = { sql: Pool; owner: Pool; address: Address; ownerAddress: OwnerAddress; drop(): Promise<void> };

type TestServer = { admin: OwnerAddress; template: string };

const doorVariable = 'SAMSKRIV_TEST_DATABASES';

/** What a database begins with: filled in once in a run, by whoever asks first, and copied for everybody. */
export type Filling = { readonly name: string; fill(sql: Pool): Promise<unknown> };

/**
 * A migrated database for one test file, empty or with a filling: a copy of a template, in the run's own Postgres, or in the one
 * of TEST_DATABASE_URL or DATABASE_URL where one of them is set. Outside vitest it starts a Postgres for this process.
 */
export async function freshDatabase(filling?: Filling): Promise<FreshDatabase> {
  const server = await testServer();
  const { admin } = server;
  const template = filling === undefined ? server.template : await filledTemplate(server, filling);
  const database = `samskriv_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, (sql) => sql`create database ${sql(database)} template ${sql(template)}`);
  const ownerAddress = inDatabase(admin, database);
  const address: Address = 'socket' in ownerAddress ? ownerAddress : { url: appUrl(ownerAddress.url) };
  const sql = connect(address);
  const owner = openAsOwner(ownerAddress);
  return {
    sql,
    owner,
    address,
    ownerAddress,
    async drop() {
      await Promise.all([sql.end({ timeout: 2 }), owner.end({ timeout: 2 })]);
      await asAdmin(admin, (admin) => admin`drop database if exists ${admin(database)} with (force)`);
    },
  };
}

let own: Promise<TestServer> | undefined;

function testServer(): Promise<TestServer> {
  const door = process.env[doorVariable];
  own ??= door === undefined ? prepareServer().then(({ server }) => server) : askAtDoor(door);
  return own;
}

/**
 * Vitest's globalSetup: the first test that wants a database has the server started, and the others share it. The workers
 * are other processes, so they ask at a socket; runs without databases start nothing.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'samskriv-tests-'));
  let prepared: ReturnType<typeof prepareServer> | undefined;
  const door = createServer((socket) => {
    socket.on('error', () => {});
    prepared ??= prepareServer();
    prepared.then(
      ({ server }) => socket.end(JSON.stringify(server)),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  const path = join(folder, 'door');
  await new Promise<void>((resolve) => door.listen(path, resolve));
  process.env[doorVariable] = path;
  return async () => {
    door.close();
    await (await prepared?.catch(() => undefined))?.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

function askAtDoor(path: string): Promise<TestServer> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connectSocket(path);
    socket.on('data', (data) => (said += String(data)));
    socket.on('error', reject);
    socket.on('close', () => {
      const answer = JSON.parse(said || '{"error":"the run is over"}') as TestServer | { error: string };
      if ('error' in answer) reject(new Error(`No database for the tests: ${answer.error}`));
      else resolve(answer);
    });
  });
}

async function prepareServer(): Promise<{ server: TestServer; close(): Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  const template = `samskriv_template_${process.pid}_${randomBytes(4).toString('hex')}`;
  if (url !== undefined && url !== '') {
    const admin: OwnerAddress = { url };
    await prepareTemplate(admin, template);
    return {
      server: { admin, template },
      close: () => dropTemplates(admin, template),
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'samskriv-tests-'));
  chmodSync(folder, 0o755);
  // The machine does not crash during a test run, and what Postgres has written survives Postgres.
  const embedded = await startEmbedded(folder, { settings: { fsync: 'off', max_connections: '400' } });
  const admin: OwnerAddress = { socket: embedded.socket, database: 'postgres' };
  await prepareTemplate(admin, template);
  const close = async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server: { admin, template }, close };
}

async function filledTemplate({ admin, template }: TestServer, { name, fill }: Filling): Promise<string> {
  const filled = `${template}_${name}`;
  await asAdmin(admin, async (sql) => {
    // The test files run in processes of their own: one fills, and the others wait. A reserved connection is not closed as idle,
    // which would end the lock.
    const one = await sql.reserve();
    try {
      await one`select pg_advisory_lock(hashtext(${filled}))`;
      if ((await one`select from pg_database where datname = ${filled}`).length > 0) return;
      const unfinished = `${filled}_new`;
      await one`drop database if exists ${one(unfinished)} with (force)`;
      await one`create database ${one(unfinished)} template ${one(template)}`;
      const address = inDatabase(admin, unfinished);
      const pool = connect('socket' in address ? address : { url: appUrl(address.url) });
      await Promise.resolve(fill(pool)).finally(() => pool.end({ timeout: 2 }));
      await one`alter database ${one(unfinished)} rename to ${one(filled)}`;
    } finally {
      one.release();
    }
  });
  return filled;
}

/** The template and whatever was filled from it. */
async function dropTemplates(admin: OwnerAddress, template: string): Promise<void> {
  await asAdmin(admin, async (sql) => {
    const names = await sql<{ name: string }[]>`select datname as name from pg_database where starts_with(datname, ${template})`;
    for (const { name } of names) await sql`drop database if exists ${sql(name)} with (force)`;
  });
}

async function prepareTemplate(admin: OwnerAddress, template: string): Promise<void> {
  await asAdmin(admin, (sql) => sql`create database ${sql(template)}`);
  await migrate(inDatabase(admin, template));
}

function inDatabase(address: OwnerAddress, database: string): OwnerAddress {
  if ('socket' in address) return { socket: address.socket, database };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

function openAsOwner(address: OwnerAddress, max = 4): Pool {
  const options = { max, idle_timeout: 20, onnotice: () => {}, transform: postgres.camel, types: {} };
  if ('url' in address) return postgres(address.url, options);
  return postgres({ ...options, host: address.socket, port: 5432, database: address.database, username: 'postgres' });
}

async function asAdmin(address: OwnerAddress, act: (sql: Pool) => Promise<unknown>): Promise<void> {
  const sql = openAsOwner(address, 1);
  try {
    await act(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
