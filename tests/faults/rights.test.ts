import * as Y from 'yjs';
import { notify } from '@samskriv/database';
import { hashSecret } from '@samskriv/auth';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';
import { RawClient } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna');
});
afterAll(() => house.close());

const address = () => `ws://127.0.0.1:${house.port}/collab`;

describe('the door', () => {
  it('knows nobody without a session or a token', async () => {
    const nobody = await house.client(null);
    expect(nobody.auth).toEqual({ ok: false, word: 'not_signed_in' });
    const liar = new RawClient(address(), house.document);
    await liar.enter('sk_nothing');
    expect(liar.auth).toEqual({ ok: false, word: 'not_signed_in' });
    nobody.leave();
    liar.leave();
  });

  it('shows another group’s paper to nobody, and no paper that is none (row 40)', async () => {
    const foreign = await house.paper();
    const stranger = await house.person(null);
    for (const [person, document] of [
      [anna, foreign.document],
      [stranger, house.document],
      [anna, `paper:${house.paperId}:2`],
      [anna, 'paper:00000000-0000-4000-8000-000000000000:1'],
      [anna, 'thin'],
      [anna, `paper:${house.paperId}:1 `],
    ] as const) {
      const client = await house.client(person, document);
      expect(client.auth).toEqual({ ok: false, word: 'not_found' });
      expect(client.synced).toBe(false);
      client.leave();
    }
  });

  it('asks both documents’ rights when one socket opens two (row 41)', async () => {
    const foreign = await house.paper();
    const own = await house.client(anna);
    const other = new RawClient(address(), foreign.document, { ws: own.ws });
    await other.enter(anna.token);
    expect(other.auth).toEqual({ ok: false, word: 'not_found' });
    expect(other.synced).toBe(false);
    other.connectDoc();
    type(other, 'fremmed');
    // What comes after it on the same socket has been answered: so has it.
    own.connectDoc();
    type(own, 'egen');
    await own.until(() => own.acks.length === 1);
    expect(own.acks).toEqual([true]);
    expect(other.acks).toEqual([]);
    const [row] = await house.db.owner`select count(*)::int as rows from paper_update where paper_id = ${foreign.paperId}`;
    expect(row!['rows']).toBe(1);
    own.leave();
  });

  it('takes a cookie only with its own Origin (row 36)', async () => {
    const headers = { cookie: `samskriv_session=${anna.cookie}` };
    for (const origin of ['https://ond.example', 'null', undefined]) {
      const status = await new Promise((resolve) => {
        const ws = new WebSocket(address(), { headers, ...(origin === undefined ? {} : { origin }) });
        ws.on('unexpected-response', (_, response) => resolve(response.statusCode));
        ws.on('open', () => resolve(101));
        ws.on('error', () => {});
      });
      expect(status).toBe(403);
    }
    const own = new RawClient(address(), house.document, { headers, origin: `http://127.0.0.1:${house.port}` });
    await own.enter('');
    expect(own.auth?.ok).toBe(true);
    own.leave();
  });

  it('asks a client of an older schema to reload before it opens anything', async () => {
    const old = new RawClient(`${address()}?schema=0`, house.document);
    await old.until(() => old.closed !== null);
    expect(old.closed).toEqual({ code: 4426, reason: 'schema' });
    const odd = new RawClient(`${address()}?schema=abc`, house.document);
    await odd.until(() => odd.closed !== null);
    expect(odd.closed?.code).toBe(4426);
  });

  it('lets one address hold so many sockets and no more (row 35)', async () => {
    const small = await openHouse({ mostSocketsPerAddress: 20, timeToSignIn: 600_000 });
    const clients = Array.from({ length: 3000 }, () => new RawClient(`ws://127.0.0.1:${small.port}/collab`, small.document));
    await Promise.all(clients.map((client) => client.opened().catch(() => {})));
    const within = clients.filter((client) => client.ws.readyState === WebSocket.OPEN);
    expect(within).toHaveLength(20);
    expect(small.collab.metrics().sockets).toBe(20);
    const anna = await small.person('chair');
    await expect(small.client(anna)).rejects.toThrow('429');
    for (const client of within) client.leave();
    await expect.poll(() => small.collab.metrics().sockets, { timeout: 60_000 }).toBe(0);
    const again = await small.client(anna);
    expect(again.auth?.ok).toBe(true);
    again.leave();
    await small.close();
  });

  it('closes who does not sign in, and nobody else (row 35)', async () => {
    const strict = await openHouse({ timeToSignIn: 15_000 });
    const signedIn = await strict.client(await strict.person('chair'));
    expect(signedIn.auth?.ok).toBe(true);
    const silent = new RawClient(`ws://127.0.0.1:${strict.port}/collab`, strict.document);
    await silent.until(() => silent.closed !== null);
    expect(silent.closed).toEqual({ code: 4408, reason: 'not_signed_in' });
    expect(signedIn.ws.readyState).toBe(WebSocket.OPEN);
    signedIn.leave();
    await strict.close();
  });
});

describe('a right that is taken away', () => {
  it('lowers an open socket at once, and the next edit is refused (row 38)', async () => {
    const person = await house.person('member');
    const client = (await house.client(person)).connectDoc();
    type(client, 'før');
    await client.until(() => client.acks.length === 1);
    await house.db.owner.begin(async (sql) => {
      await sql`update membership set role = 'observer' where person_id = ${person.id}`;
      await notify(sql, { kind: 'rights', personId: person.id });
    });
    await client.until(() => client.stateless.length === 1);
    expect(JSON.parse(client.stateless[0]!)).toEqual({ type: 'rights', mayWrite: false, open: true });
    type(client, 'efter');
    await client.until(() => client.acks.length === 2);
    expect(client.acks).toEqual([true, false]);
    client.leave();
  });

  it('refuses the next edit even when no notice comes (row 38)', async () => {
    const person = await house.person('member');
    const client = (await house.client(person)).connectDoc();
    await house.db.owner`update membership set role = 'expert' where person_id = ${person.id}`;
    type(client, 'x');
    await client.until(() => client.acks.length === 1);
    expect(client.acks).toEqual([false]);
    client.leave();
  });

  it.each([
    ['signing out', 4401, (id: string) => house.db.owner`delete from session where person_id = ${id}`],
    ['suspension', 4401, (id: string) => house.db.owner`update person set suspended_at = now() where id = ${id}`],
    ['removal from the group', 4404, (id: string) => house.db.owner`delete from membership where person_id = ${id}`],
    [
      'the end of an expert’s time',
      4404,
      (id: string) => house.db.owner`update membership set until_date = current_date - 3 where person_id = ${id}`,
    ],
  ])('%s closes the open socket', async (_, code, take) => {
    const person = await house.person('expert');
    const client = new RawClient(address(), house.document, {
      headers: { cookie: `samskriv_session=${person.cookie}` },
      origin: `http://127.0.0.1:${house.port}`,
    });
    await client.enter('');
    expect(client.auth?.ok).toBe(true);
    await take(person.id);
    await notify(house.db.owner, { kind: 'rights', personId: person.id });
    await client.until(() => client.closed !== null);
    expect(client.closed?.code).toBe(code);
    const again = new RawClient(address(), house.document, {
      headers: { cookie: `samskriv_session=${person.cookie}` },
      origin: `http://127.0.0.1:${house.port}`,
    });
    await again.enter('');
    expect(again.auth?.ok).toBe(false);
    again.leave();
  });

  it.each([
    ['a session that ran out', (id: string) => house.db.owner`update session set expires_at = now() where person_id = ${id}`],
    ['a token that was revoked', (id: string) => house.db.owner`update api_token set revoked_at = now() where person_id = ${id}`],
  ])('by %s is told at reconnect, and after sign-in the edits arrive (row 39)', async (credential, end) => {
    const person = await house.person('member');
    const bySession = credential.includes('session');
    const come = async (doc: Y.Doc, { cookie, token }: { cookie: string; token: string }) => {
      const headers = { cookie: `samskriv_session=${cookie}` };
      const options = bySession ? { doc, headers, origin: `http://127.0.0.1:${house.port}` } : { doc };
      return (await new RawClient(address(), house.document, options).enter(bySession ? '' : token)).connectDoc();
    };
    const doc = new Y.Doc();
    const client = await come(doc, person);
    await end(person.id);
    type(client, 'skrevet for sent ');
    await client.until(() => client.acks.length === 1);
    expect(client.acks).toEqual([false]);
    client.leave();
    await client.until(() => client.closed !== null);
    type(client, 'skrevet imens ');
    const back = await come(doc, person);
    expect(back.auth).toEqual({ ok: false, word: 'not_signed_in' });
    back.leave();

    const fresh = { cookie: `${person.cookie}ny`, token: `${person.token}ny` };
    await house.db.owner`insert into api_token (id, person_id) values (${hashSecret(fresh.token)}, ${person.id})`;
    await house.db.owner`
      insert into session (id, person_id, expires_at) values (${hashSecret(fresh.cookie)}, ${person.id}, now() + interval '1 day')`;
    const signedIn = await come(doc, fresh);
    signedIn.sendSync(1, Y.encodeStateAsUpdate(doc));
    await signedIn.until(() => signedIn.acks.length === 1);
    expect(signedIn.acks).toEqual([true]);
    const reader = await house.client(anna);
    expect(reader.doc.getText('notes').toString()).toContain('skrevet imens skrevet for sent ');
    signedIn.leave();
    reader.leave();
  });
});
