/** Installs the dependencies when they are missing or older than the lock file. Runs before they are there. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modified = (file) => statSync(resolve(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.log('Installing the dependencies; the first time takes a minute or two.');
  // Not `npm install`, which may write the lock file anew, by its own version.
  const { status } = spawnSync('npm ci', { cwd: root, shell: true, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
