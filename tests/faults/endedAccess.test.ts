import { actorOf, openThread, removeMembership, replyToThread, type House } from '@samskriv/commands';
import { jobTasks } from '@samskriv/commands/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';

// The end of a time in a group, while the paper is open: an expert comments until it, a member with a last day writes until it.

let house: TestHouse;
let commands: House;
let anna: TestPerson;

beforeAll(async () => {
  // Nobody looks around by themselves: who is closed has been told of.
  house = await openHouse({ sweep: 2 ** 31 - 1 });
  commands = { sql: house.db.sql, mail: null, publicUrl: null, demo: false };
  anna = await house.person('chair', 'Anna');
});
afterAll(() => house.close());

/** Sets a person's last day, so many days from today in Denmark. */
async function setLastDay({ id }: TestPerson, days: number): Promise<void> {
  await house.db.owner`
    update membership set until_date = (now() at time zone 'Europe/Copenhagen')::date + ${days}::int where person_id = ${id}`;
}

async function stored(): Promise<unknown> {
  const [rows] = await house.db.owner`
    select (select count(*)::int from paper_update) as edits, (select count(*)::int from thread) as threads,
      (select count(*)::int from comment) as comments`;
  return rows;
}

const comment = async ({ id }: TestPerson) =>
  openThread(commands, (await actorOf(commands, id))!, { paperId: house.paperId, anchor: { quote: 'Prøve' }, body: 'Et ord.' });

describe('a time in a group that ends while the paper is open', () => {
  const lastDayPasses = async (person: TestPerson) => {
    await setLastDay(person, -1);
    await jobTasks(commands).endAccess!({}, undefined as never);
  };
  const chairTakesOut = async ({ id: personId }: TestPerson) => {
    const { groupId } = house;
    const removed = await removeMembership(commands, (await actorOf(commands, anna.id))!, { groupId, personId });
    expect(removed).toEqual({ groupId, personId });
  };

  it.each([
    ['an expert’s last day passes', 'expert', lastDayPasses],
    ['a member’s last day passes', 'member', lastDayPasses],
    ['the chair takes an expert out', 'expert', chairTakesOut],
  ] as const)('%s: closes within 2 s, and nothing sent after it is stored', async (_, role, end) => {
    // A machine that is busy takes its pause once, not each time.
    const took: number[] = [];
    for (let time = 0; time < 3; time++) took.push(await endOf(role, end));
    expect(Math.min(...took)).toBeLessThan(2_000);
  });

  /** Ends a person's time and asks everything of it; answers how long the socket stayed open (ms). */
  async function endOf(role: 'expert' | 'member', end: (person: TestPerson) => Promise<void>): Promise<number> {
    const person = await house.person(role);
    await setLastDay(person, 0);
    const client = (await house.client(person)).connectDoc();
    const opened = await comment(person);
    expect(opened).toHaveProperty('threadId');
    const before = await stored();

    const began = performance.now();
    await end(person);
    type(client, 'efter');
    await client.until(() => client.closed !== null);
    const took = performance.now() - began;
    expect(client.closed).toEqual({ code: 4404, reason: 'not_found' });
    expect(client.acks).not.toContain(true);

    expect(await comment(person)).toEqual({ refused: 'not_found' });
    const { threadId } = opened as { threadId: string };
    const reply = await replyToThread(commands, (await actorOf(commands, person.id))!, { threadId, body: 'Et ord til.' });
    expect(reply).toEqual({ refused: 'not_found' });
    expect(await stored()).toEqual(before);
    const again = await house.client(person);
    expect(again.auth).toEqual({ ok: false, word: 'not_found' });
    again.leave();
    return took;
  }

  it('refuses the next edit and comment when nothing has told that the last day is over', async () => {
    const person = await house.person('member');
    await setLastDay(person, 0);
    const client = (await house.client(person)).connectDoc();
    type(client, 'før');
    await client.until(() => client.acks.length === 1);
    const before = await stored();
    await setLastDay(person, -1);
    type(client, 'efter');
    await client.until(() => client.acks.length === 2);
    expect(client.acks).toEqual([true, false]);
    expect(await comment(person)).toEqual({ refused: 'not_found' });
    expect(await stored()).toEqual(before);
    client.leave();
  });

  it('leaves those whose last day is today', async () => {
    const [stays, ends] = [await house.person('expert'), await house.person('expert')];
    for (const person of [stays, ends]) await setLastDay(person, 0);
    const [staying, ending] = [await house.client(stays), await house.client(ends)];
    await lastDayPasses(ends);
    await ending.until(() => ending.closed !== null);
    expect(staying.closed).toBeNull();
    expect(await comment(stays)).toHaveProperty('threadId');
    staying.leave();
  });

  it('closes also where the job runner is away, at the next look around', async () => {
    const quick = await openHouse({ sweep: 100 });
    const person = await quick.person('expert');
    const client = await quick.client(person);
    await quick.db.owner`update membership set until_date = current_date - 3 where person_id = ${person.id}`;
    await client.until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4404);
    await quick.close();
  });
});
