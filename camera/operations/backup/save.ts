import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { CameraError, type ErrorCode } from '../../core/errors';
import { execute } from '../execute';
import type { BackupDocument } from './document';
import { isGone } from './is-gone';
import type { Settings } from './parts';
import { readSettings } from './read-settings';
import { savedByDefault } from './savable';

export interface BackupOptions extends SendOptions {
  /** Those named in the node, see `namedCommands`. */
  readonly commands?: readonly string[];
  /** Told before each command how many are done, of how many. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Reads everything that can be read and written. @throws CameraError if the camera is away or refuses the log-in. */
export async function saveBackup(camera: Camera, options: BackupOptions = {}): Promise<BackupDocument> {
  const { commands = savedByDefault, onProgress, ...send } = options;
  const model = await modelOf(camera, send);
  const firmware = await firmwareOf(camera, send);
  const { settings, skipped } = await readAll(camera, commands, send, onProgress);
  return {
    format: 1,
    camera: camera.settings.name,
    model,
    firmware,
    savedAt: new Date(camera.clock.now()).toISOString(),
    settings,
    skipped,
  };
}

/**
 * Reads one command after the other, so that others find the camera free between.
 *
 * @throws CameraError if the camera goes away: half a backup would pass for a whole one.
 */
export async function readAll(
  camera: Camera,
  commands: readonly string[],
  options: SendOptions,
  onProgress: BackupOptions['onProgress'],
) {
  const settings: Record<string, Settings> = {};
  const skipped: Record<string, ErrorCode> = {};
  for (const [done, command] of commands.entries()) {
    onProgress?.(done, commands.length);
    try {
      settings[command] = await readSettings(camera, command, options);
    } catch (error) {
      if (!CameraError.is(error) || (await isGone(camera, error, options))) throw error;
      skipped[command] = error.code;
    }
  }
  return { settings, skipped };
}

/** What the camera calls itself. @throws CameraError if it is away. */
export async function modelOf(camera: Camera, options: SendOptions): Promise<string | null> {
  const { model } = await answerOf(camera, 'model', options);
  return wordsOf(camera, model) ?? wordsOf(camera, (await answerOf(camera, 'info', options))['model']);
}

async function firmwareOf(camera: Camera, options: SendOptions): Promise<string | null> {
  return wordsOf(camera, (await answerOf(camera, 'info', options))['filesystem']);
}

async function answerOf(camera: Camera, command: string, options: SendOptions): Promise<Settings> {
  try {
    return (await execute(camera, command, {}, options)) ?? {};
  } catch (error) {
    if (!CameraError.is(error) || (await isGone(camera, error, options))) throw error;
    return {};
  }
}

/** The camera's own words on one line, without a secret. */
function wordsOf({ client }: Camera, words: unknown): string | null {
  if (typeof words !== 'string') return null;
  const plain = client.redact(words).trim();
  return plain === '' ? null : plain.slice(0, 200);
}
