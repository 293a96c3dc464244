/** `npm run test:all`: packs the package once, and runs the groups of tests two at a time, the longest first. */
import concurrently from 'concurrently';
import { cpus } from 'node:os';
import { INSTALLED, installedPackage } from './node-red/packed-package';

const GROUPS = ['browser', 'e2e', 'integration', 'unit'];

const env = { [INSTALLED]: installedPackage() };
const commands = GROUPS.map((group) => ({ command: `npm run --silent test:${group}`, name: group, env }));

concurrently(commands, {
  maxProcesses: Math.min(2, cpus().length),
  group: true,
  prefix: 'none',
  timings: true,
}).result.catch(() => (process.exitCode = 1));
