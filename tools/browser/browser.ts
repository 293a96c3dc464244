/** The real browser that tests look through, and that takes the pictures. */
import { findBrowser } from './find-browser';

const FLAGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface BrowserOptions {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

let found: Promise<BrowserOptions> | undefined;

/** For `chromium.launch`. @throws Error that says how to get a browser, if there is none. */
export function browserOptions(): Promise<BrowserOptions> {
  return (found ??= findBrowser().then(({ executablePath, args, env }) => ({
    executablePath,
    args: [...FLAGS, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })));
}
