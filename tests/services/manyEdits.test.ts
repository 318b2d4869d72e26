import { compactRound } from '@samskriv/commands';
import { loadRound } from '@samskriv/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openHouse, type TestHouse } from '../faults/house.ts';
import type { RawClient } from '../faults/rawClient.ts';

/** EDITS: how many edits the paper has (row 54 speaks of 1,000,000). */
const edits = Number(process.env['EDITS'] ?? 20_000);

/** As an open paper is compacted: its tail is the longest that an opening can meet, and each snapshot stands on the one before. */
const compactEvery = 2_000;
const BATCH = 2_000;

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Fills the paper's log with the edits of four who type, rub out, and now and then throw away nearly all there is. */
async function writeLog(count: number, at: (number: number) => Promise<void>): Promise<Y.Doc> {
  const [birth] = await house.db.owner<{ bytes: Uint8Array }[]>`select bytes from paper_update where paper_id = ${house.paperId}`;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, birth!.bytes);
  let waiting: string[] = [];
  doc.on('update', (bytes: Uint8Array) => void waiting.push(`\\x${Buffer.from(bytes).toString('hex')}`));
  const section = doc.getXmlFragment('default').get(0) as Y.XmlElement;
  const texts = Array.from({ length: 4 }, () => new Y.XmlText());
  doc.transact(() => {
    for (const text of texts) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      section.push([paragraph]);
    }
  });
  const carets = texts.map(() => 0);
  let number = 1;
  const store = async () => {
    await house.db.owner`
      insert into paper_update (paper_id, round, number, kind, hash, bytes)
      select ${house.paperId}, 1, ${number} + at, 'edit', encode(sha256(hex::bytea), 'hex'), hex::bytea
      from unnest(${waiting}::text[]) with ordinality as edit (hex, at)`;
    number += waiting.length;
    waiting = [];
    await house.db.owner`update paper_round set head = ${number} where paper_id = ${house.paperId}`;
    await at(number);
  };
  for (let step = 0; step < count - 1; step++) {
    const who = Math.floor(step / 37) % texts.length;
    const text = texts[who]!;
    const caret = Math.min(carets[who]!, text.length);
    if (step % 7919 === 7918) text.delete(10, text.length - 20);
    else if (step % 977 === 976) text.delete(0, Math.min(text.length, 400));
    else if (step % 11 === 10 && caret > 0) text.delete(caret - 1, 1);
    else text.insert(caret, 'abcdefghij klmnop rstu'[step % 22]!);
    carets[who] = step % 37 === 36 ? (step * 7919) % (text.length + 1) : caret + 1;
    if (waiting.length === BATCH) await store();
  }
  await store();
  return doc;
}

const same = (one: Y.Doc, other: Y.Doc) =>
  one.getXmlFragment('default').toString() === other.getXmlFragment('default').toString() &&
  Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));

it(
  `a paper of ${edits.toLocaleString('en')} edits with large deletions opens, and its snapshot is what the log says (row 54)`,
  async () => {
    let compacted = 1;
    const written = await writeLog(edits, async (number) => {
      // The last edits come after the last snapshot.
      if (number >= edits || number - compacted < compactEvery) return;
      const replay = await compactRound(house.db.sql, house.paperId, 1);
      expect(replay).toMatchObject({ number, stored: true });
      replay!.doc.destroy();
      compacted = number;
    });
    const stored = await loadRound(house.db.sql, house.paperId, 1);
    expect(stored).toMatchObject({ head: edits + 1, snapshot: { number: compacted } });
    expect(stored!.updates.length).toBe(edits + 1 - compacted);

    const snapshot = new Y.Doc();
    Y.applyUpdate(snapshot, stored!.snapshot!.bytes);
    const replay = new Y.Doc();
    const upTo = (number: number, from: number) => house.db.owner<{ bytes: Uint8Array }[]>`
      select bytes from paper_update where paper_id = ${house.paperId} and number > ${from} and number <= ${number} order by number`;
    for (let from = 0; from < compacted; from += 50_000)
      for (const { bytes } of await upTo(Math.min(from + 50_000, compacted), from)) Y.applyUpdate(replay, bytes);
    expect(same(snapshot, replay)).toBe(true);
    for (const { bytes } of await upTo(edits + 1, compacted)) Y.applyUpdate(replay, bytes);
    expect(same(replay, written)).toBe(true);

    const started = performance.now();
    const reader: RawClient = await house.client(await house.person('member'));
    const opened = performance.now() - started;
    expect(reader.synced).toBe(true);
    expect(same(reader.doc, written)).toBe(true);
    reader.leave();
    console.log(
      `${edits} edits, ${edits + 1 - compacted} of them after the snapshot of ${stored!.snapshot!.bytes.length} bytes: opened in ${Math.round(opened)} ms`,
    );
  },
  120_000 + edits,
);
