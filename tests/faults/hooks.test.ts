import { connect, type Pool } from '@samskriv/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshPaper } from './race.ts';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';
import type { RawClient } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;
let witness: RawClient;

/** What the server asks the database with these words throws; `after` so many that go well. */
let broken: { words: string; after: number } | null = null;

function breakable(pool: Pool): Pool {
  return new Proxy(pool, {
    apply(sql, self, args: [readonly string[], ...unknown[]]) {
      if (broken !== null && args[0].join('').includes(broken.words) && --broken.after < 0) throw new Error('broken on purpose');
      return Reflect.apply(sql, self, args) as unknown;
    },
  });
}

beforeAll(async () => {
  house = await openHouse({
    pool: ({ address }, log) => (log ? connect(address, { max: 1, log }) : breakable(connect(address, { max: 4 }))),
    sweep: 2 ** 31 - 1,
  });
  anna = await house.person('chair');
  witness = (await house.client(anna)).connectDoc();
});
afterAll(async () => {
  witness.leave();
  await house.close();
});

const paper = () => freshPaper(house, [{ person: anna, role: 'chair' }]);
const askedToComeBack = (client: RawClient) => expect(client.closed?.code).toBe(1013);

it.each([
  [
    'onAuthenticate',
    'the database did not answer a sign-in on a socket',
    async () => {
      broken = { words: 'live_credential', after: 0 };
      askedToComeBack(await house.client(anna));
    },
  ],
  [
    'onLoadDocument',
    'a paper could not be opened',
    async () => {
      const { document } = await paper();
      broken = { words: 'paper_snapshot', after: 0 };
      askedToComeBack(await house.client(anna, document));
      broken = null;
      const again = await house.client(anna, document);
      expect(again.synced).toBe(true);
      again.leave();
    },
  ],
  [
    'connected',
    'rights could not be looked up',
    async () => {
      const { document, paperId } = await paper();
      await house.db.owner`update paper_round set state = 'closed' where paper_id = ${paperId}`;
      // The first look is the sign-in's own.
      broken = { words: 'live_credential', after: 1 };
      const reader = (await house.client(anna, document)).connectDoc();
      type(reader, 'for sent');
      await reader.until(() => reader.acks.length === 1);
      expect(reader.acks).toEqual([false]);
      reader.leave();
    },
  ],
  [
    'onStoreDocument',
    'compaction was put off',
    async () => {
      const { document } = await paper();
      const writer = (await house.client(anna, document)).connectDoc();
      for (let edit = 0; edit < 60; edit++) type(writer, '.');
      await writer.until(() => writer.acks.length === 60);
      broken = { words: 'paper_snapshot', after: 0 };
      writer.leave();
      await expect.poll(() => house.collab.metrics().papers, { timeout: 60_000 }).toBe(1);
      broken = null;
      const reader = await house.client(anna, document);
      expect(reader.doc.getText('notes').length).toBe(60);
      reader.leave();
    },
  ],
])('%s throws: it is logged, and everybody else writes on (row 34)', async (_, words, come) => {
  house.logged.length = 0;
  await come();
  broken = null;
  await expect.poll(() => house.logged.map(({ message }) => message)).toContain(words);
  const before = witness.acks.length;
  type(witness, 'videre ');
  await witness.until(() => witness.acks.length === before + 1);
  expect(witness.acks.at(-1)).toBe(true);
});
