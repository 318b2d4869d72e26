import { hash } from 'node:crypto';
import { compactRound, holds, readPapersForSearch, verifyRounds } from '@samskriv/commands';
import { selectFaults } from '@samskriv/database';
import { documentJson } from '@samskriv/document';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';
import { RawClient } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna');
});
afterAll(() => house.close());

type Paper = { paperId: string; document: string; open(): Promise<RawClient>; words: string };

/** A paper with twenty edits and a snapshot of them, closed again. */
async function written(): Promise<Paper> {
  const { document, paperId, groupId } = await house.paper();
  await house.db.owner`insert into membership (group_id, person_id, role) values (${groupId}, ${anna.id}, 'member')`;
  const open = async () => (await new RawClient(`ws://127.0.0.1:${house.port}/collab?schema=2`, document).enter(anna.token)).connectDoc();
  const author = await open();
  for (let edit = 0; edit < 20; edit++) {
    author.doc.transact(() => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(`Sætning ${edit}.`)]);
      (author.doc.getXmlFragment('default').get(1) as Y.XmlElement).push([paragraph]);
    });
  }
  await author.until(() => author.acks.length === 20);
  const words = author.text();
  author.leave();
  await expect.poll(() => house.collab.metrics().papers).toBe(0);
  (await compactRound(house.db.sql, paperId, 1))!.doc.destroy();
  return { paperId, document, open, words };
}

const faults = async ({ paperId }: Paper) =>
  (await selectFaults(house.db.owner))
    .filter((fault) => fault.paperId === paperId)
    .map(({ kind, detail, settledAt }) => [kind, detail.number, settledAt !== null]);
const snapshot = async ({ paperId }: Paper) =>
  (
    await house.db.owner<{ state: Uint8Array; hash: string; number: number }[]>`
    select state, hash, number::int as number from paper_snapshot where paper_id = ${paperId}`
  )[0]!;

describe('row 63: a snapshot that is not what was stored', () => {
  const flipped = (state: Uint8Array) => {
    const other = Uint8Array.from(state);
    const at = Math.floor(Math.random() * other.length);
    other[at] = (other[at] as number) ^ (1 << Math.floor(Math.random() * 8));
    return other;
  };
  const damages: [string, (state: Uint8Array) => Uint8Array][] = [
    ['zeroed', (state) => new Uint8Array(state.length)],
    ['an update of nothing', () => new Uint8Array(2)],
    ['empty', () => new Uint8Array()],
    ['cut', (state) => state.subarray(0, state.length >> 1)],
    ['one bit flipped', flipped],
    ['one bit flipped elsewhere', flipped],
  ];
  it.each(damages)('%s: the log is read instead, takes its place, and the fault is kept', async (_, damage) => {
    const paper = await written();
    const { state } = await snapshot(paper);
    await house.db.owner`update paper_snapshot set state = ${damage(state)} where paper_id = ${paper.paperId}`;
    const [found] = (await verifyRounds(house.db)).filter((round) => !holds(round));
    expect(found).toMatchObject({ paperId: paper.paperId, round: 1, log: null, snapshot: { holds: false, number: 21 } });
    const reader = await paper.open();
    expect(reader.text()).toBe(paper.words);
    expect(await faults(paper)).toEqual([['snapshotDamaged', 21, true]]);
    const mended = await snapshot(paper);
    expect(mended.hash).toBe(hash('sha256', mended.state));
    reader.doc.getText('notes').insert(0, 'videre');
    await reader.until(() => reader.acks.length === 1);
    reader.leave();
    await expect.poll(() => house.collab.metrics().papers).toBe(0);
    const again = (await compactRound(house.db.sql, paper.paperId, 1))!;
    expect(again.doc.getXmlFragment('default').toString()).toBe(paper.words);
    expect(again.doc.getText('notes').toString()).toBe('videre');
    again.doc.destroy();
    expect((await verifyRounds(house.db)).filter((round) => !holds(round))).toEqual([]);
  });
});

describe('a log that is not what was saved', () => {
  const damages: [string, number, (paper: Paper) => Promise<unknown>][] = [
    [
      'a flipped byte',
      9,
      ({ paperId }) =>
        house.db
          .owner`update paper_update set bytes = set_byte(bytes, 3, get_byte(bytes, 3) # 1) where paper_id = ${paperId} and number = 9`,
    ],
    ['a row that is gone', 9, ({ paperId }) => house.db.owner`delete from paper_update where paper_id = ${paperId} and number = 9`],
    [
      'another author',
      9,
      ({ paperId }) => house.db.owner`update paper_update set author = gen_random_uuid() where paper_id = ${paperId} and number = 9`,
    ],
    [
      'bytes and hash of another edit',
      9,
      ({ paperId }) => house.db.owner`
        update paper_update u set bytes = o.bytes || '\\x00', hash = encode(sha256(o.bytes || '\\x00'), 'hex')
        from paper_update o where o.paper_id = u.paper_id and o.number = 12 and u.paper_id = ${paperId} and u.number = 9`,
    ],
    [
      'a tail that is cut off',
      20,
      async ({ paperId }) => {
        await house.db.owner`delete from paper_update where paper_id = ${paperId} and number = 21`;
        await house.db.owner`delete from paper_snapshot where paper_id = ${paperId}`;
        await house.db.owner`update paper_round set head = 20 where paper_id = ${paperId}`;
      },
    ],
  ];
  it.each(damages)('%s is named by paper, round and number', async (_, number, damage) => {
    const paper = await written();
    await damage(paper);
    const wrong = (await verifyRounds(house.db)).filter(({ paperId, log }) => paperId === paper.paperId && log !== null);
    expect(wrong.map(({ paperId, round, log }) => [paperId, round, log])).toEqual([[paper.paperId, 1, number]]);
    expect(await faults(paper)).toContainEqual(['logDamaged', number, false]);
  });

  it('is opened by nobody, and is no reason for another paper or the search to stop (row 64)', async () => {
    const [damagedPaper, other] = [await written(), await written()];
    await house.db.owner`delete from paper_snapshot where paper_id = ${damagedPaper.paperId}`;
    await house.db.owner`update paper_update set bytes = '\\x0102' where paper_id = ${damagedPaper.paperId} and number = 5`;
    const turned = new RawClient(`ws://127.0.0.1:${house.port}/collab?schema=2`, damagedPaper.document);
    await turned.enter(anna.token);
    expect(turned.closed!.code).toBe(1013);
    expect(turned.text()).toBe('');
    const reader = await other.open();
    expect(reader.text()).toBe(other.words);
    reader.leave();
    const commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
    for (let left = 1; left > 0;) left = await readPapersForSearch(commands);
    expect((await faults(damagedPaper)).map(([kind]) => kind)).toEqual(['logDamaged']);
  });
});

describe('rows 57, 58: what was stored before it was refused', () => {
  it('is read without its depth and its characters, and stops nothing', async () => {
    const paper = await written();
    const doc = new Y.Doc();
    for (const { bytes } of await house.db.owner<
      { bytes: Uint8Array }[]
    >`select bytes from paper_update where paper_id = ${paper.paperId} order by number`)
      Y.applyUpdate(doc, bytes);
    const before = Y.encodeStateVector(doc);
    let list = new Y.XmlElement('bulletList');
    (doc.getXmlFragment('default').get(1) as Y.XmlElement).push([list]);
    for (let level = 0; level < 3_001; level++) {
      const next = new Y.XmlElement(level % 2 === 0 ? 'listItem' : 'bulletList');
      list.push([next]);
      list = next;
    }
    const deepest = new Y.XmlElement('paragraph');
    deepest.insert(0, [new Y.XmlText('nederst\u0000 og \u0001')]);
    list.push([deepest]);
    const bytes = Y.encodeStateAsUpdate(doc, before);
    await house.db.owner`update paper_round set head = head + 1 where paper_id = ${paper.paperId}`;
    await house.db.owner`insert into paper_update (paper_id, round, number, kind, hash, bytes)
      values (${paper.paperId}, 1, 22, 'edit', ${hash('sha256', bytes)}, ${bytes})`;
    const json = JSON.stringify(documentJson(doc));
    expect(json).toContain('nederst\ufffd og \ufffd');
    expect(json).not.toContain('\\u0000');
    const commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
    for (let left = 1; left > 0;) left = await readPapersForSearch(commands);
    expect(await faults(paper)).toEqual([]);
    const [row] = await house.db
      .owner`select count(*)::int as found from paper_text where paper_id = ${paper.paperId} and text like '%nederst%'`;
    expect(row!['found']).toBe(1);
  });
});
