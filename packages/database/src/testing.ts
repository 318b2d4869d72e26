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

/**
 * An empty, migrated database for one test file: a copy of a template, in the run's own Postgres, or in the one of
 * TEST_DATABASE_URL or DATABASE_URL where one of them is set. Outside vitest it starts a Postgres for this process.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { admin, template } = await testServer();
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
      close: () => asAdmin(admin, (sql) => sql`drop database if exists ${sql(template)} with (force)`),
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
