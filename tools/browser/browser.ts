/** The real browser that tests look through, and that takes the pictures. */
import { existsSync } from 'node:fs';

const CHROMIUM = '/usr/bin/chromium';

/** For `chromium.launch`. */
export function browserOptions(): { executablePath: string; args: string[] } {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing; install the package "chromium".`);
  return {
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
