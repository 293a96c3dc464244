import { commands } from '../../commands/index';
import type { InputOf } from '../../commands/types';
import type { PtzController } from '../../device/ptz';
import { validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/** A movement that nobody limited ends by itself after this long. */
const LONGEST_MOVE_MS = 10_000;

/** Goes by the movement's controller, so that stop goes first and every movement has an end. */
export const ptz: CommandHandler = {
  async write(camera, input, { signal = new AbortController().signal, stopAfterMs = LONGEST_MOVE_MS }) {
    const wire = validate(commands.ptz, commands.ptz.write, input);
    const { ptz } = camera;
    if (wire.has('stop')) await stop(ptz);
    else {
      const preset = ['call_preset', 'add_preset', 'delete_preset'].some((name) => wire.has(name));
      const move = {
        input: input as InputOf<'ptz'>,
        stopAfterMs,
        signal,
        onTrouble: camera.report,
      };
      if (!(await (preset ? ptz.preset(move) : ptz.move(move)))) return undefined;
    }
    return { ...input };
  },
};

/** Fails as soon as the first attempt does, for who asks this way cannot be told later; it is tried on all the same. */
function stop(movement: PtzController): Promise<void> {
  return new Promise((resolve, reject) => {
    movement.stop(reject).then(resolve, reject);
  });
}
