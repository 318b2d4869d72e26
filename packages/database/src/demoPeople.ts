import type { Sql } from './connect.ts';

/** Who lives in this house: nobody yet, only the invented people of the demo, or somebody real. */
export async function whoIsHere(sql: Sql): Promise<'nobody' | 'demo' | 'people'> {
  const [row] = await sql<{ anybody: boolean; real: boolean }[]>`
    select exists (select from person) as anybody, exists (select from person where not demo) as real`;
  if (row?.anybody !== true) return 'nobody';
  return row.real ? 'people' : 'demo';
}

/**
 * The same, held until the transaction ends: of two that want to be the first here, or to plant the demo, one waits and then
 * finds people.
 */
export async function holdWhoIsHere(sql: Sql): Promise<'nobody' | 'demo' | 'people'> {
  await sql`select pg_advisory_xact_lock(hashtext('samskriv planting'))`;
  return whoIsHere(sql);
}

/** Whether this is one of the demo's people. */
export async function isOfDemo(sql: Sql, personId: string): Promise<boolean> {
  return (await sql`select from person where id = ${personId} and demo`).length === 1;
}

/** The demo's people who are not suspended. */
export async function selectDemoPeople(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from person where demo and suspended_at is null order by id for update`;
  return rows.map(({ id }) => id);
}

/** Whether any of the demo's people is not suspended. */
export async function demoLivesHere(sql: Sql): Promise<boolean> {
  return (await sql`select from person where demo and suspended_at is null limit 1`).length === 1;
}
