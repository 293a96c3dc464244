/**
 * Builds `dist/`: what tsc makes of `camera/` and `nodes/`, and beside it what Node-RED looks for next to a
 * registered `.js`: the dialogs, the locales and the icons. `dist/` is replaced in one step, so that a
 * Node-RED or a test that loads it meanwhile never finds half of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

function compile(outDir: string): void {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (run.status !== 0) throw new Error('tsc found errors; dist/ is left as it was.');
}

function copyAssets(outDir: string): void {
  cpSync(join(root, 'nodes'), join(outDir, 'nodes'), {
    recursive: true,
    filter: (source) => !source.endsWith('.ts'),
  });
  cpSync(join(root, 'icons'), join(outDir, 'nodes/icons'), { recursive: true });
}

function replaceDist(fresh: string): void {
  const dist = join(root, 'dist');
  const old = `${fresh}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

const fresh = mkdtempSync(join(root, '.dist-'));
try {
  compile(fresh);
  copyAssets(fresh);
  replaceDist(fresh);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
