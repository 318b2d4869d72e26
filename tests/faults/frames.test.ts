import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Random } from '../convergence/random.ts';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';
import { wire, type RawClient } from './rawClient.ts';

// Whole frames as they come over the wire, mutated; what an update may hold is tried in apps/collab/src/judge.test.ts.

const frames = Number(process.env['FRAMES'] ?? 40_000) / 20;

let house: TestHouse;
let anna: TestPerson;
let bo: TestPerson;

beforeAll(async () => {
  // Hocuspocus prints every frame that it cannot read.
  vi.spyOn(console, 'error').mockReturnValue();
  house = await openHouse();
  anna = await house.person('chair');
  bo = await house.person('member');
});
afterAll(() => house.close());

/** The frames that a person at work sends, of every kind. */
async function recorded(): Promise<Uint8Array[]> {
  const sent: Uint8Array[] = [];
  const client = await house.client(bo);
  vi.spyOn(client.ws, 'send').mockImplementation((frame) => void sent.push(frame as Uint8Array));
  client.connectDoc();
  for (const words of ['Flergang', ' skal ', 'æøå😀']) type(client, words);
  client.doc.getText('notes').delete(1, 3);
  client.sendSync(0, Y.encodeStateVector(client.doc));
  client.sendSync(1, Y.encodeStateAsUpdate(client.doc), wire.syncReply);
  client.sendPresence([[client.doc.clientID, 1, { cursor: 1 }]]);
  for (const kind of [wire.queryAwareness, wire.stateless, wire.broadcastStateless, wire.close, wire.syncStatus, 9]) client.send(kind);
  client.leave();
  return sent;
}

/** The update that a frame to the paper brings; null where it brings none. */
function updateIn(frame: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarString(decoder) !== house.document) return null;
    const type = decoding.readVarUint(decoder);
    if ((type !== wire.sync && type !== wire.syncReply) || decoding.readVarUint(decoder) === 0) return null;
    return decoding.readVarUint8Array(decoder);
  } catch {
    return null;
  }
}

/** The text as its log says. */
async function replay(): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const log = await house.db.owner<{ bytes: Uint8Array }[]>`
    select bytes from paper_update where paper_id = ${house.paperId} order by number`;
  for (const { bytes } of log) Y.applyUpdate(doc, bytes);
  return doc;
}

/** Sends a frame and answers what is said to it: null where it is no update, or the paper or the socket was closed for it. */
async function answerTo(client: RawClient, frame: Uint8Array): Promise<boolean | null> {
  const { acks } = client;
  const before = acks.length;
  const answers = updateIn(frame) === null ? 0 : 1;
  client.ws.send(frame);
  // An update of nothing is answered after whatever came before it.
  client.sendSync(1, new Uint8Array([0, 0]));
  await client.until(() => !isOpen(client) || acks.length > before + answers);
  return answers === 1 ? (acks[before] ?? null) : null;
}

const isOpen = (client: RawClient) => client.closed === null && client.ended === null;

it(`${frames} mutated frames harm nobody, and none is acknowledged that is not in the log (row 32)`, async () => {
  const random = new Random(32);
  const samples = await recorded();
  const witness = (await house.client(anna)).connectDoc();
  const acknowledged: Uint8Array[] = [];
  let client = await house.client(bo);
  for (let count = 0; count < frames; count++) {
    const frame = Uint8Array.from(random.pick(samples));
    for (let changes = random.below(4); changes > 0; changes--) frame[random.below(frame.length)] = random.below(256);
    const sent = random.chance(0.2) ? frame.subarray(0, random.below(frame.length)) : frame;
    if ((await answerTo(client, sent)) === true) acknowledged.push(updateIn(sent)!);
    if (isOpen(client) && client.acks.at(-1) === true) continue;
    client.leave();
    client = await house.client(bo);
  }
  client.leave();

  type(witness, 'stadig');
  await witness.until(() => witness.acks.length === 1);
  expect(witness.acks).toEqual([true]);
  const log = await replay();
  const newcomer = await house.client(anna);
  expect(Y.equalSnapshots(Y.snapshot(newcomer.doc), Y.snapshot(log))).toBe(true);
  expect(acknowledged.length).toBeGreaterThan(frames / 100);
  expect(acknowledged.filter((update) => !Y.snapshotContainsUpdate(Y.snapshot(log), update))).toEqual([]);
  // An update behind one that cannot be read is not saved; nothing else went wrong.
  const wrong = house.logged.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(new Set(wrong)).toEqual(new Set(['an edit is not saved']));
  newcomer.leave();
  witness.leave();
});
