import type { Sql } from '../connect.ts';

/**
 * Tables that a backup leaves out, each with its reason. Every other table of the schema public is in it, also one that is
 * made tomorrow: what is saved is read from the catalog.
 */
export const leftOut: Readonly<Record<string, string>> = {
  migration: 'Stands at the head of the backup; a restore runs these migrations.',
  session: 'Whoever holds an old backup must not be able to bring ended sessions back: people sign in again.',
  known_device: 'Goes with the sessions: a browser is known again when its person next signs in from it.',
  try_count: 'Failed tries of the last minutes.',
  running_process: 'Which processes run now; the ones after a restore say so themselves.',
};

/** Schemas that are in no backup: the job queue is what was about to be done, and letters must not be sent twice. */
export const leftOutSchemas: readonly string[] = ['graphile_worker'];

/** A table and its columns, in order, without the ones that the database computes. */
export type Table = { readonly name: string; readonly columns: readonly string[] };

/** Where a sequence stands: what `setval` is to be given. */
export type Sequence = { readonly name: string; readonly value: string; readonly called: boolean };

/** Makes what the database writes and reads as text the same on every server. */
export async function speakPlainly(sql: Sql): Promise<void> {
  await sql.unsafe(`
    set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
    set local extra_float_digits = 3; set local bytea_output = 'hex'; set local synchronize_seqscans = off;
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;`);
}

/** The tables that a backup holds, by name. */
export async function selectTables(sql: Sql): Promise<Table[]> {
  const rows = await sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, coalesce(
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relpersistence = 'p'
    order by c.relname collate "C"`;
  return rows.filter(({ name }) => !(name in leftOut)).map(({ name, columns }) => ({ name, columns }));
}

/** Where every sequence of the schema stands. Sequences know no snapshot: read after the rows they are at least as far. */
export async function selectSequences(sql: Sql): Promise<Sequence[]> {
  const names = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'S' order by c.relname collate "C"`;
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const [row] = await sql<{ value: string; called: boolean }[]>`
      select last_value::text as value, is_called as called from ${sql(name)}`;
    sequences.push({ name, value: row!.value, called: row!.called });
  }
  return sequences;
}

/** The migrations that the database has had, in the order it had them. */
export async function selectMigrations(sql: Sql): Promise<string[]> {
  return (await sql<{ name: string }[]>`select name from migration order by id`).map(({ name }) => name);
}

/** `copy …` with the table's columns by name, so that their order may differ. */
export function copyStatement(direction: 'to stdout' | 'from stdin', { name, columns }: Table): string {
  return `copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) ${direction}`;
}

/** A name as it may stand in a statement. */
export function quoted(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}
