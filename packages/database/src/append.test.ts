import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendUpdates, type Append } from './append.ts';
import { connect, type Pool } from './connect.ts';
import { freshDatabase, type FreshDatabase } from './testing.ts';

const writers = ['chair', 'member', 'secretariat'];
let database: FreshDatabase;
let log: Pool;
let author: string;
let stranger: string;

beforeAll(async () => {
  database = await freshDatabase();
  log = connect(database.address, { max: 4, log: true });
  const { sql } = database;
  const people = await sql<{ id: string }[]>`
    insert into person (mail, name) values ('a@x.example', 'A'), ('b@x.example', 'B') returning id`;
  [author, stranger] = [people[0]!.id, people[1]!.id];
  await sql`insert into api_token (id, person_id) values ('of-author', ${author}), ('of-stranger', ${stranger})`;
});

afterAll(async () => {
  await log.end();
  await database.drop();
});

async function makePaper(state = 'open'): Promise<string> {
  const [paper] = await database.sql<{ id: string }[]>`
    with target as (insert into procurement_target (title) values ('t') returning id),
    made as (insert into working_group (title, kind, target_id) select 'g', 'new', id from target returning id),
    joined as (insert into membership (group_id, person_id, role) select id, ${author}, 'member' from made),
    paper as (insert into paper (group_id, kind, title) select id, 'target', 't' from made returning id),
    opened as (insert into paper_round (paper_id, round, state) select id, 1, ${state} from paper)
    select id from paper`;
  return paper!.id;
}

function edit(paperId: string, text: string, by: Partial<Append> = {}): Append {
  const bytes = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { paperId, round: 1, author, credential: 'of-author', kind: 'edit', bytes, hash, ...by };
}

async function logOf(paperId: string): Promise<{ numbers: number[]; head: number }> {
  const rows = await database.sql<{ number: string }[]>`select number from paper_update where paper_id = ${paperId} order by number`;
  const [round] = await database.sql<{ head: string }[]>`select head from paper_round where paper_id = ${paperId}`;
  return { numbers: rows.map(({ number }) => Number(number)), head: Number(round!.head) };
}

describe('an edit is judged alike alone and among others', () => {
  // The second row goes to a paper of its own, so that what is asked of the first is asked by the other statement.
  for (const company of ['alone', 'among others'] as const) {
    const judge = async (row: Append) => {
      const rows = company === 'alone' ? [row] : [row, edit(await makePaper(), randomUUID())];
      return (await appendUpdates(log, writers, rows))[0];
    };

    it(`${company}: saved, and known when it comes again`, async () => {
      const paper = await makePaper();
      expect(await judge(edit(paper, 'a'))).toEqual({ verdict: 'saved', number: 1 });
      expect(await judge(edit(paper, 'b'))).toEqual({ verdict: 'saved', number: 2 });
      expect(await judge(edit(paper, 'a'))).toEqual({ verdict: 'known', number: 1 });
      expect(await logOf(paper)).toEqual({ numbers: [1, 2], head: 2 });
    });

    it(`${company}: refused without leaving a trace`, async () => {
      const [open, closed] = [await makePaper(), await makePaper('closed')];
      expect(await judge(edit(closed, 'a'))).toEqual({ verdict: 'closed' });
      expect(await judge(edit(randomUUID(), 'a'))).toEqual({ verdict: 'gone' });
      expect(await judge(edit(open, 'a', { author: stranger, credential: 'of-stranger' }))).toEqual({ verdict: 'forbidden' });
      expect(await judge(edit(open, 'a', { credential: 'of-stranger' }))).toEqual({ verdict: 'forbidden' });
      expect(await judge(edit(open, 'a', { credential: 'nobody’s' }))).toEqual({ verdict: 'forbidden' });
      expect(await logOf(open)).toEqual({ numbers: [], head: 0 });
      expect(await logOf(closed)).toEqual({ numbers: [], head: 0 });
    });
  }
});

it('takes an edit that another, who may not write, brings in the same commit word for word', async () => {
  const paper = await makePaper();
  const refused = edit(paper, 'a', { author: stranger, credential: 'of-stranger' });
  expect(await appendUpdates(log, writers, [refused, edit(paper, 'a'), edit(paper, 'a')])).toEqual([
    { verdict: 'forbidden' },
    { verdict: 'saved', number: 1 },
    { verdict: 'saved', number: 1 },
  ]);
  expect(await logOf(paper)).toEqual({ numbers: [1], head: 1 });
});

it('numbers edits without a gap when several processes append to one paper at once', async () => {
  const paper = await makePaper();
  const processes = Array.from({ length: 4 }, () => connect(database.address, { max: 1, log: true }));
  const given: number[] = [];
  await Promise.all(
    processes.map(async (pool, process) => {
      for (let step = 0; step < 100; step++) {
        const rows = Array.from({ length: 1 + ((step + process) % 3) }, () => edit(paper, randomUUID()));
        for (const verdict of await appendUpdates(pool, writers, rows)) if (verdict.verdict === 'saved') given.push(verdict.number);
      }
    }),
  );
  await Promise.all(processes.map((pool) => pool.end()));
  const all = Array.from({ length: given.length }, (_, index) => index + 1);
  expect(given.length).toBeGreaterThan(700);
  expect(given.toSorted((a, b) => a - b)).toEqual(all);
  expect(await logOf(paper)).toEqual({ numbers: all, head: given.length });
});

it('gives one row to an edit that two processes bring at the same time', async () => {
  const paper = await makePaper();
  for (let round = 0; round < 30; round++) {
    const row = edit(paper, `at once ${round}`);
    const verdicts = (await Promise.all([appendUpdates(log, writers, [row]), appendUpdates(log, writers, [row])])).flat();
    expect(verdicts.map((one) => ('number' in one ? one.number : null))).toEqual([round + 1, round + 1]);
    expect(verdicts.map(({ verdict }) => verdict).toSorted()).toEqual(['known', 'saved']);
  }
});
