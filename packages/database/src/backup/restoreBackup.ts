import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, Sql } from '../connect.ts';
import { migrationNames, runMigration } from '../migrationFiles.ts';
import { inTransaction } from '../transaction.ts';
import { BackupError, checkSeal, readPieces, type Piece, type Written } from './backupFile.ts';
import { copyStatement, quoted, selectTables, speakPlainly, type Table } from './contents.ts';
import { clearSchema, dropForeignKeys, makeForeignKey, whatIsThere } from './schema.ts';
import { openSum, type TableSum } from './tableSum.ts';
import { rowsOf, type BackupHead, type Manifest } from './writeBackup.ts';

/** A backup that has been looked through: what it says of itself, and the sums of its tables, which are right. */
export type CheckedBackup = Written & { head: BackupHead; manifest: Manifest };

/** Reads a whole backup and holds it to its own sums, without a database. Throws BackupError where something is wrong. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const written = await checkSeal(file);
  let head: BackupHead | null = null;
  const sums: TableSum[] = [];
  const manifest = await walk(written, {
    head: (said) => void (head = said),
    table: async (name, rows, said) => {
      const sum = openSum(name);
      for await (const part of rows) sum.add(part);
      const found = sum.sum();
      mustBeSame(said(), found, file);
      sums.push(found);
    },
  });
  if (head === null || JSON.stringify(manifest.tables) !== JSON.stringify(sums)) throw broken(file);
  return { ...written, head, manifest };
}

/**
 * Puts a backup into an empty database, as its owner, in one transaction: the schema as it was, the rows, where sequences
 * stood, then the migrations that have come since. What was stored is read again and held to the sums. `verify` then looks
 * at the house as it is to be; what it throws undoes everything. Throws BackupError where the database is in use, or the
 * backup is not in order or from a later version.
 */
export async function restoreBackup(
  owner: Pool,
  file: string,
  verify: (sql: Sql, backup: CheckedBackup) => Promise<void>,
): Promise<CheckedBackup> {
  const backup = await checkBackup(file);
  const known = await migrationNames();
  const foreign = backup.head.migrations.filter((name) => !known.includes(name));
  if (foreign.length > 0)
    throw new BackupError(`${backup.file} was made by a later version of Samskriv than this one (${foreign.join(', ')}).`);
  await inTransaction(owner, async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext('samskriv migrate'))`;
    const there = await whatIsThere(sql);
    if (there !== 'nothing' && there !== 'an empty house')
      throw new BackupError(`The database holds ${there}. A backup is restored into an empty one only; nothing was changed.`);
    await speakPlainly(sql);
    if (there === 'an empty house') await clearSchema(sql);
    for (const name of backup.head.migrations) await runMigration(sql, name);
    await load(sql, backup);
    for (const name of known) if (!backup.head.migrations.includes(name)) await runMigration(sql, name);
    await sql.unsafe('analyze');
    await verify(sql, backup);
  });
  return backup;
}

async function load(sql: Sql, backup: CheckedBackup): Promise<void> {
  const tables = new Map((await selectTables(sql)).map((table) => [table.name, table]));
  const missing = [...tables.keys()].filter((name) => !backup.head.tables.some((table) => table.name === name));
  if (missing.length > 0) throw new BackupError(`${backup.file} lacks the tables ${missing.join(', ')}.`);
  const keys = await dropForeignKeys(sql);
  // Rows that the migrations themselves put there are in the backup too.
  const all = [...tables.keys()].map((name) => `public.${quoted(name)}`);
  await sql.unsafe(`truncate ${all.join(', ')}`);
  for (const name of all) await sql.unsafe(`alter table ${name} disable trigger user`);
  await walk(backup, {
    head: () => {},
    table: async (name, rows) => {
      const table = backup.head.tables.find((one) => one.name === name);
      if (table === undefined || !tables.has(name)) throw new BackupError(`${backup.file} has a table that is unknown here: ${name}.`);
      await fill(sql, table, rows);
    },
  });
  for (const [index, { name }] of backup.head.tables.entries()) {
    const sum = openSum(name);
    for await (const part of await rowsOf(sql, backup.head.tables[index]!)) sum.add(part);
    mustBeSame(backup.manifest.tables[index], sum.sum(), 'what the database has stored');
  }
  for (const name of all) await sql.unsafe(`alter table ${name} enable trigger user`);
  for (const key of keys) await makeForeignKey(sql, key);
  for (const { name, value, called } of backup.manifest.sequences)
    await sql`select setval(format('public.%I', ${name}::text)::regclass, ${value}::bigint, ${called}::boolean)`;
}

async function fill(sql: Sql, table: Table, rows: AsyncIterable<Buffer>): Promise<void> {
  const target: Writable = await sql.unsafe(copyStatement('from stdin', table)).writable();
  await pipeline(rows, target);
}

type Walk = {
  head(head: BackupHead): void;
  /** `rows` is to be read to its end; `sum` can be asked then. */
  table(name: string, rows: AsyncIterable<Buffer>, sum: () => unknown): Promise<void>;
};

/** Goes through the pieces in the only order there is: head, then each table's name, rows and sum, then the manifest. */
async function walk(written: Written, visit: Walk): Promise<Manifest> {
  const pieces = readPieces(written);
  const next = async () => {
    const { value, done } = (await pieces.next()) as IteratorResult<Piece, undefined>;
    if (done === true) throw broken(written.file);
    return value;
  };
  const words = async () => {
    const piece = await next();
    if (!('words' in piece) || typeof piece.words !== 'object' || piece.words === null) throw broken(written.file);
    return piece.words;
  };
  try {
    const head = (await words()) as BackupHead;
    if (!Array.isArray(head.tables) || !Array.isArray(head.migrations)) throw broken(written.file);
    visit.head(head);
    for (;;) {
      const said = await words();
      if ('sequences' in said) {
        if ((await pieces.next()).done !== true) throw broken(written.file);
        return said as Manifest;
      }
      if (!('table' in said) || typeof said.table !== 'string') throw broken(written.file);
      let sum: object | null = null;
      const rows = async function* (): AsyncGenerator<Buffer> {
        for (let piece = await next(); ; piece = await next()) {
          if (!('rows' in piece)) {
            sum = piece.words as object;
            return;
          }
          yield piece.rows;
        }
      };
      await visit.table(said.table, rows(), () => sum);
      if (sum === null) throw broken(written.file);
    }
  } finally {
    await pieces.return(undefined);
  }
}

function mustBeSame(said: unknown, found: TableSum, where: string): void {
  const { rows, sha256 } = (said ?? {}) as Partial<TableSum>;
  if (rows !== found.rows || sha256 !== found.sha256)
    throw new BackupError(`${where}: the table ${found.name} does not fit its sum (${found.rows} rows for ${rows ?? 'none'}).`);
}

function broken(file: string): BackupError {
  return new BackupError(`${file} cannot be read: what is in it is not in order.`);
}
