import type { Sql } from '../connect.ts';
import { quoted } from './contents.ts';

/** A foreign key as it stands: `on` and `name` are ready for a statement, `definition` is what follows `add constraint`. */
export type ForeignKey = { readonly on: string; readonly name: string; readonly definition: string };

/**
 * What a database holds already: nothing, a house in which nobody has done anything yet, or, in words, what is in the way.
 */
export async function whatIsThere(sql: Sql): Promise<'nothing' | 'an empty house' | 'a house in use' | 'tables of something else'> {
  const [found] = await sql<{ tables: number; ours: boolean }[]>`
    select count(*)::int as tables, coalesce(bool_or(c.relname = 'migration'), false) as ours
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')`;
  if (found!.tables === 0) return 'nothing';
  if (!found!.ours) return 'tables of something else';
  // A start that failed at its first migration has made its own table and no other.
  const [made] = await sql<{ made: boolean }[]>`select to_regclass('public.audit_log') is not null as made`;
  if (!made!.made) return found!.tables <= 3 ? 'an empty house' : 'tables of something else';
  const [used] = await sql<{ used: boolean }[]>`
    select exists (select from person) or exists (select from organisation) or exists (select from procurement_target)
      or exists (select from paper_update) or exists (select from audit_log) as used`;
  return used!.used ? 'a house in use' : 'an empty house';
}

/** Removes everything from the schema public of a house that is empty, so that it can be made as it was. */
export async function clearSchema(sql: Sql): Promise<void> {
  await sql.unsafe(`
    do $$
    declare one record;
    begin
      for one in
        select format('drop %s if exists public.%I cascade',
            case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, c.relname) as statement
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      loop
        execute one.statement;
      end loop;
      for one in
        select format('drop %s if exists public.%I(%s) cascade',
            case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end,
            p.proname, pg_get_function_identity_arguments(p.oid)) as statement
        from pg_proc p where p.pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      loop
        execute one.statement;
      end loop;
      for one in
        select format('drop sequence if exists public.%I cascade', c.relname) as statement
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      loop
        execute one.statement;
      end loop;
      for one in
        select format('drop type if exists public.%I cascade', t.typname) as statement
        from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
          and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
      loop
        execute one.statement;
      end loop;
    end $$`);
}

/** Takes the foreign keys away, so that tables can be filled in any order, circles included. */
export async function dropForeignKeys(sql: Sql): Promise<ForeignKey[]> {
  const keys = await sql<{ on: string; name: string; definition: string }[]>`
    select c.conrelid::regclass::text as on, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0
    order by c.conrelid::regclass::text, c.conname`;
  for (const { on, name } of keys) await sql.unsafe(`alter table ${on} drop constraint ${quoted(name)}`);
  return keys.map(({ on, name, definition }) => ({ on, name, definition }));
}

/** Puts a foreign key back; every row is held to it. */
export async function makeForeignKey(sql: Sql, { on, name, definition }: ForeignKey): Promise<void> {
  await sql.unsafe(`alter table ${on} add constraint ${quoted(name)} ${definition}`);
}
