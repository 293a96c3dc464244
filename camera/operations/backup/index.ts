/** Saving what a camera is set to, comparing and restoring it. */
export { compareBackup, type BackupComparison } from './compare';
export type { Difference } from './differences';
export { parseDocument, type BackupDocument } from './document';
export { restoreBackup, type RestoreOptions, type RestoreReport } from './restore';
export { namedCommands, savableCommands, savedByDefault } from './savable';
export { saveBackup, type BackupOptions } from './save';
