import { hash } from 'node:crypto';
import { selectFaults } from '@samskriv/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { demoHouse, type DemoHouse } from '../demo/demoHouse.ts';
import { listGroups } from '../groups/read.ts';
import { readPapersForSearch } from '../search/readPapers.ts';
import { readText } from './text.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

/** Puts bytes into a paper's log as a database from before may hold them, past everything that judges edits. */
async function store(paperId: string, bytes: Uint8Array): Promise<void> {
  await demo.house.sql.begin(async (sql) => {
    const [{ head }] = (await sql`
      update paper_round set head = head + 1 where paper_id = ${paperId} and round = 1 returning head`) as unknown as [{ head: string }];
    const [first] =
      await sql`select paper_id, round, kind, author from paper_update where paper_id = ${paperId} and round = 1 order by number limit 1`;
    await sql`insert into paper_update ${sql({ ...first, number: head, bytes, hash: hash('sha256', bytes) })}`;
  });
}

function update(write: (root: Y.XmlFragment) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => write(doc.getXmlFragment('default')));
  return Y.encodeStateAsUpdate(doc);
}

// From the outside in: Yjs puts a whole tree into a document by recursion, one level at a time it does not.
function nest(root: Y.XmlFragment, depth: number, ...names: string[]): void {
  let inner: Y.XmlFragment = root;
  for (let level = 0; level <= depth; level++) {
    const element = new Y.XmlElement(level === 0 ? 'section' : names[level % names.length]);
    inner.insert(0, [element]);
    inner = element;
  }
}

test('rows 57, 58, 64: deep nesting, U+0000 and garbage stay in their paper; lists and the search go on', async () => {
  const { a, b } = demo.groups;
  for (const names of [['section'], ['bulletList', 'listItem'], ['bulletList']])
    await store(
      a.paper.id,
      update((root) => nest(root, 3000, ...names)),
    );
  await store(
    a.paper.id,
    update((root) => {
      root.insert(0, [new Y.XmlElement('section')]);
      (root.get(0) as Y.XmlElement).insert(0, [new Y.XmlElement('paragraph')]);
      ((root.get(0) as Y.XmlElement).get(0) as Y.XmlElement).insert(0, [new Y.XmlText('kop\u0000per\ud800.')]);
    }),
  );
  const read = JSON.stringify(await readText(demo.house.sql, a.paper.id, 1));
  expect(read).toContain('kop\ufffdper\ufffd');

  await store(b.paper.id, new Uint8Array([9, 9, 9]));
  await readPapersForSearch(demo.house);
  expect(await readPapersForSearch(demo.house)).toBe(0);
  const [found] = await demo.house.sql`select 1 from paper_text where paper_id = ${a.paper.id} and text like '%per%'`;
  expect(found).toBeDefined();

  const groups = await listGroups(demo.house, await demo.actor('sekretariat@partnerskab.example'));
  expect(groups.find(({ id }) => id === a.id)?.sections.length).toBeGreaterThan(0);
  expect(groups.find(({ id }) => id === b.id)?.sections).toEqual([]);
  expect(await selectFaults(demo.house.sql)).toMatchObject([{ kind: 'logDamaged', paperId: b.paper.id, settledAt: null }]);
});
