/**
 * `npm run test:all`: packs the package once, and runs the groups of tests: the two that mostly wait for processes of
 * their own side by side, then those that measure short times, each alone.
 */
import concurrently from 'concurrently';
import { INSTALLED, installedPackage } from './node-red/packed-package';

const GROUPS = [['browser', 'e2e'], ['integration'], ['unit']];

const env = { [INSTALLED]: installedPackage() };
const run = (groups: readonly string[]): Promise<unknown> =>
  concurrently(
    groups.map((group) => ({ command: `npm run --silent test:${group}`, name: group, env })),
    { group: true, prefix: 'none', timings: true },
  ).result.catch(() => (process.exitCode = 1));

async function main(): Promise<void> {
  for (const groups of GROUPS) await run(groups);
}

void main();
