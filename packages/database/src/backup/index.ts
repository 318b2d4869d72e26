export { BackupError } from './backupFile.ts';
export { leftOut, leftOutSchemas } from './contents.ts';
export { connectAsOwner } from './owner.ts';
export { selectBrokenLogs } from './logs.ts';
export { checkBackup, restoreBackup, type CheckedBackup } from './restoreBackup.ts';
export { writeBackup } from './writeBackup.ts';
