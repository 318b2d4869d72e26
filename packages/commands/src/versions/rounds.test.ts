import { isRefusal } from '@samskriv/process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { createGroup } from '../groups/createGroup.ts';
import { readPaper } from '../papers/readPaper.ts';
import { deleteThread } from '../threads/settle.ts';
import { openThread } from '../threads/open.ts';
import { listThreads, readThread } from '../threads/read.ts';
import { findLostThreads } from '../threads/reattach.ts';
import { lockVersion } from './lock.ts';
import { openRound } from './openRound.ts';
import { listVersions, readVersion } from './read.ts';
import { testGroup, type TestGroup } from './testGroup.ts';
import { exportVersionThreads, listVersionThreads, openVersionThread, type ThreadTableWords } from './threads.ts';
import { verifyVersion } from './verifyVersion.ts';

let demo: DemoHouse;
let group: TestGroup;
const points = 'Kopper med pant anbefales ved arrangementer.\nService skal kunne genbruges.\nEn linje til, som udgår.';

beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());
beforeEach(async () => {
  group = await testGroup(demo, points);
});

const lock = async (purpose = 'steeringConsideration') =>
  yes(await lockVersion(demo.house, group.chair, { paperId: group.paperId, purpose, reason: 'Til mødet' }));
const begin = (versionId: string, actor = group.chair) =>
  openRound(demo.house, actor, { paperId: group.paperId, versionId, reason: 'Rettelser efter mødet' });
const thread = async (quote: string, body = 'Hvorfor?') =>
  yes(await openThread(demo.house, group.chair, { paperId: group.paperId, anchor: { quote }, body })).threadId;
const read = async (threadId: string) => yes(await readThread(demo.house, group.chair, threadId));

describe('a new round', () => {
  test('is a new document with the version’s text, and the old one stays as it was', async () => {
    const version = await lock();
    const { document, round } = yes(await begin(version.id));
    expect({ document, round }).toEqual({ document: `paper:${group.paperId}:2`, round: 2 });
    expect(await group.text()).toBe(await group.sealedText(version.id));
    expect(yes(await readPaper(demo.house, group.chair, group.paperId))).toMatchObject({
      round: 2,
      state: 'open',
      readOnly: false,
      lock: null,
    });
    expect(await group.rewrite('En linje til', 'Sidste linje', 2)).toBe('saved');
    expect(await group.rewrite('En linje til', 'Sidste linje', 1)).toBe('closed');
    expect(yes(await verifyVersion(demo.house, group.chair, version.id)).broken).toEqual([]);
    const [row] = await demo.owner`
      select r.opened_by, r.reason, r.source, t.state from paper_round r, procurement_target t
      where r.paper_id = ${group.paperId} and r.round = 2 and t.id = ${group.targetId}`;
    expect(row).toEqual({ openedBy: group.chair.personId, reason: 'Rettelser efter mødet', source: version.id, state: 'revision' });
    const [act] =
      await demo.owner`select details->>'reason' as reason from audit_log where action = 'round.open' and thing_id = ${group.paperId}`;
    expect(act).toEqual({ reason: 'Rettelser efter mødet' });
    const next = await lock('finalApproval');
    expect(next).toMatchObject({ number: 2, round: 2, previousHash: version.hash });
  });

  test('is refused while the text is open, from another paper’s version, and to the second of two', async () => {
    const milestone = await lock('milestone');
    expect(await begin(milestone.id)).toEqual({ refused: 'round_open' });
    const version = await lock();
    const other = await testGroup(demo, points);
    expect(await openRound(demo.house, group.secretariat, { paperId: other.paperId, versionId: version.id, reason: 'x' })).toEqual({
      refused: 'not_found',
      field: 'versionId',
    });
    const both = await Promise.all([begin(version.id), begin(version.id, group.secretariat)]);
    expect(both.filter((outcome) => !isRefusal(outcome))).toHaveLength(1);
    expect(both.find(isRefusal)).toEqual({ refused: 'round_open' });
  });

  test('begins with the marks of threads that lived in the text and of those made on the version', async () => {
    const lived = await thread('med pant');
    const gone = await thread('En linje til');
    const deleted = await thread('Service');
    const version = await lock();
    yes(await deleteThread(demo.house, group.chair, { threadId: deleted }));
    const made = await thread('kunne genbruges');
    expect(await read(made)).toMatchObject({
      versionId: version.id,
      anchor: { state: 'anchored', point: '2', currentQuote: 'kunne genbruges' },
    });
    yes(await begin(version.id));
    const [birth] = await demo.owner<{ head: string; rows: number }[]>`
      select head, (select count(*)::int from paper_update u where u.paper_id = r.paper_id and u.round = 2) as rows
      from paper_round r where paper_id = ${group.paperId} and round = 2`;
    expect(birth).toEqual({ head: '1', rows: 1 });
    await group.rewrite('Kopper', 'Krus', 2);
    await group.rewrite('En linje til, som udgår.', 'Helt andet', 2);
    await group.rewrite('genbruges', 'genbruges mange gange', 2);
    expect((await read(lived)).anchor).toMatchObject({ state: 'anchored', currentQuote: 'med pant', point: '1' });
    expect((await read(made)).anchor).toMatchObject({ state: 'anchored', point: '2' });
    expect((await read(gone)).anchor).toMatchObject({ state: 'orphaned', currentQuote: null, quote: 'En linje til' });
    expect(yes(await listThreads(demo.house, group.chair, { paperId: group.paperId })).map(({ id }) => id)).not.toContain(deleted);
  });
});

describe('a thread on a version', () => {
  test('stands at plain positions in it, puts nothing into the log, and must quote it', async () => {
    const version = await lock();
    const made = await thread('med pant');
    const [row] = await demo.owner`select version_id, version_to - version_from as length, round from thread where id = ${made}`;
    expect(row).toEqual({ versionId: version.id, length: 'med pant'.length, round: 1 });
    const on = (anchor: object) => openVersionThread(demo.house, group.chair, { versionId: version.id, anchor, body: 'Hvad?' });
    const [first] = yes(await listVersionThreads(demo.house, group.chair, { versionId: version.id }));
    expect(first).toMatchObject({ id: made, inVersion: { quote: 'med pant', point: '1' }, anchor: { state: 'anchored', point: '1' } });
    const byPositions = yes(await on({ from: first!.inVersion.ranges[0]!.from, to: first!.inVersion.ranges[0]!.to }));
    expect((await read(byPositions.threadId)).anchor).toMatchObject({ quote: 'med pant', state: 'anchored' });
    expect(await on({ quote: 'ord der ikke står der' })).toEqual({ refused: 'invalid', field: 'anchor' });
    expect(await on({ from: 100_000, to: 100_010 })).toMatchObject({ refused: 'invalid' });
    const section = yes(await readVersion(demo.house, group.chair, version.id)).sections[0]!.id!;
    expect(await read(yes(await on({ sectionId: section })).threadId)).toMatchObject({ anchor: { whole: true, state: 'anchored' } });
    const [log] = await demo.owner`select head::int as head from paper_round where paper_id = ${group.paperId}`;
    expect(log).toEqual({ head: version.head });
  });

  test('on a milestone shows where its words are in the text of today, or that they are gone', async () => {
    const version = await lock('milestone');
    const on = async (quote: string) =>
      yes(await openVersionThread(demo.house, group.chair, { versionId: version.id, anchor: { quote }, body: 'Hvad?' })).threadId;
    await group.rewrite('Service skal kunne genbruges.', 'Alt er nyt.');
    const [kept, gone] = [await on('med pant'), await on('kunne genbruges')];
    expect((await read(kept)).anchor).toMatchObject({ state: 'anchored', currentQuote: 'med pant' });
    expect((await read(gone)).anchor).toMatchObject({ state: 'orphaned', quote: 'kunne genbruges' });
    expect(await findLostThreads(demo.house, { paperId: group.paperId })).toEqual([kept]);
    // Marked now, it follows its words.
    await group.rewrite('Kopper med', 'Alle slags krus med');
    expect((await read(kept)).anchor).toMatchObject({ state: 'anchored' });
    const listed = yes(await listVersionThreads(demo.house, group.chair, { versionId: version.id }));
    expect(listed.map(({ inVersion, anchor }) => [inVersion.quote, inVersion.point, anchor.state])).toEqual([
      ['med pant', '1', 'anchored'],
      ['kunne genbruges', '2', 'orphaned'],
    ]);
  });

  test('can be exported by point, and no cell of the table is a formula (row 49)', async () => {
    await thread('med pant', '=HYPERLINK("http://ond.example";"klik")');
    const version = await lock();
    await thread('Service', '@SUM(A1), "citat"\nog en linje');
    const words = new Proxy({} as ThreadTableWords, { get: (_, word) => String(word) });
    const { points: grouped, table } = yes(await exportVersionThreads(demo.house, group.chair, { versionId: version.id, words }));
    expect(grouped.map(({ point, threads }) => [point, threads.length])).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
    const lines = table.replace('\u{feff}', '').split('\r\n');
    expect(lines[0]).toBe('point;section;quote;kind;resolved;today;author;organisation;at;comment;proposal');
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://ond.example"";""klik"")"`);
    expect(lines[2]).toContain(`"'@SUM(A1), ""citat"" og en linje"`);
    expect(table).not.toMatch(/(^|;)"?[=@+]/m);
  });
});

describe('what an update starts from', () => {
  const update = async (more: object) => {
    const made = yes(await createGroup(demo.house, group.secretariat, { title: 'Opdatering', kind: 'update', ...more }));
    const paper = yes(await readPaper(demo.house, group.secretariat, made.paperId));
    return yes(await readVersion(demo.house, group.secretariat, paper.baseVersionId!));
  };

  test('is the version in force, sealed as number 0, whatever was written since', async () => {
    const considered = await lock();
    yes(await begin(considered.id));
    await group.rewrite('Kopper', 'Krus', 2);
    const approved = await lock('finalApproval');
    yes(await begin(approved.id));
    await group.rewrite('Krus', 'Glas', 3);
    const base = await update({ targetId: group.targetId });
    expect(base).toMatchObject({ number: 0, purpose: 'base', closes: false, round: 1, head: 1, previousHash: null });
    expect(await group.sealedText(base.id)).toBe(await group.sealedText(approved.id));
    expect(yes(await verifyVersion(demo.house, group.secretariat, base.id)).broken).toEqual([]);
    const [row] = await demo.owner`select source from paper_version where id = ${base.id}`;
    expect(row).toEqual({ source: approved.id });
    const first = yes(await lockVersion(demo.house, group.secretariat, { paperId: base.paperId, purpose: 'milestone', reason: 'Første' }));
    expect(first).toMatchObject({ number: 1, previousHash: base.hash });
    expect(yes(await verifyVersion(demo.house, group.secretariat, first.id)).ok).toBe(true);
    expect(yes(await listVersions(demo.house, group.secretariat, { paperId: base.paperId })).map(({ number }) => number)).toEqual([0, 1]);
  });

  test('is the latest locked one where none was approved, the text here where none was locked, and a pasted text', async () => {
    const unlocked = await update({ targetId: group.targetId });
    expect(await group.sealedText(unlocked.id)).toContain('Kopper med pant');
    const version = await lock();
    yes(await begin(version.id));
    await group.rewrite('Kopper', 'Krus', 2);
    const base = await update({ targetId: group.targetId });
    expect(await group.sealedText(base.id)).toBe(await group.sealedText(version.id));
    const pasted = await update({ text: '1. Nye biler skal køre på el.\n2. Elcykler anbefales.' });
    expect(await group.sealedText(pasted.id)).toContain('1 Nye biler skal køre på el.\n2 Elcykler anbefales.');
    expect(yes(await readPaper(demo.house, group.secretariat, group.paperId)).baseVersionId).toBeNull();
  });
});
