import type { Special } from './special';

/** The address that opens the camera's own pages without asking; it holds the password. */
export const webLogin: Special = {
  write: (camera) => Promise.resolve({ url: camera.dialogue.webLoginUrl }),
};
