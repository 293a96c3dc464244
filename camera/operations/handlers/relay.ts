import { commands } from '../../commands/index';
import { validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/** Goes by the relay's controller, so that it ends a running pulse. */
export const relay: CommandHandler = {
  async write(camera, input, { signal }) {
    const open = validate(commands.relay, commands.relay.write, input).get('status') === '1';
    await camera.relay.set(open, { verify: true, signal });
    return { status: open ? 1 : 0 };
  },
};
