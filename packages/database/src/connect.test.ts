import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Pool, type Sql } from './connect.ts';
import { freshDatabase, type FreshDatabase } from './testing.ts';

// What the driver does by itself when a line to the database goes, and what we mended in it: decision 007.
let database: FreshDatabase;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase();
  await database.owner`create table kept (words text)`;
  await database.owner`grant all on kept to public`;
  pool = connect(database.ownerAddress, { max: 1 });
});

afterEach(async () => {
  await pool.end({ timeout: 1 });
  await database.drop();
});

/** Ends the line's other end, as a server does that goes down. Resolves when it is gone. */
async function cut(line: Sql): Promise<void> {
  const [backend] = await line<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = backend?.pid ?? 0;
  await database.owner`select pg_terminate_backend(${pid})`;
  const gone = () => database.owner`select 1 from pg_stat_activity where pid = ${pid}`.then((rows) => rows.count === 0);
  await expect.poll(gone).toBe(true);
}

const closed = { code: 'CONNECTION_CLOSED' };

describe('a line that has gone', () => {
  it('refuses what its holder still asks of it, ends no process, and the pool goes on', async () => {
    const line = await pool.reserve();
    await cut(line);
    await expect(line`select 1`).rejects.toThrow();
    for (let round = 0; round < 5; round++) await expect(line`select 1`).rejects.toMatchObject(closed);
    line.release();
    expect(await pool`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it('in the middle of a transaction refuses it, and answers whoever waits with their own answer', async () => {
    const began = Promise.withResolvers<Sql>();
    const goOn = Promise.withResolvers<void>();
    const refused = expect(
      pool.begin(async (sql) => {
        began.resolve(sql);
        await goOn.promise;
        await sql`insert into kept values ('never')`;
      }),
    ).rejects.toThrow();
    const held = await began.promise;
    const waiting = Promise.all([1, 2, 3].map((number) => pool`select ${number}::int as number`));
    await cut(held);
    goOn.resolve();
    await refused;
    expect((await waiting).flat()).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
    expect(await pool`select * from kept`).toEqual([]);
  });

  it('lets nobody who held it before into the transaction of whoever holds it next', async () => {
    const began = Promise.withResolvers<Sql>();
    const goOn = Promise.withResolvers<void>();
    const first = pool.begin(async (sql) => {
      began.resolve(sql);
      await goOn.promise;
    });
    const refused = expect(first).rejects.toThrow();
    const stale = await began.promise;
    await cut(stale);
    await refused;
    await pool.begin(async (sql) => {
      await sql`insert into kept values ('said to be saved')`;
      await expect(stale`rollback`).rejects.toMatchObject(closed);
    });
    goOn.resolve();
    expect(await pool`select words from kept`).toEqual([{ words: 'said to be saved' }]);
  });
});
