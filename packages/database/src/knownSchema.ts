import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { migrationNames } from './migrationFiles.ts';

/** A database that this process must not work on; its words are for whoever starts the process. */
export class SchemaError extends Error {
  override name = 'SchemaError';
}

type Query = (text: string) => Promise<readonly Record<string, unknown>[]>;

/** What a database holds once all migrations have run, a line a table with its columns, an index, a constraint, a function. */
export const knownSchemaFile = fileURLToPath(new URL('../known_schema.txt', import.meta.url));

/** Throws SchemaError where the database has had migrations that this process does not know: a newer version has been here. */
export async function refuseNewerSchema(query: Query): Promise<void> {
  const [there] = await query(`select to_regclass('public.migration') is not null as yes`);
  if (there?.yes !== true) return;
  const known = new Set(await migrationNames());
  const foreign = (await query('select name from public.migration order by id'))
    .map(({ name }) => String(name))
    .filter((name) => !known.has(name));
  if (foreign.length === 0) return;
  throw new SchemaError(
    `This database was brought up to date by a newer version of Samskriv (migrations unknown here: ${foreign.join(', ')}). ` +
      'Start that version, or restore a backup of this one into an empty database. Nothing was changed.',
  );
}

/** Throws SchemaError where something that the migrations made is not there, as after a restore that was cut short. More may be there. */
export async function refuseBrokenSchema(query: Query): Promise<void> {
  const known = (await readFile(knownSchemaFile, 'utf8')).split('\n').filter((line) => line !== '');
  const found = new Set(expand(await schemaLines(query)));
  const missing = expand(known).filter((thing) => !found.has(thing));
  if (missing.length === 0) return;
  const named = missing.slice(0, 12).join(', ') + (missing.length > 12 ? ` and ${missing.length - 12} more` : '');
  throw new SchemaError(
    `This database is not whole; it lacks: ${named}. It may have been restored only in part. ` +
      'Restore a whole backup into an empty database, and start on that. Nothing was changed.',
  );
}

/** The tables with their columns, the indexes, constraints, triggers and functions of the schema public, a line each. */
export async function schemaLines(query: Query): Promise<string[]> {
  const rows = await query(`
    select line from (
      select 'table ' || c.relname || ': ' || string_agg(a.attname, ' ' order by a.attname collate "C") as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.oid, c.relname
      union all
      select 'index ' || c.relname from pg_class c join pg_index i on i.indexrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and i.indisvalid
      union all
      -- Since Postgres 18 "not null" is a constraint with a name as well.
      select 'constraint ' || c.conname || ' of ' || t.relname from pg_constraint c join pg_class t on t.oid = c.conrelid
      where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f', 'c', 'x')
      union all
      select 'trigger ' || g.tgname || ' of ' || t.relname from pg_trigger g join pg_class t on t.oid = g.tgrelid
      where t.relnamespace = 'public'::regnamespace and not g.tgisinternal
      union all
      select 'function ' || p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    ) lines group by line order by line collate "C"`);
  return rows.map(({ line }) => String(line));
}

/** A table's line as the table and each of its columns, so that a column too many is nothing that lacks. */
function expand(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, table, columns] = /^table (\S+): (.*)$/.exec(line) ?? [];
    if (table === undefined || columns === undefined) return [line];
    return [`table ${table}`, ...columns.split(' ').map((column) => `column ${table}.${column}`)];
  });
}
