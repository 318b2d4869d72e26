import { connect, type Pool } from '@samskriv/database';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';
import { freshPaper } from './race.ts';
import { RawClient, wire } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;
let bo: TestPerson;

/** What the server looked up in the database, beside the log's own line, and for what. */
const lookUps: { words: string; values: unknown[] }[] = [];
function heard(pool: Pool): Pool {
  return new Proxy(pool, {
    apply(sql, self, args: [readonly string[], ...unknown[]]) {
      const [words, ...values] = args;
      lookUps.push({ words: words.join('$'), values });
      return Reflect.apply(sql, self, args) as unknown;
    },
  });
}

beforeAll(async () => {
  house = await openHouse({
    pool: ({ address }, log) => (log ? connect(address, { max: 1, log }) : heard(connect(address, { max: 4 }))),
    sweep: 2 ** 31 - 1,
  });
  anna = await house.person('chair', 'Anna');
  bo = await house.person('member', 'Bo');
});
afterAll(() => house.close());

async function rows(document = house.document): Promise<number> {
  const [row] = await house.db.owner<{ rows: number }[]>`
    select count(*)::int as rows from paper_update where paper_id = ${document.split(':')[1] as string}`;
  return row!.rows;
}

/** An edit of a fresh document under a Yjs client id. */
function editOf(client: number, text = 'x'): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText('notes').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

describe('an edit', () => {
  it('is in the log when it is acknowledged, and reaches the others', async () => {
    const [a, b] = [(await house.client(anna)).connectDoc(), (await house.client(bo)).connectDoc()];
    const before = await rows();
    type(a, 'Flergangsservice');
    await a.until(() => a.acks.length === 1);
    expect(a.acks).toEqual([true]);
    expect(await rows()).toBe(before + 1);
    await b.until(() => b.doc.getText('notes').toString().includes('Flergangsservice'));
    const [row] = await house.db.owner`select author, kind, number, (select head from paper_round where paper_id = ${house.paperId}) as head
      from paper_update where paper_id = ${house.paperId} order by number desc limit 1`;
    expect(row).toMatchObject({ author: anna.id, kind: 'edit' });
    expect(row!['head']).toBe(row!['number']);
    a.leave();
    b.leave();
  });

  it('that is known already is acknowledged without a row', async () => {
    const a = await house.client(anna);
    const update = editOf(a.doc.clientID);
    a.sendSync(2, update);
    a.sendSync(2, update);
    a.sendSync(1, Y.encodeStateAsUpdate(a.doc));
    await a.until(() => a.acks.length === 3);
    expect(a.acks).toEqual([true, true, true]);
    const [row] = await house.db.owner`select count(*)::int as rows from paper_update where bytes = ${update}`;
    expect(row!['rows']).toBe(1);
    a.leave();
  });

  it('of many at once gets numbers without a gap, in commit order', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => house.person('member')));
    const place = house.document;
    const clients = await Promise.all(people.map((person) => house.client(person)));
    for (const client of clients) client.connectDoc();
    for (let step = 0; step < 30; step++) for (const client of clients) type(client, '.');
    await Promise.all(clients.map((client) => client.until(() => client.acks.length === 30, '30 acknowledgements')));
    const [log] = await house.db.owner`
      select count(*)::int as rows, min(number)::int as first, max(number)::int as last,
        (select head::int from paper_round where paper_id = ${house.paperId}) as head
      from paper_update where paper_id = ${place.split(':')[1] as string}`;
    expect(log).toMatchObject({ first: 1, last: log!['rows'], head: log!['rows'] });
    await Promise.all(
      clients.map((client) => client.until(() => client.doc.getText('notes').length === clients[0]!.doc.getText('notes').length)),
    );
    const cold = await house.client(anna);
    expect(Y.encodeStateVector(cold.doc).length).toBe(Y.encodeStateVector(clients[0]!.doc).length);
    for (const client of [...clients, cold]) client.leave();
  });
});

describe('a fast writer', () => {
  it('with thousands of edits in flight has each of them saved, in order, in few commits', async () => {
    const a = (await house.client(anna)).connectDoc();
    const before = a.doc.getText('fast').length;
    for (let step = 0; step < 3000; step++) a.doc.getText('fast').insert(before + step, String(step % 10));
    await a.until(() => a.acks.length === 3000, '3,000 acknowledgements');
    expect(a.acks).not.toContain(false);
    const reader = await house.client(bo);
    expect(reader.doc.getText('fast').toString()).toBe(a.doc.getText('fast').toString());
    const [log] = await house.db.owner`
      select count(*)::int as rows, count(distinct xmin::text)::int as commits from paper_update where paper_id = ${house.paperId} and author = ${anna.id}`;
    expect(log!['rows']).toBeGreaterThanOrEqual(3000);
    expect(log!['commits']).toBeLessThan(log!['rows'] as number);
    a.leave();
    reader.leave();
  });

  it('who sends before the paper is open overtakes nobody', async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let step = 0; step < 400; step++) doc.getText('early').insert(step, 'x');
    const client = new RawClient(`ws://127.0.0.1:${house.port}/collab`, house.document);
    const entering = client.enter(anna.token);
    await client.opened();
    for (const update of updates) client.sendSync(2, update);
    await entering;
    await client.until(() => client.acks.length === 400, '400 acknowledgements');
    expect(client.acks).not.toContain(false);
    client.leave();
  });

  it('who comes back sends what is new before what was lost, and loses nothing', async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let step = 0; step < 20; step++) doc.getText('back').insert(step, String(step % 10));
    const a = await house.client(anna);
    for (const update of updates.slice(10)) a.sendSync(2, update);
    a.sendSync(1, Y.encodeStateAsUpdate(doc));
    await a.until(() => a.acks.length === 11, '11 answers');
    expect(a.acks).not.toContain(false);
    const reader = await house.client(bo);
    expect(reader.doc.getText('back').toString()).toBe('01234567890123456789');
    a.leave();
    reader.leave();
  });

  it('whose right goes in the middle keeps what was saved and is refused the rest', async () => {
    const person = await house.person('member');
    const a = (await house.client(person)).connectDoc();
    const type500 = () => {
      for (let step = 0; step < 500; step++) a.doc.getText('middle').insert(a.doc.getText('middle').length, 'm');
    };
    type500();
    await a.until(() => a.acks.length > 20);
    const taken = house.db.owner`update membership set role = 'observer' where person_id = ${person.id}`;
    type500();
    await taken;
    type500();
    await a.until(() => a.acks.length === 1500, '1,500 answers');
    const saved = a.acks.filter(Boolean).length;
    expect(a.acks.indexOf(false)).toBe(saved);
    const reader = await house.client(anna);
    expect(reader.doc.getText('middle').length).toBe(saved);
    a.leave();
    reader.leave();
  });
});

describe('refusals', () => {
  it.each([wire.sync, wire.syncReply])('a reader’s edits are refused, by message %d, and they are told (row 20)', async (message) => {
    const observer = await house.client(await house.person('observer'));
    expect(observer.auth).toEqual({ ok: true, word: 'readonly' });
    const { clientID } = observer.doc;
    const before = await rows();
    observer.sendSync(2, editOf(clientID), message);
    observer.sendSync(1, editOf(clientID), message);
    await observer.until(() => observer.acks.length === 2);
    expect(observer.acks).toEqual([false, false]);
    expect(observer.stateless.map((said) => JSON.parse(said) as object)).toEqual([{ type: 'refused', reason: 'forbidden' }]);
    expect(await rows()).toBe(before);
    // Nor does it get as far as a look at whose client id that is.
    expect(await house.db.owner`select 1 from paper_client where client = ${clientID}`).toEqual([]);
    const reader = await house.client(anna);
    expect(Y.getState(reader.doc.store, clientID)).toBe(0);
    observer.leave();
    reader.leave();
  });

  it.each([
    ['nothing', new Uint8Array([])],
    ['0xff', new Uint8Array([0xff])],
    ['random bytes', new Uint8Array([7, 1, 93, 4, 200, 13, 2, 2, 2, 9])],
    ['an empty update with something after it', new Uint8Array([0, 0, 1])],
  ])('%s is never acknowledged (row 25)', async (_, bytes) => {
    const a = await house.client(anna);
    const before = await rows();
    a.sendSync(2, bytes);
    await a.until(() => a.closed !== null);
    expect(a.acks).not.toContain(true);
    expect(a.closed?.code).toBe(4400);
    expect(await rows()).toBe(before);
  });

  it('an edit under another person’s client id is refused, and the victim writes on (row 27)', async () => {
    const victim = (await house.client(anna)).connectDoc();
    type(victim, 'mit ');
    await victim.until(() => victim.acks.length === 1);
    const forger = await house.client(bo);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(victim.doc));
    forged.clientID = victim.doc.clientID;
    forged.getText('notes').insert(0, 'falsk');
    forger.sendSync(2, Y.encodeStateAsUpdate(forged, Y.encodeStateVector(victim.doc)));
    await forger.until(() => forger.acks.length === 1);
    expect(forger.acks).toEqual([false]);
    expect(forger.stateless.map((said) => JSON.parse(said) as object)).toContainEqual({ type: 'refused', reason: 'foreign' });
    type(victim, 'ord ');
    await victim.until(() => victim.acks.length === 2);
    expect(victim.acks).toEqual([true, true]);
    const reader = await house.client(anna);
    expect(reader.doc.getText('notes').toString()).toContain('ord mit ');
    expect(reader.doc.getText('notes').toString()).not.toContain('falsk');
    for (const client of [victim, forger, reader]) client.leave();
  });

  it('a delete range of 2^50 is refused and the text kept (row 28)', async () => {
    const a = (await house.client(anna)).connectDoc();
    type(a, 'bliver');
    a.sendSync(1, new Uint8Array([0, 0]));
    await a.until(() => a.acks.length === 2);
    const text = a.doc.getText('notes').toString();
    const client: number[] = [];
    for (let left = a.doc.clientID; ; left = Math.floor(left / 128)) {
      client.push(left >= 128 ? (left % 128) | 128 : left);
      if (left < 128) break;
    }
    a.sendSync(2, new Uint8Array([0, 1, ...client, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2]));
    await a.until(() => a.acks.length === 3);
    expect(a.acks).toEqual([true, true, false]);
    const reader = await house.client(bo);
    expect(reader.doc.getText('notes').toString()).toBe(text);
    a.leave();
    reader.leave();
  });

  it('10,000 edits with missing dependencies cost little and change nothing (row 30)', async () => {
    // Nobody else works on it, so that what is looked up is looked up for these.
    const { paperId, document } = await freshPaper(house, [
      { person: anna, role: 'chair' },
      { person: bo, role: 'member' },
    ]);
    const attacker = await house.client(bo, document);
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, 'a');
    const base = Y.encodeStateVector(doc);
    doc.getText('notes').insert(1, 'b');
    const dangling = Y.encodeStateAsUpdate(doc, base);
    attacker.sendSync(1, new Uint8Array([0, 0]));
    await attacker.until(() => attacker.acks.length === 1);
    attacker.acks.length = 0;
    const before = process.cpuUsage();
    const asked = lookUps.length;
    for (let sent = 0; sent < 10_000; sent++) attacker.sendSync(2, dangling);
    await attacker.until(() => attacker.acks.length === 10_000, '10,000 answers');
    expect(attacker.acks).not.toContain(true);
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1e6).toBeLessThan(8);
    // The log is asked once whether it has what the first of them hangs on.
    const askedFor = lookUps.slice(asked).filter(({ values }) => values.includes(paperId));
    expect(askedFor.map(({ words }) => words)).toEqual([expect.stringContaining('from paper_update')]);
    const a = (await house.client(anna, document)).connectDoc();
    type(a, 'stadig');
    await a.until(() => a.acks.length === 1);
    expect(a.acks).toEqual([true]);
    a.leave();
    attacker.leave();
  });

  it('an edit or a token above a megabyte closes the socket with 1009 (row 31)', async () => {
    const a = await house.client(anna);
    a.sendSync(2, new Uint8Array(50 << 20));
    await a.until(() => a.closed !== null);
    expect(a.closed?.code).toBe(1009);
    const b = new RawClient(`ws://127.0.0.1:${house.port}/collab`, house.document);
    void b.enter('x'.repeat(60 << 20));
    await b.until(() => b.closed !== null);
    expect(b.closed?.code).toBe(1009);
  });

  it('an edit after the round was closed is refused', async () => {
    const place = await house.paper();
    await house.db.owner`insert into membership (group_id, person_id, role) values (${place.groupId}, ${anna.id}, 'chair')`;
    const a = await house.client(anna, place.document);
    await house.db.owner`update paper_round set state = 'closed' where paper_id = ${place.paperId}`;
    a.sendSync(2, editOf(a.doc.clientID));
    await a.until(() => a.acks.length === 1);
    expect(a.acks).toEqual([false]);
    expect(await rows(place.document)).toBe(1);
    a.leave();
    const late = await house.client(anna, place.document);
    late.sendSync(2, editOf(late.doc.clientID));
    await late.until(() => late.acks.length === 1);
    expect(late.acks).toEqual([false]);
    late.leave();
  });
});
