import { hash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drawSecret, hashSecret } from '@samskriv/auth';
import { isOwnOrigin } from '@samskriv/commands';
import { createCollab, type Collab, type CollabOptions } from '@samskriv/collab';
import { connect, type Pool } from '@samskriv/database';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { birthUpdate, emptyTarget } from '@samskriv/document';
import { RawClient } from './rawClient.ts';

/** A person of a test, with a bearer token and a session cookie. */
export type TestPerson = { id: string; name: string; token: string; cookie: string };

/** A running collaboration server over a database of its own, with people and a paper. */
export type TestHouse = {
  db: FreshDatabase;
  collab: Collab;
  port: number;
  paperId: string;
  groupId: string;
  document: string;
  logged: { level: string; fields: object; message: string }[];
  person(role: 'chair' | 'member' | 'expert' | 'observer' | null, name?: string): Promise<TestPerson>;
  client(person: TestPerson | null, document?: string): Promise<RawClient>;
  paper(): Promise<{ paperId: string; groupId: string; document: string }>;
  close(): Promise<void>;
};

/** A pool for a server, and what holds once the server hears the notices on it: until then it learns of news at its next look. */
function heard(pool: Pool): { sql: Pool; hears: Promise<void> } {
  const { promise: hears, resolve } = Promise.withResolvers<void>();
  const listen: Pool['listen'] = async (...channel) => {
    const listening = await pool.listen(...channel);
    resolve();
    return listening;
  };
  const get = (target: Pool, key: string | symbol, receiver: unknown) =>
    key === 'listen' ? listen : (Reflect.get(target, key, receiver) as unknown);
  return { hears, sql: new Proxy(pool, { get }) };
}

/** Starts one. `pool` replaces how pools are opened (to stand something between server and database). */
export async function openHouse(
  options: Partial<CollabOptions> & { pool?: (db: FreshDatabase, log: boolean) => Pool } = {},
): Promise<TestHouse> {
  const db = await freshDatabase();
  const logged: TestHouse['logged'] = [];
  const say = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const open = options.pool ?? ((at: FreshDatabase, log: boolean) => connect(at.address, { max: log ? 1 : 4, log }));
  const pools = [open(db, false), open(db, true)] as const;
  const { sql, hears } = heard(options.sql ?? pools[0]);
  const collab = createCollab({
    appendPool: pools[1],
    redisUrl: null,
    cookieName: 'samskriv_session',
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, host, null),
    demoFor: () => false,
    addressOf: (request) => request.socket.remoteAddress ?? '',
    mostSocketsPerAddress: 1000,
    timeToSignIn: 600_000,
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    ...options,
    sql,
  });
  const server: Server = createServer((_, response) => response.end());
  server.on('upgrade', (request, socket, head) => collab.handleUpgrade(request, socket, head) || socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [organisation] = await db.owner<{ id: string }[]>`insert into organisation (name) values ('Strandholt Kommune') returning id`;
  const birth = birthUpdate(emptyTarget('Prøve'));
  await hears;

  async function paper() {
    const [target] = await db.owner<{ id: string }[]>`insert into procurement_target (title) values ('Prøve') returning id`;
    const [group] = await db.owner<{ id: string }[]>`
      insert into working_group (title, kind, target_id) values ('Prøve', 'new', ${target!.id}) returning id`;
    const [made] = await db.owner<{ id: string }[]>`
      insert into paper (group_id, kind, title) values (${group!.id}, 'target', 'Prøve') returning id`;
    await db.owner`insert into paper_round (paper_id, round, head) values (${made!.id}, 1, 1)`;
    await db.owner`insert into paper_update (paper_id, round, number, kind, hash, bytes) values (${made!.id}, 1, 1, 'birth', ${hash('sha256', birth)}, ${birth})`;
    return { paperId: made!.id, groupId: group!.id, document: `paper:${made!.id}:1` };
  }

  const first = await paper();
  let people = 0;
  return {
    db,
    collab,
    port,
    logged,
    ...first,
    paper,
    async person(role, name = `Person ${++people}`) {
      const token = `sk_${drawSecret()}`;
      const cookie = drawSecret();
      const [row] = await db.owner<{ id: string }[]>`
        insert into person (mail, name, organisation_id) values (${drawSecret()}, ${name}, ${organisation!.id}) returning id`;
      const id = row!.id;
      await db.owner`insert into api_token (id, person_id) values (${hashSecret(token)}, ${id})`;
      await db.owner`insert into session (id, person_id, expires_at) values (${hashSecret(cookie)}, ${id}, now() + interval '1 day')`;
      if (role !== null) await db.owner`insert into membership (group_id, person_id, role) values (${first.groupId}, ${id}, ${role})`;
      return { id, name, token, cookie };
    },
    client(person, document = first.document) {
      return new RawClient(`ws://127.0.0.1:${port}/collab`, document).enter(person?.token ?? '');
    },
    async close() {
      await collab.close(500);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(pools.map((pool) => pool.end({ timeout: 1 })));
      await db.drop();
    },
  };
}

/** Another process' collaboration server on the same database, as another instance would be. */
export type Instance = {
  collab: Collab;
  port: number;
  client(person: TestPerson, document: string): Promise<RawClient>;
  close(): Promise<void>;
};

/** Starts one. */
export async function openInstance(db: FreshDatabase, options: Partial<CollabOptions> = {}): Promise<Instance> {
  const pools = [connect(db.address, { max: 4 }), connect(db.address, { max: 1, log: true })] as const;
  const { sql, hears } = heard(options.sql ?? pools[0]);
  const quiet = () => {};
  const collab = createCollab({
    appendPool: pools[1],
    redisUrl: null,
    cookieName: 'samskriv_session',
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, host, null),
    demoFor: () => false,
    addressOf: () => 'another',
    mostSocketsPerAddress: 1000,
    timeToSignIn: 600_000,
    log: { info: quiet, warn: quiet, error: quiet },
    ...options,
    sql,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => collab.handleUpgrade(request, socket, head) || socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await hears;
  return {
    collab,
    port,
    client: (person, document) => new RawClient(`ws://127.0.0.1:${port}/collab`, document).enter(person.token),
    async close() {
      await collab.close(500);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(pools.map((pool) => pool.end({ timeout: 1 })));
    },
  };
}

/** Types `text` into the first paragraph of the paper, as a new text of its own. */
export function type(client: RawClient, text: string): void {
  client.doc.getXmlFragment('default').doc!.getText('notes').insert(0, text);
}
