import { lockVersion, openRound, type House } from '@samskriv/commands';
import { isRefusal, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openHouse, openInstance, type, type Instance, type TestHouse, type TestPerson } from '../faults/house.ts';
import { freshPaper, raceLock, Typist } from '../faults/race.ts';
import { RawClient } from '../faults/rawClient.ts';

/** LOCKS: how many races. */
const races = Number(process.env['LOCKS'] ?? 12);

let house: TestHouse;
let second: Instance;
let commands: House;
let chair: TestPerson;
let writers: TestPerson[];

beforeAll(async () => {
  const redisUrl = process.env['REDIS_URL'];
  if (redisUrl === undefined) throw new Error('test:services needs REDIS_URL');
  house = await openHouse({ redisUrl });
  second = await openInstance(house.db, { redisUrl });
  commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
  chair = await house.person('chair', 'Anna');
  writers = await Promise.all(Array.from({ length: 8 }, (_, index) => house.person('member', `Skriver ${index}`)));
});
afterAll(async () => {
  await second.close();
  await house.close();
});

const acting = (groupId: string): Actor => ({ personId: chair.id, secretariat: false, roles: new Map([[groupId, 'chair']]) });
const paper = () =>
  freshPaper(house, [{ person: chair, role: 'chair' }, ...writers.map((person) => ({ person, role: 'member' as const }))]);

it(
  'a lock while eight write on two instances with Redis holds exactly the acknowledged edits',
  async () => {
    let acknowledged = 0;
    for (let race = 0; race < races; race++) {
      const { paperId, groupId, document } = await paper();
      const typists = await Promise.all(
        writers.map(async (person, index) => {
          const client = await (index % 2 === 0 ? house.client(person, document) : second.client(person, document));
          return new Typist(client, `w${index}`);
        }),
      );
      const after = 10 + Math.floor(Math.random() * 120);
      const outcome = await raceLock(commands, { chair: acting(groupId), writers: typists, paperId, after });
      expect(outcome).toMatchObject({ mismatches: 0, broken: [], told: 8 });
      acknowledged += outcome.acknowledged;
      for (const { client } of typists) client.leave();
    }
    expect(acknowledged).toBeGreaterThan(0);
    console.log(`${races} lock races on two instances with Redis, 8 writers: ${acknowledged} acknowledged edits, 0 mismatches`);
  },
  120_000 + races * 5_000,
);

/** A browser that comes back with the document it had, and with what was written into it meanwhile. */
async function comeBack(port: number, document: string, person: TestPerson, doc: Y.Doc): Promise<RawClient> {
  const client = new RawClient(`ws://127.0.0.1:${port}/collab`, document, { doc });
  return (await client.enter(person.token)).connectDoc();
}

describe('a browser that comes back after a new round', () => {
  it.each(['the instance it left', 'the other one'])(
    'to %s reads, is told why and where, and brings nothing in (row 16)',
    async (where) => {
      const { paperId, groupId, document } = await paper();
      const [anna, bo] = [chair, writers[0]!];
      const before = (await house.client(bo, document)).connectDoc();
      type(before, 'gemt ');
      await before.until(() => before.acks.length === 1);
      before.leave();
      type(before, 'usendt ');

      const locked = await lockVersion(commands, acting(groupId), { paperId, purpose: 'steeringConsideration', reason: 'Til mødet' });
      if (isRefusal(locked)) throw new Error(locked.refused);
      const opened = await openRound(commands, acting(groupId), { paperId, versionId: locked.id, reason: 'Rettelser' });
      if (isRefusal(opened)) throw new Error(opened.refused);
      expect(opened).toEqual({ document: `paper:${paperId}:2`, round: 2 });
      const writing = (await second.client(anna, opened.document)).connectDoc();

      const stale = await comeBack(where === 'the other one' ? second.port : house.port, document, bo, before.doc);
      const heard = (type: string) => stale.stateless.some((said) => said.includes(`"type":"${type}"`));
      await stale.until(() => heard('locked') && heard('round'), 'told of the lock and of the new round');
      expect(stale.auth).toEqual({ ok: true, word: 'readonly' });
      // In either order, and of the round once more where its notice is only just heard.
      expect([...new Set(stale.stateless)].sort().map((said) => JSON.parse(said) as unknown)).toEqual([
        { type: 'locked', version: expect.objectContaining({ id: locked.id, reason: 'Til mødet' }) as unknown },
        { type: 'round', ...opened },
      ]);
      // What a browser sends when it comes back, then what is typed into it all the same.
      stale.sendSync(1, Y.encodeStateAsUpdate(stale.doc));
      type(stale, 'bagefter ');
      await stale.until(() => stale.acks.length === 2);
      expect(stale.acks).toEqual([false, false]);

      // Whoever writes in the new round sees nothing of it, and neither log has it; its unsent words are still its own.
      type(writing, 'nyt ');
      await writing.until(() => writing.acks.length === 1);
      expect(writing.acks).toEqual([true]);
      expect(writing.doc.getText('notes').toString()).not.toContain('usendt');
      const fresh = await house.client(bo, opened.document);
      expect(fresh.doc.getText('notes').toString()).toBe('nyt ');
      const reader = await house.client(anna, document);
      expect(reader.doc.getText('notes').toString()).toBe('gemt ');
      expect(stale.doc.getText('notes').toString()).toBe('bagefter usendt gemt ');
      const heads = await house.db.owner`
      select r.round, r.head::int, count(*)::int as rows
      from paper_round r join paper_update u on (u.paper_id, u.round) = (r.paper_id, r.round)
      where r.paper_id = ${paperId} group by r.round, r.head order by r.round`;
      expect([...heads]).toEqual([
        { round: 1, head: locked.head, rows: locked.head },
        { round: 2, head: 2, rows: 2 },
      ]);
      for (const client of [stale, writing, fresh, reader]) client.leave();
    },
  );
});
