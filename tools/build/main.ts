/**
 * Builds `dist/`: what tsc makes of `camera/` and `nodes/`, and the files that Node-RED looks for by a node's type: the
 * `.js` that it loads, and beside it the dialog, the locales and the icons. And `resources/`: what the dialogs load when
 * they open, made of `editor/`. Each is replaced in one step, so that a Node-RED or a test that loads it meanwhile never
 * finds half of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dialogHtml } from './dialog';
import { helpWriter } from './help';
import { languages, nodeNames, PREFIX, read, root } from './sources';

function compile(project: string, outDir: string): void {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [
    tsc,
    '-p',
    join(root, project),
    '--noEmit',
    'false',
    '--incremental',
    'false',
    '--tsBuildInfoFile',
    'null',
    '--outDir',
    outDir,
  ];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (run.status !== 0) throw new Error('tsc found errors; what was built is left as it was.');
}

async function writeNodes(outDir: string): Promise<void> {
  const helpHtml = await helpWriter();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), text);
  };
  for (const name of nodeNames) {
    const type = PREFIX + name;
    write(`${type}.js`, `module.exports = require("./${name}/node");\n`);
    write(`${type}.html`, dialogHtml(name));
    for (const language of languages) {
      write(`locales/${language}/${type}.json`, read('nodes', name, `${language}.json`));
      write(`locales/${language}/${type}.html`, helpHtml(name, language));
    }
  }
}

function replace(name: string, fresh: string): void {
  const place = join(root, name);
  const old = `${fresh}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

async function build(): Promise<void> {
  const [dist, resources] = [mkdtempSync(join(root, '.dist-')), mkdtempSync(join(root, '.dist-'))];
  try {
    compile('tsconfig.build.json', dist);
    compile('editor/tsconfig.json', resources);
    await writeNodes(join(dist, 'nodes'));
    cpSync(join(root, 'icons'), join(dist, 'nodes/icons'), { recursive: true });
    cpSync(join(root, 'editor/editor.css'), join(resources, 'editor/editor.css'));
    // Browsers do not look at it; tools that read packages do.
    writeFileSync(join(resources, 'package.json'), JSON.stringify({ type: 'module' }));
    replace('dist', dist);
    replace('resources', resources);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    for (const folder of [dist, resources]) rmSync(folder, { recursive: true, force: true });
  }
}

void build();
