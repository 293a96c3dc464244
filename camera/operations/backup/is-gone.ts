import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { CameraError, OFFLINE_CODES } from '../../core/errors';

/** After these, no other command can succeed either. */
const FOR_ALL_COMMANDS = ['CLOSED', 'BUSY', 'AUTH_FAILED', 'LOCKED_OUT'] as const;

/** Whether an error means that nothing more can be asked now. A command that alone gets no answer does not. */
export async function isGone(camera: Camera, error: CameraError, options: SendOptions): Promise<boolean> {
  if (CameraError.is(error, ...FOR_ALL_COMMANDS)) return true;
  if (!CameraError.is(error, ...OFFLINE_CODES)) return false;
  try {
    await camera.read('keepAlive', {}, options);
    return false;
  } catch {
    return true;
  }
}
