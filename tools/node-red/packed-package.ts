/**
 * The package as users get it: what `npm pack` packs, laid out in a folder as `npm install` would.
 * Its dependencies are copied from this checkout, so that nothing is downloaded: only the declared ones, so
 * that one which is not declared is missed.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function run(command: string, args: string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (status === 0) return;
  throw new Error(`${[command, ...args].join(' ')} failed:\n${stdout}${stderr}${error?.message ?? ''}`);
}

function runNpm(args: string[], cwd: string): void {
  // Under npm this is the npm that runs us; a bare "npm" would need a shell on Windows.
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('npm-cli.js')) run(process.execPath, [cli, ...args], cwd);
  else run('npm', args, cwd);
}

/** Where Node.js would find `name` when a file in `from` asks for it. */
function findPackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) throw new Error(`${name} is not installed; run npm install.`);
  }
}

function copyDependencies(from: string, target: string, checkout: string, copied = new Set<string>()): void {
  for (const name of Object.keys(readManifest(from).dependencies ?? {})) {
    const source = findPackage(name, from);
    if (copied.has(source)) continue;
    copied.add(source);
    // A package nested in another one's folder has come along with it.
    const nested = source.slice(checkout.length).split('node_modules').length > 2;
    if (!nested) cpSync(source, join(target, 'node_modules', name), { recursive: true });
    copyDependencies(source, target, checkout, copied);
  }
}

/** `npm pack` builds first, by way of the `prepare` script. */
function packInto(folder: string, checkout: string): void {
  runNpm(['pack', '--pack-destination', folder], checkout);
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new Error('npm pack made no archive.');
  run('tar', ['-xzf', archive], folder);
}

/** Names the folder in the environment of those that need not pack anew. */
export const INSTALLED = 'ANJVISION_INSTALLED';

let installed = process.env[INSTALLED] || undefined;

/** A folder with `package.json` and `node_modules`, in which the packed package is installed; made once per run. */
export function installedPackage(): string {
  return (installed ??= installFrom(root));
}

/** The same of another checkout, whose dependencies are installed. */
export function installFrom(checkout: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'anjvision-package-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  packInto(folder, checkout);
  copyDependencies(checkout, folder, checkout);
  const { name, version } = readManifest(checkout);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  renameSync(join(folder, 'package'), join(folder, 'node_modules', name));
  const manifest = { name: 'node-red-project', private: true, dependencies: { [name]: version } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
