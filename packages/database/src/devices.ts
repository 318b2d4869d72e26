import type { Sql } from './connect.ts';

// Whoever signs in from new browsers all day long leaves no more rows than this.
const mostDevices = 20;

/** Whether a person has signed in from the browser with this hash within a year. */
export async function findDevice(sql: Sql, hash: string, personId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from known_device
    where hash = ${hash} and person_id = ${personId} and used_at > now() - interval '1 year'`;
  return rows.length > 0;
}

/** Gives a browser another hash, for everybody who has signed in from it. */
export async function rehashDevice(sql: Sql, before: string, after: string): Promise<void> {
  await sql`update known_device set hash = ${after} where hash = ${before}`;
}

/** Remembers that a person has signed in from a browser now, and gives the row's id. Of a person's oldest, all past twenty are forgotten. */
export async function upsertDevice(sql: Sql, hash: string, personId: string): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into known_device (hash, person_id) values (${hash}, ${personId})
    on conflict (hash, person_id) do update set used_at = now() returning id`;
  await sql`
    delete from known_device where id in (
      select id from known_device where person_id = ${personId} order by used_at desc, id offset ${mostDevices})`;
  return rows[0]!.id;
}

/** Forgets every browser of a person. */
export async function deleteDevices(sql: Sql, personId: string): Promise<void> {
  await sql`delete from known_device where person_id = ${personId}`;
}

/** Forgets browsers that nobody has signed in from for a year. */
export async function deleteSpentDevices(sql: Sql): Promise<void> {
  await sql`delete from known_device where used_at < now() - interval '1 year'`;
}
