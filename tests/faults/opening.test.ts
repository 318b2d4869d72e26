import { hash } from 'node:crypto';
import { createAppender } from '@samskriv/commands';
import { connect } from '@samskriv/database';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';
import { RawClient, wire } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;
let bo: TestPerson;
/** Twelve pastes of 0.9 MB. */
let large: { paperId: string; document: string };

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna');
  bo = await house.person('member', 'Bo');
  large = await house.paper();
  await house.db.owner`
    insert into membership (group_id, person_id, role)
    select p.group_id, m.person_id, m.role from paper p, membership m where p.id = ${large.paperId} and m.group_id = ${house.groupId}`;
  await paste(large.paperId, 12);
});
afterAll(() => house.close());

/** Puts pastes of 0.9 MB into a paper's log, as they stand in databases from before a round had a size. */
async function paste(paperId: string, times: number): Promise<void> {
  const log = connect(house.db.address, { max: 1, log: true });
  const appender = createAppender(log);
  const doc = new Y.Doc();
  const edits: Uint8Array[] = [];
  doc.on('update', (bytes: Uint8Array) => edits.push(bytes));
  for (let index = 0; index < times; index++) doc.getText('notes').insert(0, String(index % 10).repeat(900_000));
  const edit = { paperId, round: 1, author: anna.id, credential: hash('sha256', anna.token), kind: 'edit' as const };
  for (const bytes of edits) expect((await appender.append({ ...edit, bytes }, { broken: null })).verdict).toBe('saved');
  await log.end();
}

/** Writes in the place of as many letters: so full a round takes no more. */
function rewrite({ doc }: RawClient, words: string): void {
  const notes = doc.getText('notes');
  doc.transact(() => {
    notes.delete(0, words.length);
    notes.insert(0, words);
  });
}

/** A reader whose line has stopped: it asks for the paper and takes nothing of the answer. */
async function stalled(): Promise<RawClient> {
  const client = new RawClient(`ws://127.0.0.1:${house.port}/collab`, large.document);
  await client.opened();
  client.send(wire.auth, (e) => {
    encoding.writeVarUint(e, 0);
    encoding.writeVarString(e, anna.token);
  });
  await client.until(() => client.auth !== null);
  client.ws.pause();
  client.sendSync(0, new Uint8Array([0]));
  return client;
}

describe('a paper of 10 MB', () => {
  it('row 62: opens for everybody, also while others write in it and show their carets', async () => {
    const writer = (await house.client(anna, large.document)).connectDoc();
    expect(writer.doc.getText('notes').length).toBe(12 * 900_000);
    const openers = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const opener = house.client(bo, large.document);
        rewrite(writer, `mens ${index} åbner `);
        writer.sendPresence([[writer.doc.clientID, index + 1, { user: { id: anna.id, name: 'Anna' } }]]);
        return opener;
      }),
    );
    for (const opener of openers) {
      await opener.until(
        () => opener.text() === writer.text() && opener.doc.getText('notes').length === writer.doc.getText('notes').length,
      );
      expect(opener.closed).toBe(null);
      opener.leave();
    }
    writer.leave();
  });

  it('row 62: opens for one who takes minutes over it, while others write more than a slow reader may have waiting', async () => {
    const slow = await stalled();
    const writer = (await house.client(bo, large.document)).connectDoc();
    for (let index = 0; index < 20; index++) {
      rewrite(writer, 'ord '.repeat(1000));
      await writer.until(() => writer.acks.length > index);
    }
    slow.ws.resume();
    await slow.until(() => slow.synced);
    await slow.until(() => slow.doc.getText('notes').length === writer.doc.getText('notes').length);
    for (const client of [slow, writer]) client.leave();
  });

  it('rows 23 and 62: a hundred who open it and read nothing of it cost little, and one who is too slow afterwards is closed', async () => {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const slow = await Promise.all(Array.from({ length: 100 }, stalled));
    const writer = (await house.client(bo, large.document)).connectDoc();
    rewrite(writer, 'x');
    await writer.until(() => writer.acks.at(-1) === true);
    // The clients of this test live in the same process, but they have taken nothing.
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
    // What comes after the first answer counts: each of these is a whole paper again.
    for (let again = 0; again < 3; again++) slow[0]!.sendSync(0, new Uint8Array([0]));
    await until(() => house.collab.metrics().sockets <= 100);
    for (const client of [...slow, writer]) client.leave();
    await until(() => house.collab.metrics().sockets === 0);
  });

  it('a client that asks for the whole again and again is closed', async () => {
    const client = await house.client(bo, large.document);
    for (let again = 0; again < 40; again++) client.sendSync(0, Y.encodeStateVector(client.doc));
    await client.until(() => client.closed !== null);
    expect(client.closed!.code).toBe(4429);
  });
});

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`did not come true: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
