import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unpackBrowser } from './packaged-browser';

export interface FoundBrowser {
  readonly executablePath: string;
  /** Flags that this browser needs besides the usual. */
  readonly args: readonly string[];
  /** Variables that it needs besides those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it comes from, for the person who runs the tests. */
  readonly origin: string;
}

/** Where Chromium, Chrome and Edge are installed by the usual installers. */
export function installedPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  switch (platform) {
    case 'darwin':
      return [
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ];
    case 'win32':
      return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
        ]);
    default:
      return [
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/lib64/chromium-browser/chromium-browser',
        '/usr/bin/google-chrome-stable',
        '/usr/bin/google-chrome',
        '/opt/google/chrome/chrome',
        '/usr/bin/microsoft-edge-stable',
        '/usr/bin/microsoft-edge',
        '/snap/bin/chromium',
      ];
  }
}

/**
 * The browser that CHROMIUM names, or else an installed one, or else the one that comes with the development
 * dependencies. CHROMIUM=packaged asks for the last.
 *
 * @throws Error that says how to go on.
 */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<FoundBrowser> {
  const named = env['CHROMIUM'];
  if (named && named !== 'packaged') {
    if (existsSync(named)) return installed(named, 'named by CHROMIUM');
    throw new Error(`CHROMIUM is "${named}", but there is no such file.`);
  }
  const place = named ? undefined : installedPlaces(process.platform, env).find((path) => existsSync(path));
  if (place) return installed(place, 'installed');
  if (process.platform === 'linux' && process.arch === 'x64') return unpackBrowser();
  throw new Error(
    `No browser was found for ${process.platform} ${process.arch}. Install Chromium, Chrome or Edge, or set CHROMIUM to ` +
      'the path of one. "npm run test:unit" needs none.',
  );
}

const installed = (executablePath: string, origin: string): FoundBrowser => ({
  executablePath,
  args: [],
  env: {},
  origin,
});
