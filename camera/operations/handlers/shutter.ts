import { commands } from '../../commands/index';
import type { InputOf } from '../../commands/types';
import { validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/**
 * Some firmware takes the day's speed for the night as well where both come in one request, and refuses the night
 * alone. Two requests set both everywhere: the night, beside a day without effect, and then the day (field note 24).
 */
export const shutter: CommandHandler = {
  write(camera, input, options) {
    const { dayShutterMode, dayShutterSpeed, nightShutterMode, nightShutterSpeed }: InputOf<'shutter'> =
      input;
    const isOne = [dayShutterSpeed, undefined].includes(nightShutterSpeed) || dayShutterSpeed === undefined;
    if (isOne) return camera.write('shutter', input, options);
    validate(commands.shutter, commands.shutter.write, input);
    const night = { nightShutterMode, nightShutterSpeed };
    const day = { dayShutterMode, dayShutterSpeed };
    return camera.dispatcher.section('shutter', options, async (inside) => {
      const without = { dayShutterMode: 0, dayShutterSpeed: nightShutterSpeed } as const;
      await camera.write('shutter', { ...without, ...night }, inside);
      await camera.write('shutter', day, inside);
      // Answers echo what was sent, and prove nothing.
      return { ...day, ...night };
    });
  },
};
