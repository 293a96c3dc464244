import type { CommandHandler } from './handler';
import { CameraError } from '../../core/errors';

/** Newer firmware tells kernel, file system and serial number only to user name and password (field note "getinfo"). */
export const info: CommandHandler = {
  async read(camera, input, options) {
    const toUid = await camera.read('info', input, options);
    if (toUid.kernel !== undefined) return toUid;
    try {
      return { ...toUid, ...(await camera.read('info', {}, { ...options, byPassword: true })) };
    } catch (error) {
      if (CameraError.is(error, 'CAMERA_FAULT', 'NOT_SUPPORTED', 'BAD_RESPONSE')) return toUid;
      throw error;
    }
  },
};
