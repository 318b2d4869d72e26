export { backUpHouse, checkBackupFile, restoreHouse, type BackupTold } from './backUpHouse.ts';
export { BackupError } from '@samskriv/database/backup';
