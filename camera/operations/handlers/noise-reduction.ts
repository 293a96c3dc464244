import type { ResultOf } from '../../commands/types';
import { CameraError } from '../../core/errors';
import type { CommandHandler } from './handler';

/**
 * The answer calls the two values TNF and SNF, and nobody documented which is which. They are those of `image`
 * (field note 35), which says it, so that what was read is not written back the other way round.
 */
export const noiseReduction: CommandHandler = {
  async read(camera, input, options) {
    const answer = await camera.read('noiseReduction', input, options);
    const { y_2D_value, y_3D_value } = answer;
    if (y_2D_value === y_3D_value) return answer;
    const { nr2d, nr3d } = await camera
      .read('image', {}, options)
      .catch((error: unknown): ResultOf<'image'> => {
        if (CameraError.is(error, 'CAMERA_FAULT', 'NOT_SUPPORTED', 'BAD_RESPONSE')) return {};
        throw error;
      });
    const isSwapped = nr2d === y_3D_value && nr3d === y_2D_value;
    return isSwapped ? { ...answer, y_2D_value: nr2d, y_3D_value: nr3d } : answer;
  },
};
