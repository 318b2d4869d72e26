import { hearNotices, type Notice, type Pool, type Sql } from '@samskriv/database';
import { readSealedText } from '@samskriv/document';
import { isRefusal, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { readPaper } from '../papers/readPaper.ts';
import { openThread } from '../threads/open.ts';
import { resolveThread } from '../threads/settle.ts';
import { lockVersion } from './lock.ts';
import { readOpenMatters } from './openMatters.ts';
import { listVersions, readVersion } from './read.ts';
import { testGroup, type TestGroup } from './testGroup.ts';
import { verifyChains } from './verify.ts';
import { verifyVersion } from './verifyVersion.ts';

let demo: DemoHouse;
let chair: Actor;
let secretariat: Actor;
let group: TestGroup;
let owner: Pool;

beforeAll(async () => {
  demo = await demoHouse();
  ({ owner } = demo);
});
afterAll(() => demo.drop());
beforeEach(async () => {
  group = await testGroup(demo, 'Kopper med pant anbefales ved arrangementer.\nEn linje til.');
  ({ chair, secretariat } = group);
});

const lock = (actor: Actor = chair, more: Partial<Parameters<typeof lockVersion>[2]> = {}) =>
  lockVersion(demo.house, actor, { paperId: group.paperId, purpose: 'steeringConsideration', reason: 'Til mødet', ...more });

const rewrite = (quote: string, instead: string) => group.rewrite(quote, instead);
const text = () => group.text();
const sealedWords = (versionId: string) => group.sealedText(versionId);

describe('a lock', () => {
  test('seals the saved text, closes the round, and says so to everybody', async () => {
    const heard: Notice[] = [];
    const { stop } = await hearNotices(
      demo.house.sql,
      (notice) => heard.push(notice),
      () => {},
    );
    expect(await rewrite('arrangementer', 'alle arrangementer')).toBe('saved');
    const version = yes(await lock(chair, { reason: ' Til  mødet ', until: '2026-12-24' }));
    expect(version).toMatchObject({
      number: 1,
      round: 1,
      head: 2,
      purpose: 'steeringConsideration',
      closes: true,
      reason: 'Til mødet',
      until: '2026-12-24',
      by: { id: chair.personId, organisation: 'Strandholt Kommune' },
      previousHash: null,
    });
    expect(await sealedWords(version.id)).toBe(await text());
    expect(await sealedWords(version.id)).toContain('ved alle arrangementer');
    expect(await rewrite('En linje', 'To linjer')).toBe('closed');
    const paper = yes(await readPaper(demo.house, secretariat, group.paperId));
    expect(paper).toMatchObject({ state: 'closed', readOnly: true, lock: { id: version.id, until: '2026-12-24' }, baseVersionId: null });
    await expect.poll(() => heard).toContainEqual({ kind: 'closed', paperId: group.paperId, round: 1 });
    expect(heard).toContainEqual({ kind: 'version', paperId: group.paperId, versionId: version.id });
    const [target] = await owner`select state from procurement_target where id = ${group.targetId}`;
    expect(target).toEqual({ state: 'locked' });
    const [act] = await owner`select action, actor from audit_log where thing_id = ${version.id}`;
    expect(act).toEqual({ action: 'version.lock', actor: chair.personId });
    await stop();
  });

  test('for a milestone seals a version and leaves the round open; the next version stands on it', async () => {
    const first = yes(await lock(chair, { purpose: 'milestone' }));
    expect(first.closes).toBe(false);
    expect(await rewrite('En linje', 'To linjer')).toBe('saved');
    const second = yes(await lock());
    expect(second).toMatchObject({ number: 2, head: 2, previousHash: first.hash });
    expect(await sealedWords(first.id)).toContain('En linje');
    expect(await sealedWords(second.id)).toContain('To linjer');
    expect(yes(await listVersions(demo.house, chair, { paperId: group.paperId })).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(yes(await readVersion(demo.house, chair, first.id))).toMatchObject({ previousId: null, nextId: second.id });
  });

  test('by two at once is one version, and the other is told whose and when', async () => {
    for (const purpose of ['milestone', 'finalApproval']) {
      const outcomes = await Promise.all([lock(chair, { purpose }), lock(secretariat, { purpose })]);
      const made = outcomes.filter((outcome) => !isRefusal(outcome)).map(yes);
      expect(made).toHaveLength(1);
      expect(outcomes.find(isRefusal)).toEqual({
        refused: 'already_locked',
        details: { versionId: made[0]!.id, number: made[0]!.number, by: made[0]!.by.name, at: made[0]!.at },
      });
    }
    expect(yes(await listVersions(demo.house, chair, { paperId: group.paperId })).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('refuses what makes no sense, at its field, and changes nothing', async () => {
    expect(await lock(chair, { purpose: 'base' })).toEqual({ refused: 'invalid', field: 'purpose' });
    expect(await lock(chair, { reason: ' ' })).toEqual({ refused: 'required', field: 'reason' });
    expect(await lock(chair, { until: '2026-02-30' })).toEqual({ refused: 'invalid_date', field: 'until' });
    expect(await lock(await demo.actor('miljoe@birkelev.example'))).toEqual({ refused: 'not_found' });
    expect(yes(await listVersions(demo.house, chair, { paperId: group.paperId }))).toEqual([]);
  });

  test('holds what was open then: threads with their places, unfinished sections, who was writing', async () => {
    const thread = yes(
      await openThread(demo.house, chair, { paperId: group.paperId, anchor: { quote: 'med pant' }, body: 'Hvilken pant?' }),
    );
    const settled = yes(await openThread(demo.house, chair, { paperId: group.paperId, anchor: { quote: 'En linje' }, body: 'Hvorfor?' }));
    yes(await resolveThread(demo.house, chair, settled));
    await rewrite('Kopper', 'Krus');
    const before = yes(await readOpenMatters(demo.house, chair, { paperId: group.paperId }));
    const version = yes(await readVersion(demo.house, chair, yes(await lock()).id));
    expect(version.openMatters).toEqual(before);
    expect(before.undecidedThreads).toMatchObject([{ id: thread.threadId, quote: 'med pant', point: '1' }]);
    expect(before.typing.map(({ id }) => id)).toEqual([chair.personId]);
    expect(before.unfinishedSections.length).toBeGreaterThan(3);
    expect(version.sealedThreads).toMatchObject([
      { id: thread.threadId, resolved: false, currentQuote: 'med pant', point: '1' },
      { id: settled.threadId, resolved: true, currentQuote: 'En linje', point: '2' },
    ]);
    const [row] = await owner<{ content: string }[]>`select content from paper_version where id = ${version.id}`;
    expect(row!.content).not.toContain('comment');
    const [range] = version.sealedThreads[0]!.ranges;
    const flat = JSON.stringify(readSealedText(row!.content).doc);
    expect(flat).toContain('Krus med pant anbefales');
    expect(range!.to - range!.from).toBe('med pant'.length);
  });
});

describe('a version', () => {
  test('verifies, and one flipped byte anywhere in it is named (row 18)', async () => {
    yes(await openThread(demo.house, chair, { paperId: group.paperId, anchor: { quote: 'med pant' }, body: 'Hvilken?' }));
    const first = yes(await lock(chair, { purpose: 'milestone' }));
    await rewrite('En linje', 'To linjer');
    const second = yes(await lock());
    const verified = async (id: string) => yes(await verifyVersion(demo.house, chair, id)).broken;
    expect(await verified(first.id)).toEqual([]);
    expect(await verified(second.id)).toEqual([]);
    const flips: Record<string, [sql: string, own: string[], next: string[]]> = {
      content: [`content = replace(content, 'pant', 'pang')`, ['content', 'stateText', 'logText'], []],
      state: [`state = set_byte(state, length(state) / 2, get_byte(state, length(state) / 2) # 1)`, ['state'], []],
      threads: [`threads = replace(threads, 'med pant', 'med pang')`, ['threads'], []],
      openMatters: [`open_matters = replace(open_matters, 'draft', 'empty')`, ['openMatters'], []],
      reason: [`reason = 'Et andet møde'`, ['reason'], []],
      madeByName: [`made_by_name = 'En anden'`, ['madeByName'], []],
      madeAt: [`made_at = made_at + interval '1 millisecond'`, ['madeAt'], []],
      until: [`until_date = '2027-01-01'`, ['until'], []],
      purpose: [`purpose = 'finalApproval'`, ['purpose'], []],
      hash: [`hash = replace(hash, left(hash, 1), 'x')`, ['seal'], ['chain']],
      seal: [`seal = replace(seal, 'mødet', 'maden')`, ['seal', 'reason'], []],
      head: [`head = head - 1`, ['head', 'logText'], []],
    };
    for (const [part, [change, own, next]] of Object.entries(flips)) {
      const undo = Symbol(part);
      await owner
        .begin(async (sql) => {
          const [changed, left] = ['head', 'purpose'].includes(part) ? [second, first] : [first, second];
          await sql.unsafe(`update paper_version set ${change} where id = '${changed.id}'`);
          const look = { ...demo.house, sql: reading(sql) };
          const broken = async (id: string) => yes(await verifyVersion(look, chair, id)).broken;
          const [itself, other] = [await broken(changed.id), await broken(left.id)];
          expect(itself, part).toEqual(expect.arrayContaining(own));
          expect(itself.filter((one) => !['stateText', 'chain'].includes(one)).toSorted(), part).toEqual(
            own.filter((one) => one !== 'stateText').toSorted(),
          );
          expect(other, part).toEqual(next);
          throw undo;
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error;
        });
    }
    expect((await verifyChains(demo.house)).filter(({ paperId }) => paperId === group.paperId)).toMatchObject([
      { number: 1, ok: true },
      { number: 2, ok: true },
    ]);
  });

  test('is missed when its row is gone, and a changed log is noticed', async () => {
    yes(await lock(chair, { purpose: 'milestone' }));
    await rewrite('En linje', 'To linjer');
    const second = yes(await lock());
    for (const [change, broken] of [
      [`delete from paper_version where paper_id = '${group.paperId}' and number = 1`, ['chain']],
      [`update paper_update set bytes = set_byte(bytes, 1, 7) where paper_id = '${group.paperId}' and number = 2`, ['log', 'logText']],
      [`delete from paper_update where paper_id = '${group.paperId}' and number = 2`, ['log', 'logText']],
    ] as const) {
      const undo = Symbol(change);
      await owner
        .begin(async (sql) => {
          await sql.unsafe(change);
          expect(yes(await verifyVersion({ ...demo.house, sql: reading(sql) }, chair, second.id)).broken).toEqual(broken);
          throw undo;
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error;
        });
    }
  });

  test('cannot be changed or removed by the application, nor can the logs (row 19), and no cascade takes it', async () => {
    const version = yes(await lock());
    for (const change of [
      `update paper_version set reason = 'x' where id = '${version.id}'`,
      `delete from paper_version where id = '${version.id}'`,
      'truncate paper_version',
      `update audit_log set action = 'x'`,
      'delete from audit_log',
      'truncate audit_log',
      `update paper_update set author = null where paper_id = '${group.paperId}'`,
      `delete from paper_update where paper_id = '${group.paperId}'`,
      'truncate paper_update',
      `delete from paper where id = '${group.paperId}'`,
      `delete from paper_round where paper_id = '${group.paperId}'`,
      `delete from working_group where id = '${group.groupId}'`,
      `delete from person where id = '${chair.personId}'`,
      `update paper_client set person_id = '${chair.personId}'`,
    ])
      await expect(demo.house.sql.unsafe(change), change).rejects.toMatchObject({ code: '42501' });
    // Not even the owner takes a version away by taking away what it belongs to.
    for (const change of [
      `delete from paper where id = '${group.paperId}'`,
      `delete from working_group where id = '${group.groupId}'`,
      `delete from person where id = '${chair.personId}'`,
    ])
      await expect(owner.unsafe(change), change).rejects.toMatchObject({ code: expect.stringMatching(/^23(001|503)$/) as string });
    expect(yes(await verifyVersion(demo.house, chair, version.id)).ok).toBe(true);
  });
});

/** The owner's transaction where a house has its pool, for commands that only read. */
function reading(sql: Sql): Pool {
  return sql as unknown as Pool;
}
