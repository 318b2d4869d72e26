import { basename } from 'node:path';
import { recordAct } from '@samskriv/database';
import {
  checkBackup,
  connectAsOwner,
  restoreBackup,
  selectBrokenLogs,
  writeBackup,
  BackupError,
  type CheckedBackup,
} from '@samskriv/database/backup';
import type { OwnerAddress } from '@samskriv/database/migrate';
import { verifyChains } from '../versions/verify.ts';

/** What is told of a backup: what it was made or read from, how much is in it, and its seal. `at`: when it began. */
export type BackupTold = { file: string; at: string; tables: number; rows: number; bytes: number; sha256: string };

// For whoever holds the machine, as the owner of the database: nobody is asked for, and the audit log says that nobody did it.

/**
 * Writes everything into one file while people write on: every edit saved before it began is in it. Throws BackupError in
 * words; then there is no file.
 */
export async function backUpHouse(
  owner: OwnerAddress,
  { file, ...options }: { file: string; overwrite?: boolean; signal?: AbortSignal },
): Promise<BackupTold> {
  const sql = connectAsOwner(owner);
  try {
    const told = tell(await writeBackup(sql, file, options));
    const { rows, bytes, sha256 } = told;
    await recordAct(sql, {
      actor: null,
      action: 'house.backUp',
      thing: null,
      details: { file: basename(file), rows, bytes, sha256 },
    });
    return told;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Reads a whole backup and holds it to its own sums; it touches no database. Throws BackupError where something is wrong. */
export async function checkBackupFile(file: string): Promise<BackupTold> {
  return tell(await checkBackup(file));
}

/**
 * Puts a backup into an empty database and verifies it, in one transaction: a failure leaves the database as it was. Throws
 * BackupError in words.
 */
export async function restoreHouse(owner: OwnerAddress, { file }: { file: string }): Promise<BackupTold> {
  const sql = connectAsOwner(owner);
  try {
    const restored = await restoreBackup(sql, file, async (transaction, backup) => {
      const broken = await selectBrokenLogs(transaction);
      if (broken.length > 0)
        throw new BackupError(
          `The log of these papers is not whole, so nothing was restored: ${broken.map((log) => `${log.paperId}, round ${log.round}`).join('; ')}.`,
        );
      const wrong = (await verifyChains({ sql: transaction })).filter(({ ok }) => !ok);
      if (wrong.length > 0)
        throw new BackupError(
          `These versions do not verify, so nothing was restored: ${wrong.map(({ paperId, number, broken: parts }) => `version ${number} of the paper ${paperId} (${parts.join(', ')})`).join('; ')}.`,
        );
      const { at, rows, sha256 } = tell(backup);
      const details = { file: basename(file), at, rows, sha256 };
      await recordAct(transaction, { actor: null, action: 'house.restore', thing: null, details });
    });
    return tell(restored);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function tell({ file, bytes, sha256, head, manifest }: CheckedBackup): BackupTold {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { file, at: head.at, tables: manifest.tables.length, rows, bytes, sha256 };
}
