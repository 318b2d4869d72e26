import type { Sql } from './connect.ts';

/** One thing that is counted: its key (a hash), how many tries a window allows and how long a window lasts. */
export type TryLimit = { key: string; most: number; windowSeconds: number };

/** A try that was counted, so that it can be given back; or how long to wait when its window is full and it was not counted. */
export type HeldTry = { waitSeconds: 0; window: string } | { waitSeconds: number; window: null };

/**
 * Counts one try unless its window is full. Tries at the same moment wait for each other's row, so no more than `most` are
 * ever let through.
 */
export async function holdTry(sql: Sql, { key, most, windowSeconds }: TryLimit): Promise<HeldTry> {
  const rows = await sql<{ window: string }[]>`
    insert into try_count as c (key, tries, window_ends_at)
    values (${key}, 1, now() + ${windowSeconds} * interval '1 second')
    on conflict (key) do update set
      tries = case when c.window_ends_at <= now() then 1 else c.tries + 1 end,
      window_ends_at = case when c.window_ends_at <= now() then excluded.window_ends_at else c.window_ends_at end
    where c.window_ends_at <= now() or c.tries < ${most}
    returning window_ends_at::text as window`;
  const window = rows[0]?.window;
  if (window !== undefined) return { waitSeconds: 0, window };
  return { waitSeconds: Math.max(1, await secondsToWait(sql, key, most)), window: null };
}

/** Counts one try and gives the seconds to wait when its window is full, else 0. A refused try lengthens nothing. */
export async function countTry(sql: Sql, limit: TryLimit): Promise<number> {
  return (await holdTry(sql, limit)).waitSeconds;
}

/** Takes a counted try back out of the window it was counted in; does nothing when that window is over. */
export async function giveTryBack(sql: Sql, key: string, window: string): Promise<void> {
  // As text: the driver would make a Date of it, and a Date has no microseconds.
  await sql`
    update try_count set tries = greatest(tries - 1, 0) where key = ${key} and window_ends_at = ${window}::text::timestamptz`;
}

/** The seconds to wait when a key already has `most` tries in its window, else 0; counts nothing. */
export async function secondsToWait(sql: Sql, key: string, most: number): Promise<number> {
  const rows = await sql<{ left: number }[]>`
    select greatest(1, ceil(extract(epoch from window_ends_at - now())))::int as left from try_count
    where key = ${key} and tries >= ${most} and window_ends_at > now()`;
  return rows[0]?.left ?? 0;
}

/** Forgets all tries for a key. */
export async function forgetTries(sql: Sql, key: string): Promise<void> {
  await sql`delete from try_count where key = ${key}`;
}

/** Removes counts whose window is over. */
export async function deleteSpentTries(sql: Sql): Promise<void> {
  await sql`delete from try_count where window_ends_at < now()`;
}
