import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Address } from './connect.ts';
import { refuseBrokenSchema, refuseNewerSchema } from './knownSchema.ts';
import { migrations } from './migrationFiles.ts';

export { SchemaError } from './knownSchema.ts';

/** A database as its owner sees it: the embedded one, or the address in DATABASE_URL. */
export type OwnerAddress = { socket: string; database: string } | { url: string };

const role = 'samskriv_app';
const quiet = new Logger(() => () => {});

/**
 * Brings the database up to date, as its owner, and returns where the application connects: as samskriv_app, whose
 * password is derived from the owner's, or by `app` (APP_DATABASE_URL) where that is given; then no password is set.
 * Several processes may call it at once; one works and the others wait. `log` hears the name of each migration that is run.
 * Throws SchemaError where a newer version has migrated the database, and where it lacks what the migrations made.
 */
export async function migrate(
  owner: OwnerAddress,
  { app, log = () => {} }: { app?: string; log?: (line: string) => void } = {},
): Promise<Address> {
  const address = 'socket' in owner ? owner : { url: app ?? appUrl(owner.url) };
  const client = openClient(owner);
  await client.connect();
  try {
    const query = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
    await ensureRole(client, rolePassword(owner, app));
    // One lock around everything, waited for: whoever comes second finds the work done.
    await client.query(`select pg_advisory_lock(hashtext('samskriv migrate'))`);
    await refuseNewerSchema(query);
    const options = { dbClient: client, dir: migrations, direction: 'up', migrationsTable: 'migration', noLock: true } as const;
    // Numbers are handed out in ranges to people who work side by side, so a lower one may arrive later.
    const ran = await runner({ ...options, checkOrder: false, logger: silent });
    for (const { name } of ran) log(name);
    await refuseBrokenSchema(query);
    await ensureQueue(client, address);
  } finally {
    await client.end();
  }
  return address;
}

/** Makes the application's role where it is missing, and nothing else: migrations grant to it. `app` as for `migrate`. */
export async function makeRole(owner: OwnerAddress, { app }: { app?: string } = {}): Promise<void> {
  const client = openClient(owner);
  await client.connect();
  try {
    await ensureRole(client, rolePassword(owner, app));
  } finally {
    await client.end();
  }
}

function openClient(owner: OwnerAddress): pg.Client {
  const client = new pg.Client('socket' in owner ? { ...onSocket(owner), user: 'postgres' } : { connectionString: owner.url });
  client.on('error', () => {});
  return client;
}

function rolePassword(owner: OwnerAddress, app: string | undefined): string | null {
  return 'socket' in owner || app !== undefined ? null : passwordOf(appUrl(owner.url));
}

/**
 * The application's address beside the owner's: samskriv_app, with a password that follows from the owner's (HMAC-SHA256),
 * so that one address configures both; without a password where the owner needs none.
 */
export function appUrl(ownerUrl: string): string {
  const password = passwordOf(ownerUrl);
  const credentials = password === null ? role : `${role}:${createHmac('sha256', password).update(role).digest('base64url')}`;
  return ownerUrl.replace(urlStart, (_, scheme: string) => `${scheme}${credentials}@`);
}

const urlStart = /^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/;

function passwordOf(url: string): string | null {
  const password = /^postgres(?:ql)?:\/\/[^@/:]*:([^@/]+)@/.exec(url)?.[1];
  return password === undefined ? null : decodeURIComponent(password);
}

/** The role belongs to the whole server, so databases that are set up at the same time meet here, whatever locks they hold. */
async function ensureRole(client: pg.Client, password: string | null): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await client.query(`create role ${role} login`);
      if (password !== null) await client.query(`alter role ${role} login password ${client.escapeLiteral(password)}`);
      return;
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === '42501')
        throw new Error(
          `The owner in DATABASE_URL may not make or change the role ${role}: make it by hand, grant it to the owner, and set APP_DATABASE_URL.`,
          { cause: error },
        );
      const raced = code === '42710' || code === '23505' || code === 'XX000';
      if (!raced || tries === 20) throw error;
      await delay(10 * tries);
    }
  }
}

/** The job queue belongs to the application's role: graphile-worker locks its tables to everybody but their owner. */
async function ensureQueue(client: pg.Client, address: Address): Promise<void> {
  const { rowCount } = await client.query(`select from pg_namespace where nspname = 'graphile_worker'`);
  const app = new pg.Pool({ ...('socket' in address ? { ...onSocket(address), user: role } : { connectionString: address.url }), max: 2 });
  app.on('error', () => {});
  app.on('connect', (connection) => void connection.on('error', () => {}));
  try {
    if (rowCount === 0) {
      const { rows } = await app.query<{ name: string }>('select quote_ident(current_user) as name');
      const name = rows[0]!.name;
      // Since Postgres 16 whoever makes a role may administer it, but is not in it; before, 'set' was no word.
      const { rows: member } = await client.query<{ yes: boolean }>(
        `select pg_has_role(current_user, $1, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as yes`,
        [name],
      );
      if (!member[0]!.yes) await client.query(`grant ${name} to current_user`);
      await client.query('begin');
      await client.query(`create schema graphile_worker authorization ${name}`);
      // The table that graphile-worker makes first; without it, it would try to make the schema.
      await client.query(
        'create table graphile_worker.migrations (id int primary key, ts timestamptz not null default now(), breaking boolean not null default false)',
      );
      await client.query(`alter table graphile_worker.migrations owner to ${name}`);
      await client.query('commit');
    }
    await runMigrations({ pgPool: app, logger: quiet });
  } finally {
    await app.end();
  }
}

function onSocket({ socket, database }: { socket: string; database: string }) {
  return { host: socket, port: 5432, database };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
