/**
 * Builds `dist/`: what tsc makes of `camera/` and `nodes/`, and beside it what Node-RED looks for next to a
 * registered `.js`: the dialogs, the locales and the icons. And `resources/`: what the dialogs load when they
 * open, made of `editor/`. Each is replaced in one step, so that a Node-RED or a test that loads it meanwhile
 * never finds half of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

function compile(project: string, outDir: string): void {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '-p', join(root, project), '--noEmit', 'false', '--outDir', outDir];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (run.status !== 0) throw new Error('tsc found errors; what was built is left as it was.');
}

function copyAssets(outDir: string): void {
  cpSync(join(root, 'nodes'), join(outDir, 'nodes'), {
    recursive: true,
    filter: (source) => !source.endsWith('.ts'),
  });
  cpSync(join(root, 'icons'), join(outDir, 'nodes/icons'), { recursive: true });
}

function replace(name: string, fresh: string): void {
  const place = join(root, name);
  const old = `${fresh}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

const [dist, resources] = [mkdtempSync(join(root, '.dist-')), mkdtempSync(join(root, '.dist-'))];
try {
  compile('tsconfig.build.json', dist);
  compile('editor/tsconfig.json', resources);
  copyAssets(dist);
  cpSync(join(root, 'editor/editor.css'), join(resources, 'editor.css'));
  replace('dist', dist);
  replace('resources', resources);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  for (const folder of [dist, resources]) rmSync(folder, { recursive: true, force: true });
}
