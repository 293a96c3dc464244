import { commands } from '../../commands/index';
import type { InputOf } from '../../commands/types';
import { setsSomething, validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/**
 * An empty title clears, unless it is the one that was read: cameras take no empty title, and a blank in its place
 * would change what nobody asked for (field note 21).
 */
export const userOsd: CommandHandler = {
  write(camera, input, options) {
    if (input.title_utf8 !== '') return camera.write('userOsd', input, options);
    validate(commands.userOsd, commands.userOsd.write, input);
    const { title_utf8: _, ...others } = input;
    const { title_index } = input as InputOf<'userOsd'>;
    return camera.dispatcher.section('userOsd', options, async (inside) => {
      const present = await camera.read('userOsd', { title_index }, inside);
      if (present.title_utf8?.trim()) return camera.write('userOsd', input, inside);
      return setsSomething(commands.userOsd, others) ? camera.write('userOsd', others, inside) : present;
    });
  },
};
