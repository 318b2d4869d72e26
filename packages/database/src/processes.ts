import type { Sql } from './connect.ts';

/** A process that has not been seen for so long is taken to have ended (seconds). */
const GONE_AFTER = 90;

/** Says that a process lives, and the number of the paper schema that it knows. To be said again every 20 seconds. */
export async function announceProcess(sql: Sql, id: string, schema: number): Promise<void> {
  await sql`
    insert into running_process (id, schema) values (${id}, ${schema})
    on conflict (id) do update set schema = excluded.schema, seen_at = now()`;
  await sql`delete from running_process where seen_at < now() - interval '1 day'`;
}

/** Says that a process has ended. */
export async function forgetProcess(sql: Sql, id: string): Promise<void> {
  await sql`delete from running_process where id = ${id}`;
}

/**
 * Raises an open round to the schema that every running process knows, at most `own`; never lowers it. Answers the round's
 * schema: what is written in it goes no further. Null where there is no such round.
 */
export async function raiseRound(sql: Sql, paperId: string, round: number, own: number): Promise<number | null> {
  const [found] = await sql<{ schema: number }[]>`select schema from paper_round where paper_id = ${paperId} and round = ${round}`;
  if (found === undefined || found.schema >= own) return found?.schema ?? null;
  const [raised] = await sql<{ schema: number }[]>`
    update paper_round r set schema = known.schema
    from (
      select least(${own}::integer, min(schema)) as schema from running_process where seen_at > now() - make_interval(secs => ${GONE_AFTER})
    ) known
    where r.paper_id = ${paperId} and r.round = ${round} and r.state = 'open' and r.schema < known.schema
    returning r.schema`;
  return raised?.schema ?? found.schema;
}
