import { commands } from '../../commands/index';
import { validate } from '../../protocol/validate';
import type { CommandHandler } from './handler';

/** The address that opens the camera's own pages without asking; it holds the password. */
export const webLogin: CommandHandler = {
  write(camera, input) {
    validate(commands.webLogin, commands.webLogin.write, input);
    return Promise.resolve({ url: camera.client.webLoginUrl });
  },
};
