import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every package in a `node_modules` folder, those nested in others included. */
export function packagesIn(modules: string): string[] {
  const entries = readdirSync(modules, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === 'package.json')
    .map((entry) => entry.parentPath.slice(modules.length + 1))
    .map((folder) => folder.split(/[\\/]/))
    .filter(isPackage)
    .map((parts) => parts.slice(parts.lastIndexOf('node_modules') + 1).join('/'))
    .sort();
}

/** A `package.json` further inside a package only says what kind of modules lie there. */
function isPackage(parts: string[]): boolean {
  const depth = parts.length - parts.lastIndexOf('node_modules') - 1;
  const scoped = parts[parts.lastIndexOf('node_modules') + 1]?.startsWith('@');
  return depth === (scoped ? 2 : 1);
}

/** How many bytes all files in a folder have. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
