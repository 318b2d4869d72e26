import type { Readable } from 'node:stream';
import type { Pool, Sql } from '../connect.ts';
import { BackupError, writeBackupFile, type Piece, type Written } from './backupFile.ts';
import {
  copyStatement,
  leftOut,
  selectMigrations,
  selectSequences,
  selectTables,
  speakPlainly,
  type Sequence,
  type Table,
} from './contents.ts';
import { openSum, type TableSum } from './tableSum.ts';

/** What stands first in a backup. `at` is when it began: every edit saved before is in it. */
export type BackupHead = {
  readonly at: string;
  readonly postgres: string;
  readonly migrations: readonly string[];
  readonly tables: readonly Table[];
  readonly leftOut: Readonly<Record<string, string>>;
};

/** What stands last in it. */
export type Manifest = { readonly tables: readonly TableSum[]; readonly sequences: readonly Sequence[] };

/** `owner` is a pool of the database's owner. See writeBackupFile for `file` and the errors. */
export async function writeBackup(
  owner: Pool,
  file: string,
  options: { overwrite?: boolean; signal?: AbortSignal } = {},
): Promise<Written & { head: BackupHead; manifest: Manifest }> {
  let head: BackupHead | null = null;
  let manifest: Manifest | null = null;
  const written = await inOneLook(owner, async (sql, tables) => {
    const pieces = async function* (): AsyncGenerator<Piece> {
      head = await readHead(sql, tables);
      yield { words: head };
      const sums: TableSum[] = [];
      for (const table of tables) {
        yield { words: { table: table.name } };
        const sum = openSum(table.name);
        for await (const rows of await rowsOf(sql, table)) {
          sum.add(rows);
          yield { rows };
        }
        sums.push(sum.sum());
        yield { words: sums.at(-1) };
      }
      manifest = { tables: sums, sequences: await selectSequences(sql) };
      yield { words: manifest };
    };
    return writeBackupFile(file, pieces(), options);
  });
  return { ...written, head: head!, manifest: manifest! };
}

/** A table's rows as COPY writes them, as fast as they are taken. */
export async function rowsOf(sql: Sql, table: Table): Promise<AsyncIterable<Buffer>> {
  const stream: Readable = await sql.unsafe(copyStatement('to stdout', table)).readable();
  return stream as AsyncIterable<Buffer>;
}

/**
 * One look at everything while people write: a snapshot that nobody waits for. Migrations are held off only until the tables
 * are held, which does not hinder anybody else.
 */
async function inOneLook<Result>(owner: Pool, work: (sql: Sql, tables: Table[]) => Promise<Result>): Promise<Result> {
  const line = await owner.reserve();
  try {
    await line`select pg_advisory_lock_shared(hashtext('samskriv migrate'))`;
    const [found] = await line<{ set: boolean }[]>`select to_regclass('public.migration') is not null as set`;
    if (found?.set !== true) throw new BackupError('There is nothing to back up: the database is empty.');
    const tables = await selectTables(line);
    await line`begin isolation level repeatable read read only`;
    await line.unsafe(`lock table ${tables.map(({ name }) => `public."${name}"`).join(', ')} in access share mode`);
    await line`select pg_advisory_unlock_shared(hashtext('samskriv migrate'))`;
    await speakPlainly(line);
    const result = await work(line, tables);
    await line`commit`;
    return result;
  } finally {
    // Whatever state it is in (a COPY may have been left in the middle), it is not given to anybody again.
    line.release();
  }
}

async function readHead(sql: Sql, tables: readonly Table[]): Promise<BackupHead> {
  const [now] = await sql<{ at: Date; postgres: string }[]>`
    select transaction_timestamp() as at, current_setting('server_version') as postgres`;
  return { at: now!.at.toISOString(), postgres: now!.postgres, migrations: await selectMigrations(sql), tables, leftOut };
}
