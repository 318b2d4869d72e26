import { isRefusal } from '@samskriv/process';
import { plainText, replaceWords } from '@samskriv/document';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { openThread } from '../threads/open.ts';
import { readThread } from '../threads/read.ts';
import { findLostThreads } from '../threads/reattach.ts';
import { readMoment, readPaperHistory, readWhen } from './history.ts';
import { lockVersion } from './lock.ts';
import { openRound } from './openRound.ts';
import type { Earlier } from './earlierText.ts';
import { readRestoration } from './readRestoration.ts';
import { restoreText } from './restoreText.ts';
import { testGroup, type TestGroup } from './testGroup.ts';

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

const restore = (earlier: Earlier, actor = group.chair) => restoreText(demo.house, actor, { paperId: group.paperId, earlier });
const moment = async (number: number, round = 1) =>
  yes(await readMoment(demo.house, group.chair, { paperId: group.paperId, round, when: { number } }));
const lock = async (purpose: string) =>
  yes(await lockVersion(demo.house, group.chair, { paperId: group.paperId, purpose, reason: 'Til mødet' }));

/** A source of numbers that is the same for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return state % sides;
  };
}

describe('the history of a paper', () => {
  test('tells of rounds, versions, and who wrote when', async () => {
    await group.rewrite('Kopper', 'Krus');
    await group.rewrite('Krus', 'Glas');
    const version = await lock('steeringConsideration');
    yes(await openRound(demo.house, group.secretariat, { paperId: group.paperId, versionId: version.id, reason: 'Rettelser' }));
    await group.rewrite('Glas', 'Kander', 2);
    const history = yes(await readPaperHistory(demo.house, group.chair, { paperId: group.paperId }));
    expect(history.rounds).toMatchObject([
      { round: 1, state: 'closed', head: 3, openedBy: null, fromVersionId: null },
      { round: 2, state: 'open', head: 2, openedBy: { id: group.secretariat.personId }, reason: 'Rettelser', fromVersionId: version.id },
    ]);
    expect(history.versions.map(({ id }) => id)).toEqual([version.id]);
    expect(history.activity).toMatchObject([
      { round: 1, person: { id: group.chair.personId }, edits: 2, first: 2, last: 3 },
      { round: 2, person: { id: group.chair.personId }, edits: 1, first: 2, last: 2 },
    ]);
    const day = new Date(history.activity[0]!.from);
    expect(day.toLocaleTimeString('da-DK', { timeZone: 'Europe/Copenhagen' })).toBe('00.00.00');
  });

  test('shows the text as it was after any edit and at any minute, with whose words are whose', async () => {
    await group.rewrite('Kopper', 'Krus');
    await group.rewrite('linje', 'sætning');
    expect(plainText((await moment(1)).doc)).toContain('Kopper med pant');
    const then = await moment(2);
    expect(then).toMatchObject({ number: 2, head: 3, by: { id: group.chair.personId } });
    expect(plainText(then.doc)).toContain('Krus med pant');
    expect(plainText(then.doc)).toContain('En linje til');
    const chairs = then.runs.filter(({ by }) => by?.id === group.chair.personId);
    expect(chairs.map(({ from, to }) => to - from)).toEqual([3]);
    expect(then.runs.filter(({ by }) => by === null).length).toBeGreaterThan(2);
    // As if an hour lay between the edits.
    await demo.owner`update paper_update set at = at - interval '1 hour' where paper_id = ${group.paperId} and number <= 2`;
    const minute = new Date(Date.now() - 1_800_000).toISOString().slice(0, 16) + 'Z';
    const at = yes(await readMoment(demo.house, group.chair, { paperId: group.paperId, round: 1, when: readWhen(minute)! }));
    expect(at.number).toBe(2);
    for (const nothing of ['2020-01-01T10:00Z', '4', '0', '99999999'])
      expect(await readMoment(demo.house, group.chair, { paperId: group.paperId, round: 1, when: readWhen(nothing)! })).toEqual({
        refused: 'not_found',
      });
    expect([readWhen('i går'), readWhen('2026-13-01T10:00Z'), readWhen('2026-11-23T10:00')]).toEqual([null, null, null]);
  });
});

describe('an earlier text', () => {
  test('comes back as a new edit of whoever brings it, and the log keeps all of it', async () => {
    const before = await group.text();
    await group.rewrite('Kopper med pant', 'Krus');
    await group.rewrite('En linje til, som udgår.', 'Noget andet.');
    const { number } = yes(await restore({ round: 1, number: 1 }));
    expect(number).toBe(4);
    expect(await group.text()).toBe(before);
    const [row] = await demo.owner`select kind, author from paper_update where paper_id = ${group.paperId} and number = 4`;
    expect(row).toEqual({ kind: 'restore', author: group.chair.personId });
    expect(plainText((await moment(3)).doc)).toContain('Noget andet.');
    expect(yes(await restore({ round: 1, number: 1 })).number).toBeNull();
    yes(await restore({ round: 1, number: 3 }));
    expect(await group.text()).toContain('Noget andet.');
  });

  test('of a version or an earlier round comes back into the present one', async () => {
    const version = await lock('finalApproval');
    const before = await group.text();
    yes(await openRound(demo.house, group.chair, { paperId: group.paperId, versionId: version.id, reason: 'Rettelser' }));
    await group.rewrite('Service', 'Alt service', 2);
    yes(await restore({ versionId: version.id }));
    expect(await group.text()).toBe(before);
    await group.rewrite('Service', 'Alt service', 2);
    yes(await restore({ round: 1, number: 1 }));
    expect(await group.text()).toBe(before);
  });

  test('brought back by two at once stands once', async () => {
    const before = await group.text();
    await group.rewrite('Service skal kunne genbruges.', 'Væk.');
    await group.rewrite('En linje til, som udgår.', 'Også væk.');
    const outcomes = await Promise.all([restore({ round: 1, number: 1 }), restore({ round: 1, number: 1 }, group.secretariat)]);
    expect(outcomes.filter(isRefusal)).toEqual([]);
    expect(outcomes.map((outcome) => yes(outcome).number).filter((number) => number === null)).toHaveLength(1);
    expect(await group.text()).toBe(before);
  });

  test('is shown before it is brought back: what would change, and which threads would lose their words', async () => {
    const show = async () =>
      yes(await readRestoration(demo.house, group.chair, { paperId: group.paperId, earlier: { round: 1, number: 1 } }));
    await group.rewrite('En linje til, som udgår.', 'Nye ord her.');
    for (const quote of ['Nye ord', 'med pant']) {
      const anchor = { quote };
      yes(await openThread(demo.house, group.chair, { paperId: group.paperId, anchor, body: 'Her' }));
    }
    const before = await group.text();
    const shown = await show();
    expect(shown).toMatchObject({ seen: 4, lost: 1, version: null, listed: { count: 1 } });
    expect(shown.listed.sections.flatMap(({ changes }) => changes)[0]).toMatchObject({ after: expect.stringContaining('som udgår') });
    expect(await group.text()).toBe(before);

    await group.rewrite('Service', 'Alt service');
    const paper = { paperId: group.paperId, earlier: { round: 1, number: 1 } };
    expect(await restoreText(demo.house, group.chair, { ...paper, seen: shown.seen })).toEqual({ refused: 'text_changed' });
    expect(yes(await restoreText(demo.house, group.chair, { ...paper, seen: (await show()).seen })).number).not.toBeNull();
    expect(await show()).toMatchObject({ lost: 0, redline: { equal: true } });
  });

  test('is refused in a closed round, for another paper’s version, and for edits that never were', async () => {
    const other = await testGroup(demo, points);
    const foreign = yes(await lockVersion(demo.house, other.chair, { paperId: other.paperId, purpose: 'milestone', reason: 'x' }));
    expect(await restore({ versionId: foreign.id }, group.secretariat)).toEqual({ refused: 'not_found', field: 'versionId' });
    expect(await restore({ round: 7, number: 1 })).toEqual({ refused: 'not_found', field: 'round' });
    expect(await restore({ round: 1, number: 9 })).toEqual({ refused: 'not_found', field: 'number' });
    await lock('finalApproval');
    expect(await restore({ round: 1, number: 1 })).toEqual({ refused: 'paper_closed' });
  });

  test.each([1, 2, 3, 4, 5, 6])('comes back whole whatever was written, and threads stand or are lost (seed %i)', async (seed) => {
    const roll = dice(seed);
    const thread = async (quote: string) =>
      yes(await openThread(demo.house, group.chair, { paperId: group.paperId, anchor: { quote }, body: 'Her' })).threadId;
    const threads = [await thread('med pant'), await thread('kunne genbruges'), await thread('En linje til')];
    const texts = new Map([[4, await group.text()]]);
    while (texts.size < 9) {
      const number = await group.edit((ydoc, { index }) => {
        const piece = index.pieces[roll(index.pieces.length)]!;
        const from = piece.pos + roll(piece.length);
        const to = Math.min(from + 1 + roll(12), piece.pos + piece.length);
        return replaceWords(ydoc, { from, to }, ['', 'nyt', 'ord om ord', '😀 og mere', 'pant'][roll(5)]!);
      });
      if (number !== null) texts.set(number, await group.text());
    }
    for (let step = 0; step < 4; step += 1) {
      const number = 4 + roll(texts.size);
      const restored = yes(await restore({ round: 1, number }));
      expect(await group.text(), `edit ${String(number)}`).toBe(texts.get(number));
      if (restored.number !== null) expect(plainText((await moment(restored.number)).doc)).toBe(texts.get(number));
    }
    yes(await restore({ round: 1, number: 4 }));
    await findLostThreads(demo.house, { paperId: group.paperId });
    for (const [index, id] of threads.entries()) {
      const { anchor } = yes(await readThread(demo.house, group.chair, id));
      const quote = ['med pant', 'kunne genbruges', 'En linje til'][index]!;
      if (anchor.state === 'orphaned') expect(anchor).toMatchObject({ quote, currentQuote: null, ranges: [] });
      else
        expect(
          quote.split(' ').some((word) => anchor.currentQuote!.includes(word)),
          anchor.currentQuote!,
        ).toBe(true);
    }
  });
});
