import { createHash } from 'node:crypto';
import {
  listVersions,
  lockVersion,
  openThread,
  readMoment,
  readPaperHistory,
  readThread,
  replyToThread,
  type House,
} from '@samskriv/commands';
import { appendHouseEdit, inTransaction } from '@samskriv/database';
import { isRefusal, type Actor } from '@samskriv/process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openLine } from './cuttable.ts';
import { openHouse, openInstance, type, type Instance, type TestHouse, type TestPerson } from './house.ts';
import { freshPaper, raceLock, Typist } from './race.ts';

let house: TestHouse;
let second: Instance;
let commands: House;
let chair: TestPerson;
let writers: TestPerson[];

beforeAll(async () => {
  house = await openHouse();
  second = await openInstance(house.db);
  commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
  chair = await house.person('chair', 'Anna');
  writers = await Promise.all(Array.from({ length: 8 }, (_, index) => house.person('member', `Skriver ${index}`)));
});
afterAll(async () => {
  await second.close();
  await house.close();
});

const races = Number(process.env['LOCKS'] ?? 20);

const acting = (groupId: string, { id }: TestPerson = chair): Actor => ({
  personId: id,
  secretariat: false,
  roles: new Map([[groupId, 'chair']]),
});
const paper = () =>
  freshPaper(house, [{ person: chair, role: 'chair' }, ...writers.map((person) => ({ person, role: 'member' as const }))]);

describe('a lock while eight write', () => {
  it.each(['one instance', 'two instances'])('holds exactly the acknowledged edits, on %s', async (where) => {
    let acknowledged = 0;
    for (let race = 0; race < Math.ceil(races / 2); race++) {
      const { paperId, groupId, document } = await paper();
      const typists = await Promise.all(
        writers.map(async (person, index) => {
          const there = where === 'two instances' && index % 2 === 1;
          return new Typist(await (there ? second.client(person, document) : house.client(person, document)), `w${index}`);
        }),
      );
      const after = 10 + Math.floor(Math.random() * 120);
      const outcome = await raceLock(commands, { chair: acting(groupId), writers: typists, paperId, after });
      expect(outcome).toMatchObject({ mismatches: 0, broken: [], told: 8 });
      expect(outcome.refused).toBeGreaterThanOrEqual(8);
      acknowledged += outcome.acknowledged;
      for (const { client } of typists) client.leave();
    }
    expect(acknowledged).toBeGreaterThan(0);
    console.log(`${Math.ceil(races / 2)} lock races on ${where}, 8 writers: ${acknowledged} acknowledged edits, 0 mismatches`);
  });
});

describe('whoever signs in while it is locked', () => {
  it('reads, knows why, and writes nothing', async () => {
    for (let round = 0; round < 10; round++) {
      const { paperId, groupId, document } = await paper();
      const entering = writers.map((person, index) => (index % 2 === 0 ? house.client(person, document) : second.client(person, document)));
      const locked = await lockVersion(commands, acting(groupId), { paperId, purpose: 'finalApproval', reason: 'Vedtages' });
      if (isRefusal(locked)) throw new Error(locked.refused);
      for (const client of await Promise.all(entering)) {
        await client.until(() => client.stateless.some((said) => said.includes(locked.id)), 'told of the lock');
        client.connectDoc();
        type(client, 'for sent');
        await client.until(() => client.acks.length === 1);
        expect(client.acks).toEqual([false]);
        client.leave();
      }
      const [log] = await house.db.owner`select head::int from paper_round where paper_id = ${paperId}`;
      expect(log).toEqual({ head: locked.head });
    }
  });

  it('hears who locked it, for what and until when, long after too', async () => {
    const { paperId, groupId, document } = await paper();
    const input = { paperId, purpose: 'steeringConsideration', reason: 'Til mødet', until: '2027-01-31' };
    const locked = await lockVersion(commands, acting(groupId), input);
    const client = await house.client(writers[0]!, document);
    await client.until(() => client.stateless.length > 0);
    expect(JSON.parse(client.stateless[0]!)).toEqual({ type: 'locked', version: locked });
    expect(locked).toMatchObject({ reason: 'Til mødet', until: '2027-01-31', by: { name: 'Anna', organisation: 'Strandholt Kommune' } });
    client.leave();
  });
});

it('a milestone is told of on every screen, and writing goes on', async () => {
  const { paperId, groupId, document } = await paper();
  const clients = [await house.client(writers[0]!, document), await second.client(writers[1]!, document)];
  const sealed = await lockVersion(commands, acting(groupId), { paperId, purpose: 'milestone', reason: 'Halvvejs' });
  for (const client of clients) {
    await client.until(() => client.stateless.length > 0);
    expect(client.stateless.map((said) => JSON.parse(said) as unknown)).toEqual([{ type: 'sealed', version: sealed }]);
    client.connectDoc();
    type(client, 'videre ');
    await client.until(() => client.acks.length === 1);
    expect(client.acks).toEqual([true]);
    client.leave();
  }
});

it('a lock while the database goes away is wholly there or not at all, and the truth is told', async () => {
  const line = await openLine();
  const sql = line.pool(house.db, false);
  const told = { done: 0, not: 0 };
  for (let round = 0; round < 15; round++) {
    const { paperId, groupId } = await paper();
    const locking = lockVersion({ ...commands, sql }, acting(groupId), { paperId, purpose: 'finalApproval', reason: 'Vedtages' }).catch(
      (error: unknown) => ({ refused: 'thrown', error }),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    line.cut();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    await line.mend();
    const outcome = await locking;
    const [row] = await house.db.owner`
      select r.state, (select count(*)::int from paper_version v where v.paper_id = r.paper_id) as versions
      from paper_round r where r.paper_id = ${paperId}`;
    if ('refused' in outcome) {
      expect(['thrown', 'not_done']).toContain(outcome.refused);
      expect(row).toEqual({ state: 'open', versions: 0 });
      told.not++;
    } else {
      expect(row).toEqual({ state: 'closed', versions: 1 });
      told.done++;
    }
  }
  expect(told.done + told.not).toBe(15);
  await sql.end({ timeout: 1 });
  await line.close();
});

it('no command puts anything into a closed round', async () => {
  const { paperId, groupId } = await paper();
  const locked = await lockVersion(commands, acting(groupId), { paperId, purpose: 'finalApproval', reason: 'Vedtages' });
  if (isRefusal(locked)) throw new Error(locked.refused);
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'ind ad bagdøren');
  const bytes = Y.encodeStateAsUpdate(doc);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const row = { paperId, round: 1, author: null, kind: 'mark' as const, roles: [], bytes, hash };
  expect(await inTransaction(house.db.sql, (sql) => appendHouseEdit(sql, row))).toEqual({ verdict: 'closed' });
  await openThread(commands, acting(groupId), { paperId, anchor: { quote: 'Prøve' }, body: 'Hvad nu?' });
  const [log] = await house.db.owner`select head::int, (select count(*)::int from paper_update where paper_id = ${paperId}) as rows
    from paper_round where paper_id = ${paperId}`;
  expect(log).toEqual({ head: locked.head, rows: locked.head });
});

describe('a clock that is off by a day', () => {
  afterEach(() => vi.useRealTimers());

  /** Writes, comments and seals in turn, three times, and answers what stands in which order afterwards. */
  async function inTurn(between: (paperId: string, time: number, head: number) => Promise<unknown>) {
    const { paperId, groupId, document } = await paper();
    const by = acting(groupId);
    const authors = await Promise.all(writers.slice(0, 3).map((person) => house.client(person, document)));
    const { threadId } = done(await openThread(commands, by, { paperId, anchor: { quote: 'Prøve' }, body: '0' }));
    for (const [time, author] of authors.entries()) {
      author.connectDoc();
      type(author, `${time} `);
      await author.until(() => author.acks.length === 1);
      done(await replyToThread(commands, by, { threadId, body: `${time + 1}` }));
      const sealed = done(await lockVersion(commands, by, { paperId, purpose: 'milestone', reason: `Nummer ${time}` }));
      await Promise.all(authors.map((one) => one.until(() => one.doc.getText('notes').length === 2 * (time + 1))));
      await between(paperId, time, sealed.head);
    }
    for (const author of authors) author.leave();
    const versions = done(await listVersions(commands, by, { paperId }));
    const thread = done(await readThread(commands, by, threadId));
    const { activity, rounds } = done(await readPaperHistory(commands, by, { paperId }));
    const moments = await Promise.all(
      versions.map(async ({ head }) => done(await readMoment(commands, by, { paperId, round: 1, when: { number: head } }))),
    );
    const fresh = await house.client(chair, document);
    const text = fresh.doc.getText('notes').toString();
    fresh.leave();
    return {
      versions: versions.map(({ number, reason }) => [number, reason]),
      said: thread.comments.map(({ body }) => body),
      wrote: activity.map(({ person }) => person.name),
      moments: moments.map(({ number, by }) => [number - rounds[0]!.head, by?.name]),
      text,
    };
  }

  const asWritten = {
    versions: [
      [1, 'Nummer 0'],
      [2, 'Nummer 1'],
      [3, 'Nummer 2'],
    ],
    said: ['0', '1', '2', '3'],
    wrote: ['Skriver 0', 'Skriver 1', 'Skriver 2'],
    moments: [
      [-2, 'Skriver 0'],
      [-1, 'Skriver 1'],
      [0, 'Skriver 2'],
    ],
    text: '2 1 0 ',
  };

  it('on the server changes no order, nor when anything was (row 55)', async () => {
    const [before] = await house.db.owner<{ now: Date }[]>`select now() as now`;
    let last = '';
    const order = await inTurn(async (paperId, time) => {
      last = paperId;
      vi.useFakeTimers({ toFake: ['Date'], now: before!.now.getTime() + [1, -1, 0][time]! * 86_400_000 });
    });
    expect(order).toEqual(asWritten);
    const [off] = await house.db.owner`
      select count(*)::int as rows from (
        select at from paper_update where paper_id = ${last}
        union all select made_at from paper_version where paper_id = ${last}
        union all select c.created_at from comment c join thread t on t.id = c.thread_id where t.paper_id = ${last}
      ) written where at not between ${before!.now} and now()`;
    expect(off).toEqual({ rows: 0 });
  });

  it('in the database changes no order (row 55)', async () => {
    const order = await inTurn(async (paperId, time, head) => {
      // As if its clock had stood elsewhere when all this was written.
      const skew = ['1 day', '-1 day', '0'][time]!;
      await house.db.owner`
        update paper_update set at = at + ${skew}::text::interval where paper_id = ${paperId} and number = ${head}`;
      await house.db.owner`
        update paper_version set made_at = made_at + ${skew}::text::interval where paper_id = ${paperId} and head = ${head}`;
      await house.db.owner`
        update comment set created_at = created_at + ${skew}::text::interval where body = ${String(time + 1)}
          and thread_id in (select id from thread where paper_id = ${paperId})`;
    });
    expect(order).toEqual(asWritten);
  });
});

/** What a command gave; throws where it was a no. */
function done<Result>(outcome: Result): Exclude<Result, { refused: unknown }> {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome as Exclude<Result, { refused: unknown }>;
}
