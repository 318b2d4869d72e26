import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from './connect.ts';

/** The folder of the migrations. */
export const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** The names of all migrations, in the order in which an empty database gets them. */
export async function migrationNames(): Promise<string[]> {
  const files = (await readdir(migrations)).filter((name) => name.endsWith('.sql'));
  const number = (name: string) => Number.parseInt(name, 10);
  return files
    .map((name) => name.slice(0, -'.sql'.length))
    .sort((a, b) => number(a) - number(b) || a.localeCompare(b, undefined, { numeric: true }));
}

/**
 * Runs one migration inside a transaction of the owner, and notes it where `migrate` looks (node-pg-migrate, which has its own
 * idea of transactions).
 */
export async function runMigration(sql: Sql, name: string): Promise<void> {
  await sql`create table if not exists migration (id serial primary key, name varchar(255) not null, run_on timestamp not null)`;
  const statements = await readFile(join(migrations, `${name}.sql`), 'utf8');
  await sql.unsafe(statements.split(/^\s*--[\s-]*down\s+migration/im)[0]!);
  await sql`insert into migration (name, run_on) values (${name}, now())`;
}
