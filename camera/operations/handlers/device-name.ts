import { assertTaken } from './assert-taken';
import type { CommandHandler } from './handler';

/** A name that is too long for a camera is cut without a word (field note 30); the answer shows what is left. */
export const deviceName: CommandHandler = {
  async write(camera, input, options) {
    const result = await camera.write('deviceName', input, options);
    assertTaken(camera, 'deviceName', input, result);
    return result;
  },
};
