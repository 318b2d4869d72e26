import { connect, type Pool } from '@samskriv/database';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openRedisLine, type RedisLine } from '../faults/cuttable.ts';
import { openHouse, openInstance, type, type Instance, type TestHouse, type TestPerson } from '../faults/house.ts';
import { freshPaper } from '../faults/race.ts';
import type { RawClient } from '../faults/rawClient.ts';
import { Writer } from '../faults/writer.ts';

/** REDIS_AWAY: for how many seconds Redis stays away at least. */
const away = Number(process.env['REDIS_AWAY'] ?? 1) * 1000;

/** Without the look at everything that comes by itself, so that only what is tested here can bring the texts together. */
const sweep = 2 ** 31 - 1;

let house: TestHouse;
let lines: RedisLine[];
let instances: Instance[];
let deaf: Pool;
let people: TestPerson[];
let open: RawClient[] = [];

beforeAll(async () => {
  const redisUrl = process.env['REDIS_URL'];
  if (redisUrl === undefined) throw new Error('test:services needs REDIS_URL');
  lines = await Promise.all([openRedisLine(redisUrl), openRedisLine(redisUrl), openRedisLine(redisUrl)]);
  house = await openHouse({ redisUrl: lines[0]!.url, sweep });
  deaf = withoutNotices(connect(house.db.address, { max: 4 }));
  instances = [
    await openInstance(house.db, { redisUrl: lines[1]!.url, sweep }),
    await openInstance(house.db, { redisUrl: lines[2]!.url, sweep, sql: deaf }),
  ];
  people = await Promise.all(['Anna', 'Bo', 'Cecilie'].map((name) => house.person('member', name)));
});
afterEach(() => {
  for (const client of open) client.leave();
  open = [];
});
afterAll(async () => {
  for (const instance of instances) await instance.close();
  await house.close();
  await deaf.end({ timeout: 1 });
  for (const line of lines) line.cut();
});

/** A pool that never hears a notice, as one whose line breaks at the wrong moment. */
function withoutNotices(pool: Pool): Pool {
  const listen = async () => ({ unlisten: async () => {} });
  return new Proxy(pool, { get: (target, key, receiver) => (key === 'listen' ? listen : (Reflect.get(target, key, receiver) as unknown)) });
}

const paper = () =>
  freshPaper(
    house,
    people.map((person) => ({ person, role: 'member' as const })),
  );

/** Enters the paper on the first, second or third instance. */
async function enter(at: number, document: string): Promise<RawClient> {
  const person = people[at]!;
  const client = await (at === 0 ? house.client(person, document) : instances[at - 1]!.client(person, document));
  open.push(client);
  return client.connectDoc();
}

/** What the log says, read from its first edit. */
async function fromLog(paperId: string): Promise<Y.Doc> {
  const rows = await house.db.owner<{ bytes: Uint8Array }[]>`select bytes from paper_update where paper_id = ${paperId} order by number`;
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  return doc;
}

const notes = (client: RawClient) => client.doc.getText('notes').toString();
const same = (client: RawClient, doc: Y.Doc) => Y.equalSnapshots(Y.snapshot(client.doc), Y.snapshot(doc));

/** Everybody comes to have exactly what the log has. */
async function convergeWithLog(paperId: string, clients: readonly RawClient[]): Promise<Y.Doc> {
  const log = await fromLog(paperId);
  await Promise.all(clients.map((client) => client.until(() => same(client, log), `the same text as in the log of ${paperId}`)));
  return log;
}

/** Types and waits until it is saved. */
async function save(client: RawClient, text: string): Promise<void> {
  const before = client.acks.length;
  type(client, text);
  await client.until(() => client.acks.length > before);
  expect(client.acks).not.toContain(false);
}

describe('Redis away', () => {
  it(
    'loses nothing that two instances save meanwhile, and both have it when Redis is back (row 11)',
    async () => {
      const { paperId, document } = await paper();
      const readers = [await enter(0, document), await enter(1, document)];
      const ports = [house.port, instances[0]!.port];
      const writers = ports.map((port, index) => new Writer(`ws://127.0.0.1:${port}/collab`, document, people[index]!.token, 'AB'[index]!));
      for (const writer of writers) writer.start();
      const allHave = (count: number) =>
        expect.poll(() => Math.min(...writers.map(({ saved }) => saved.size)), { timeout: 60_000 }).toBeGreaterThan(count);
      await allHave(30);
      for (const line of lines.slice(0, 2)) line.cut();
      const end = performance.now() + away;
      const during = Math.max(...writers.map(({ saved }) => saved.size));
      await allHave(during + 100);
      await expect.poll(() => performance.now() > end, { timeout: away + 10_000, interval: 50 }).toBe(true);
      // The last words stand on one instance alone: nobody writes any more, and the other has no gap to notice.
      await writers[0]!.finish();
      await writers[1]!.finish();
      const last = await enter(1, document);
      await save(last, 'til sidst ');
      expect(notes(readers[0]!)).toBe('');
      for (const line of lines.slice(0, 2)) await line.mend();

      const log = await convergeWithLog(paperId, [...readers, last]);
      const words = new Set(
        log
          .getXmlFragment('default')
          .toString()
          .match(/[AB]\d+/g),
      );
      for (const writer of writers) expect([...writer.saved].filter((word) => !words.has(word))).toEqual([]);
      const saved = writers.reduce((sum, writer) => sum + writer.saved.size, 0);
      console.log(`Redis away for ${away / 1000} s, two instances: ${saved} saved edits, 0 lost`);
      // And what is written now is passed on again.
      await save(last, 'igen ');
      await readers[0]!.until(() => notes(readers[0]!) === 'igen til sidst ');
    },
    away + 120_000,
  );

  it('for one of two: those it could not tell learn from it when it is back', async () => {
    const { paperId, document } = await paper();
    const [here, there] = [await enter(0, document), await enter(1, document)];
    await save(there, 'først ');
    await here.until(() => notes(here) === 'først ');
    lines[1]!.cut();
    await save(there, 'alene ');
    expect(notes(here)).toBe('først ');
    await lines[1]!.mend();
    await convergeWithLog(paperId, [here, there]);
    expect(notes(here)).toBe('alene først ');
  });
});

it('three instances, one of them stale: writing on it deletes nothing, and all have what the log has (row 12)', async () => {
  const { paperId, document } = await paper();
  const [anna, bo, stale] = [await enter(0, document), await enter(1, document), await enter(2, document)];
  await save(anna, 'begyndelsen ');
  await Promise.all([bo, stale].map((client) => client.until(() => notes(client) === 'begyndelsen ')));

  lines[2]!.cut();
  // New text, and the text that the stale one stands in is deleted: its own copy still has it.
  for (let step = 0; step < 40; step++) await save(step % 2 === 0 ? anna : bo, `${step} `);
  await save(bo, 'Bo ');
  await anna.until(() => notes(anna).includes('Bo '));
  const saved = anna.acks.length;
  anna.doc.getText('notes').delete(notes(anna).indexOf('begyndelsen '), 'begyndelsen '.length);
  await anna.until(() => anna.acks.length > saved);
  const before = await convergeWithLog(paperId, [anna, bo]);
  expect(notes(stale)).toBe('begyndelsen ');

  stale.doc.getText('notes').insert(5, 'midt i ');
  await stale.until(() => stale.acks.length > 0);
  expect(stale.acks).toEqual([true]);
  const log = await convergeWithLog(paperId, [stale]);
  expect(log.getText('notes').toString()).toBe(`${before.getText('notes').toString()}midt i `);
  // A whole copy of what it had, as a browser sends when it comes back, brings nothing back and takes nothing away.
  await lines[2]!.mend();
  const again = await enter(2, document);
  again.sendSync(1, Y.encodeStateAsUpdate(stale.doc));
  await again.until(() => again.acks.length === 1);
  await convergeWithLog(paperId, [anna, bo, stale, again]);
  expect(notes(anna)).toBe(log.getText('notes').toString());
  const [rows] = await house.db.owner`
    select count(*)::int as rows, max(number)::int as last from paper_update where paper_id = ${paperId}`;
  expect(rows!['rows']).toBe(rows!['last']);
});
