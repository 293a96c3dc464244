import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { CameraError, type ErrorCode } from '../../core/errors';
import { formatValue } from '../../protocol/encode-value';
import { whyMissing } from './compare';
import type { BackupDocument } from './document';
import { isGone } from './is-gone';
import { commandNamed } from './parts';
import { restoreCommand } from './restore-command';
import { isByNameOnly, savableCommands } from './savable';
import { modelOf, type BackupOptions } from './save';

export interface RestoreOptions extends BackupOptions {
  /** Permits what may cut the camera off or lock people out. */
  readonly allowDestructive?: boolean;
  /** Permits a document of another model. */
  readonly otherModel?: boolean;
}

export interface RestoreReport {
  readonly restored: { readonly command: string; readonly parameters: readonly string[] }[];
  readonly unchanged: string[];
  readonly failed: { readonly command: string; readonly code: ErrorCode; readonly message: string }[];
}

/**
 * Sets what differs from a document to what was saved, and reads it back. What fails does not stop the rest; what
 * can cut the camera off comes last.
 *
 * @throws CameraError `NOT_ALLOWED` for another model, `CLOSED` once nobody waits for it any more, and whatever keeps
 *   the model from being read.
 */
export async function restoreBackup(
  camera: Camera,
  document: BackupDocument,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const { commands, onProgress, allowDestructive = false, otherModel = false, ...send } = options;
  await refuseOtherModel(camera, document, otherModel, send);
  const report: RestoreReport = { restored: [], unchanged: [], failed: [] };
  const wanted = savableCommands.filter((name) => commands?.includes(name) ?? document.settings[name]);
  let gone: CameraError | undefined;
  for (const [done, command] of wanted.entries()) {
    onProgress?.(done, wanted.length);
    const fail = ({ code, message }: CameraError) => void report.failed.push({ command, code, message });
    const saved = document.settings[command];
    if (!saved)
      fail(camera.dispatcher.problem(command, whyMissing(document, command), 'the backup does not have it'));
    else if (gone) fail(camera.dispatcher.problem(command, gone.code, `not tried, because ${gone.detail}`));
    else {
      const mayWrite = isPermitted(command, commands, allowDestructive);
      const { parameters, isSame, error } = await restoreCommand(camera, command, saved, mayWrite, send);
      if (parameters.length > 0) report.restored.push({ command, parameters });
      if (isSame) report.unchanged.push(command);
      if (error) fail(error);
      if (error && (await isGone(camera, error, send))) gone = error;
      if (CameraError.is(gone, 'CLOSED')) throw cutShort(camera, report);
    }
  }
  return report;
}

async function refuseOtherModel(
  camera: Camera,
  { model }: BackupDocument,
  otherModel: boolean,
  options: SendOptions,
): Promise<void> {
  if (otherModel) return;
  const now = await modelOf(camera, options);
  if (model === now) return;
  const of = (name: string | null) =>
    name === null ? 'a camera that does not report its model' : formatValue(name);
  throw camera.dispatcher.problem(
    'backup',
    'NOT_ALLOWED',
    `the backup is of ${of(model)}, and this is ${of(now)}; tick "other model" in the node to permit it`,
  );
}

/** Why a command must not be written, if so. */
function isPermitted(
  command: string,
  named: readonly string[] | undefined,
  allowDestructive: boolean,
): CameraError | undefined {
  if (!commandNamed(command).write?.destructive) return undefined;
  if (isByNameOnly(command) && !named?.includes(command))
    return new CameraError('NOT_ALLOWED', `it is restored only if "commands" names it`);
  if (allowDestructive) return undefined;
  return new CameraError(
    'NOT_ALLOWED',
    'it is destructive; tick "Allow destructive commands" in the node to permit it',
  );
}

function cutShort(camera: Camera, { restored }: RestoreReport): CameraError {
  const done = restored.length > 0 ? restored.map(({ command }) => command).join(', ') : 'nothing';
  return camera.dispatcher.problem(
    'backup',
    'CLOSED',
    `the node or the camera was removed before all was restored; restored so far: ${done}`,
  );
}
