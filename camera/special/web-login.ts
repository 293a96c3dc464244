import { commands } from '../commands';
import { validate } from '../request/validate';
import type { Special } from './special';

/** The address that opens the camera's own pages without asking; it holds the password. */
export const webLogin: Special = {
  write(camera, input) {
    validate(commands.webLogin, commands.webLogin.write, input);
    return Promise.resolve({ url: camera.dialogue.webLoginUrl });
  },
};
