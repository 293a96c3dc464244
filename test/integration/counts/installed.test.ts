import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesIn, packagesIn } from '../../../tools/bench/installed';
import { installedPackage } from '../../../tools/node-red/packed-package';

const NAME = 'node-red-contrib-anjvision';
/** The target is 35: the two dependencies bring 38 along. See `bench/RESULTS.md`. */
const MOST_PACKAGES = 39;
const MOST_BYTES = 8_000_000;

/** Requires files in a process of their own, and prints which modules that brought along. */
const LIST_REQUIRED = `
  for (const file of process.argv.slice(1)) require(file);
  console.log(JSON.stringify(Object.keys(require.cache)));
`;

describe('the installed package', function () {
  this.timeout(180_000);

  let modules: string;
  before(() => {
    modules = join(installedPackage(), 'node_modules');
  });

  it('consists of no more packages than before', () => {
    const packages = packagesIn(modules);
    assert.ok(packages.includes(NAME));
    assert.ok(packages.length <= MOST_PACKAGES, `${packages.length}: ${packages.join(', ')}`);
  });

  it('takes at most 8 MB', () => {
    const bytes = bytesIn(modules);
    assert.ok(bytes > 100_000 && bytes <= MOST_BYTES, `${bytes} bytes`);
  });

  it('loads what is heavy only when it is first used', () => {
    const manifest = JSON.parse(readFileSync(join(modules, NAME, 'package.json'), 'utf8')) as {
      'node-red': { nodes: Record<string, string> };
    };
    const files = Object.values(manifest['node-red'].nodes).map((file) => join(modules, NAME, file));
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', LIST_REQUIRED, ...files], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    const loaded = JSON.parse(stdout || '[]') as string[];
    const missing = files.filter((file) => !loaded.includes(file));
    assert.deepEqual(missing, [], stderr);
    assert.ok(!loaded.includes(join(modules, NAME, 'dist/camera/client.js')));
    const foreign = loaded.filter((file) => !file.startsWith(join(modules, NAME)));
    assert.deepEqual(foreign, []);
  });
});
