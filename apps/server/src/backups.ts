import { parseArgs } from 'node:util';
import { backUpHouse, checkBackupFile, restoreHouse, type BackupTold } from '@samskriv/commands/backup';
import { readConfig } from './config.ts';
import { reachOwner } from './database.ts';
import { openLog } from './log.ts';
import { UsageError } from './usageError.ts';

/** `backup` and `restore` of the command line; returns what is to be said. Throws BackupError and UsageError in words. */
export async function keepCopies(command: 'backup' | 'restore', args: readonly string[]): Promise<string> {
  const { file, overwrite, check } = understood(command, args);
  if (check) return `Whole and unchanged: ${told(await checkBackupFile(file))}`;
  const config = readConfig(process.env);
  // A database that is not there yet is the user's mistake here, and nothing to wait for.
  const database = await reachOwner(config, openLog('error'));
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  // Twice, where the terminal sends it to all of us and the process that started us passes it on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    if (command === 'backup') {
      const { owner } = database;
      return `Saved ${told(await backUpHouse(owner, { file, overwrite, signal: stopped.signal }))}`;
    }
    const restored = await restoreHouse(database.owner, { file });
    await database.finish();
    return `Restored ${told(restored)}\nWhat was taken away after the backup is there again: look at people, rosters and tokens. Everybody signs in anew.`;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await database.stop();
  }
}

function understood(command: string, args: readonly string[]): { file: string; overwrite: boolean; check: boolean } {
  const backup = { overwrite: { type: 'boolean' }, check: { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command === 'backup' ? backup : {}, allowPositionals: true });
    const { overwrite = false, check = false } = values as { overwrite?: boolean; check?: boolean };
    const [file, ...more] = positionals;
    if (file === undefined || file === '' || more.length > 0) throw new UsageError(`${command} needs one file.`);
    return { file, overwrite, check };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function told({ file, at, tables, rows, bytes, sha256 }: BackupTold): string {
  return `${tables} tables with ${rows} rows as of ${at}: ${file} (${bytes} bytes)\nSHA-256 ${sha256}`;
}
