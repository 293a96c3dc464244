import { sleep } from '../wait';
import type { Special } from './special';

const LONGEST_LOOK_MS = 5_000;
const MARGIN_MS = 300;

/**
 * Some firmware reads the number as milliseconds, and every session dies at once (field note 10). So the session
 * is looked at after as many milliseconds as seconds were asked for.
 */
export const uidValidTime: Special = {
  async write(camera, input, options) {
    const result = await camera.write('uidValidTime', input, options);
    const session = camera.dialogue.session.logins;
    await sleep(camera.clock, Math.min(Number(input.validTime) + MARGIN_MS, LONGEST_LOOK_MS));
    await camera.read('keepAlive', {}, { owner: options.owner });
    if (camera.dialogue.session.logins === session) return result;
    throw camera.channel.problem(
      'uidValidTime',
      'NOT_APPLIED',
      'the camera accepted it, but the session died: this firmware reads the number as milliseconds; set 1000 times as much',
    );
  },
};
