import { markThreadSeen, openThread, replyToThread, type House } from '@samskriv/commands';
import type { Actor } from '@samskriv/process';
import { documentJson, placeComment } from '@samskriv/document';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';

let house: TestHouse;
let commands: House;
let anna: TestPerson;
let mette: TestPerson;

beforeAll(async () => {
  // Nobody looks around by themselves: what arrives was told.
  house = await openHouse({ sweep: 2 ** 31 - 1 });
  commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
  anna = await house.person('chair', 'Anna');
  mette = await house.person('observer', 'Mette');
});
afterAll(() => house.close());

const actor = ({ id }: TestPerson, role: 'chair' | 'observer'): Actor => ({
  personId: id,
  secretariat: false,
  roles: new Map([[house.groupId, role]]),
});

it('shows a thread and its mark to everybody who has the paper open, and to nobody else, within a second', async () => {
  const foreign = await house.paper();
  const stranger = await house.person(null);
  await house.db.owner`insert into membership (group_id, person_id, role) values (${foreign.groupId}, ${stranger.id}, 'chair')`;
  const [reader, writer, outside] = [await house.client(mette), await house.client(anna), await house.client(stranger, foreign.document)];
  let fastest = Infinity;
  for (let time = 0; time < 5; time++) {
    const began = performance.now();
    const opened = await openThread(commands, actor(mette, 'observer'), {
      paperId: house.paperId,
      anchor: { quote: 'Prøve' },
      body: 'Hvad prøver vi?',
    });
    const threadId = 'threadId' in opened ? opened.threadId : '';
    const heard = (client: typeof reader) => client.stateless.filter((said) => said.includes(threadId)).length;
    for (const client of [reader, writer]) {
      await expect.poll(() => heard(client), { interval: 10 }).toBe(1);
      await expect.poll(() => JSON.stringify(documentJson(client.doc)), { interval: 10 }).toContain(threadId);
    }
    fastest = Math.min(fastest, performance.now() - began);
    await replyToThread(commands, actor(anna, 'chair'), { threadId, body: 'Alt.' });
    await expect.poll(() => heard(reader), { interval: 10 }).toBe(2);
    expect(outside.stateless.join()).not.toContain(threadId);
  }
  // A machine that is busy takes its pause once, not each time.
  expect(fastest).toBeLessThan(1_000);
  for (const client of [reader, writer, outside]) client.leave();
});

it('tells what a person has read, and that there is news, to their own devices alone', async () => {
  const witness = await house.client(mette);
  const opened = await openThread(commands, actor(mette, 'observer'), {
    paperId: house.paperId,
    anchor: { quote: 'Prøve' },
    body: `Se her @[Anna](person:${anna.id})`,
  });
  const threadId = 'threadId' in opened ? opened.threadId : '';
  // Who comes after the server has heard of the thread is not told of it any more.
  await witness.until(() => witness.stateless.some((said) => said.includes(threadId)));
  witness.leave();
  const [desk, phone, other] = [await house.client(anna), await house.client(anna), await house.client(mette)];
  const heard = (client: typeof desk, type: string) =>
    client.stateless.filter((said) => (JSON.parse(said) as { type: string }).type === type);
  await markThreadSeen(commands, actor(anna, 'chair'), { threadId });
  for (const client of [desk, phone]) {
    await client.until(() => heard(client, 'thread').some((said) => said.includes(threadId)) && heard(client, 'told').length === 1);
  }
  // What comes later is heard by all of them, and that there was nothing before it.
  await replyToThread(commands, actor(anna, 'chair'), { threadId, body: 'Set.' });
  await other.until(() => heard(other, 'told').length === 1 && heard(other, 'thread').length === 1);
  // Read once more, it is no news.
  await markThreadSeen(commands, actor(anna, 'chair'), { threadId });
  await replyToThread(commands, actor(mette, 'observer'), { threadId, body: 'Tak.' });
  await phone.until(() => heard(phone, 'told').length === 2 && heard(phone, 'thread').length === 3);
  for (const client of [desk, phone, other]) client.leave();
});

it('lets nobody without the right to write place or move a mark over the socket (row 42)', async () => {
  const reader = await house.client(mette);
  const [before] = await house.db.owner`select count(*)::int as rows from paper_update where paper_id = ${house.paperId}`;
  reader.connectDoc();
  placeComment(reader.doc, '6f1c2c9e-9a43-4f0e-8a2a-0d7a4f6f0001', [{ from: 0, to: 9 }]);
  await expect.poll(() => reader.acks.at(-1), { interval: 10 }).toBe(false);
  const [after] = await house.db.owner`select count(*)::int as rows from paper_update where paper_id = ${house.paperId}`;
  expect(after).toEqual(before);
  reader.leave();
});
