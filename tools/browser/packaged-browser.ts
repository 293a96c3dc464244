import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FoundBrowser } from './find-browser';

const NAME = '@sparticuz/chromium';

/** What the package takes for a machine that lacks every library but C's, so that it unpacks its own. */
const BARE_MACHINE = 'AWS_Lambda_nodejs22.x';

/**
 * The browser of the development dependencies, unpacked beside them: it brings every library it needs but C's.
 * Several processes may ask at once.
 */
export async function unpackBrowser(): Promise<FoundBrowser> {
  const folder = resolve(dirname(require.resolve(NAME)), '../../bin');
  const version = packageVersion(folder);
  const cache = resolve(__dirname, '../../node_modules/.cache');
  const target = join(cache, `chromium-${version}`);
  if (!existsSync(target)) await unpackInto(target, cache);
  return {
    executablePath: join(target, 'chromium'),
    // It is a headless shell that was built to run as one process group without helpers of its own.
    args: ['--no-zygote', '--disable-setuid-sandbox'],
    env: {
      LD_LIBRARY_PATH: join(target, 'al2023/lib'),
      FONTCONFIG_PATH: join(target, 'fonts'),
    },
    origin: `packaged, version ${version}`,
  };
}

function packageVersion(bin: string): string {
  const manifest = readFileSync(join(bin, '../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The package unpacks into the folder for temporary files; a rename makes it whole or not there. */
async function unpackInto(target: string, cache: string): Promise<void> {
  const draft = join(cache, randomUUID());
  mkdirSync(draft, { recursive: true });
  const before = { ...process.env };
  process.env['TMPDIR'] = draft;
  process.env['AWS_EXECUTION_ENV'] = BARE_MACHINE;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    if (!existsSync(target)) renameSync(draft, target);
  } catch (error) {
    // Another process may have been first.
    if (!existsSync(target)) throw error;
  } finally {
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    rmSync(draft, { recursive: true, force: true });
  }
}
