import type { Sql } from './connect.ts';

/** One thing that is counted: its key (a hash), how many tries a window allows and how long a window lasts. */
export type TryLimit = { key: string; most: number; windowSeconds: number };

/** Counts one try and gives the seconds to wait when the limit is passed, else 0. A try past the limit does not lengthen the window. */
export async function countTry(sql: Sql, { key, most, windowSeconds }: TryLimit): Promise<number> {
  const rows = await sql<{ tries: number; left: number }[]>`
    insert into try_count as c (key, tries, window_ends_at)
    values (${key}, 1, now() + ${windowSeconds} * interval '1 second')
    on conflict (key) do update set
      tries = case when c.window_ends_at <= now() then 1 else c.tries + 1 end,
      window_ends_at = case when c.window_ends_at <= now() then excluded.window_ends_at else c.window_ends_at end
    returning tries, greatest(1, ceil(extract(epoch from window_ends_at - now())))::int as left`;
  const row = rows[0]!;
  return row.tries > most ? row.left : 0;
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
