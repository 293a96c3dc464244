import type { Camera } from '../../device/camera';
import { compareSettings, type Difference } from './differences';
import type { BackupDocument } from './document';
import { readAll, type BackupOptions } from './save';
import type { ErrorCode } from '../../core/errors';

export interface BackupComparison {
  readonly same: boolean;
  readonly differences: readonly Difference[];
  /** Commands of which not everything that was saved, or was asked for, could be compared. */
  readonly notCompared: readonly { readonly command: string; readonly code: ErrorCode }[];
}

/** Says what is not as it was saved. @throws CameraError if the camera is away or refuses the log-in. */
export async function compareBackup(
  camera: Camera,
  document: BackupDocument,
  options: BackupOptions = {},
): Promise<BackupComparison> {
  const { commands = Object.keys(document.settings), onProgress, ...send } = options;
  const saved = commands.filter((command) => document.settings[command]);
  const { settings, skipped } = await readAll(camera, saved, send, onProgress);
  const differences: Difference[] = [];
  const notCompared = new Map(Object.entries(skipped));
  for (const command of commands) {
    const before = document.settings[command];
    const now = settings[command];
    if (!before) notCompared.set(command, whyMissing(document, command));
    if (!before || !now) continue;
    const { changed, accounts, untold } = compareSettings(command, before, now);
    differences.push(...changed.flatMap((part) => part.differences), ...accounts);
    if (untold.length > 0) notCompared.set(command, 'NOT_SUPPORTED');
  }
  const once = toldOnce(differences);
  return {
    same: once.length === 0,
    differences: once,
    notCompared: [...notCompared].map(([command, code]) => ({ command, code })),
  };
}

/** Why a command that was named is not in a document. */
export const whyMissing = ({ skipped }: BackupDocument, command: string): ErrorCode =>
  skipped[command] ?? 'INVALID_INPUT';

/** Commands whose values another command has as well. */
const HAS_AS_WELL: Readonly<Record<string, string>> = { videoProfile: 'video', noiseReduction: 'image' };

/** One value that two commands answer is one difference, of the command that answers more. */
function toldOnce(differences: readonly Difference[]): Difference[] {
  const isTold = ({ command, saved, now }: Difference) =>
    differences.some(
      (other) => other.command === HAS_AS_WELL[command] && other.saved === saved && other.now === now,
    );
  return differences.filter((difference) => !isTold(difference));
}
