import { sleep } from '../../core/timing';
import { assertTaken } from './assert-taken';
import type { CommandHandler } from './handler';

const LONGEST_LOOK_MS = 5_000;
const MARGIN_MS = 300;

/**
 * Some firmware reads the number as milliseconds, and every session dies at once (field note 10). So the session
 * is looked at after as many milliseconds as seconds were asked for.
 */
export const uidValidTime: CommandHandler = {
  async write(camera, input, options) {
    const result = await camera.write('uidValidTime', input, options);
    assertTaken(camera, 'uidValidTime', input, result);
    const session = camera.client.session.logins;
    await sleep(camera.clock, Math.min(Number(input.validTime) + MARGIN_MS, LONGEST_LOOK_MS));
    await camera.read('keepAlive', {}, { signal: options.signal });
    if (camera.client.session.logins === session) return result;
    throw camera.dispatcher.problem(
      'uidValidTime',
      'NOT_APPLIED',
      'the camera accepted it, but the session died: this firmware reads the number as milliseconds; set 1000 times as much',
    );
  },
};
