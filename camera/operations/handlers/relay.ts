import { commands } from '../../commands/index';
import { CameraError } from '../../core/errors';
import { asFlag } from '../../../shared/value-checks';
import { validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/** Goes by the relay's controller, so that it ends a running pulse. */
export const relay: CommandHandler = {
  read(camera, input, options) {
    if (input.open !== undefined) throw new CameraError('INVALID_INPUT', '"status" is missing beside "open"');
    return camera.read('relay', input, options);
  },

  async write(camera, input, { signal }) {
    const open = validate(commands.relay, commands.relay.write, input).get('status') === '1';
    if (input.open !== undefined && asFlag(input.open) !== open)
      throw new CameraError('INVALID_INPUT', '"open" and "status" say different things; send one of them');
    await camera.relay.set(open, { verify: true, signal });
    return { status: open ? 1 : 0 };
  },
};
