/**
 * The checks of the flow library's scorecard that need no network, on the package as it is packed. The scorecard's
 * own programme would bring an HTTP client with known weaknesses along, and asks the network for the rest.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { nodeRedMain } from '../../tools/node-red/node-red-version';
import { installedPackage } from '../../tools/node-red/packed-package';

interface Manifest {
  name: string;
  description?: string;
  license?: string;
  repository?: unknown;
  keywords?: string[];
  engines?: { node?: string };
  dependencies?: Record<string, string>;
  'node-red': { version?: string; nodes: Record<string, string> };
}

/** The one that Node-RED itself compares versions with. */
const semver = createRequire(nodeRedMain)('semver') as {
  satisfies(version: string, range: string): boolean;
};

const PREFIX = 'anjvision-';
const MOST_DEPENDENCIES = 6;

/** What the first group of each match of a pattern is. */
const groups = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

describe('the scorecard of the packed package', function () {
  this.timeout(180_000);

  let folder: string;
  let files: string[];
  let manifest: Manifest;
  const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

  before(() => {
    const { name } = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as Manifest;
    folder = join(installedPackage(), 'node_modules', name);
    manifest = JSON.parse(read('package.json')) as Manifest;
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  });

  it('has a name as the library wants it', () => {
    assert.match(manifest.name, /^node-red-contrib-[a-z-]+$/);
  });

  it('names its licence, and brings it along', () => {
    assert.equal(manifest.license, 'MIT');
    assert.match(read('LICENSE'), /^MIT License/);
  });

  it('says where its source is', () => {
    assert.ok(manifest.repository);
  });

  it('has a description, a README and a changelog', () => {
    assert.ok(manifest.description);
    assert.ok(read('README.md').length > 1000);
    assert.ok(existsSync(join(folder, 'CHANGELOG.md')));
  });

  it('has the keyword by which Node-RED finds it', () => {
    assert.ok(manifest.keywords?.includes('node-red'));
  });

  it('says which Node-RED it needs', () => {
    const range = manifest['node-red'].version ?? '';
    for (const version of ['4.0.0', '4.1.0', '5.0.0']) assert.ok(semver.satisfies(version, range), version);
    assert.ok(!semver.satisfies('3.1.15', range));
  });

  it('says which Node.js it needs', () => {
    const range = manifest.engines?.node ?? '';
    for (const version of ['20.0.0', '22.9.0', '24.0.0'])
      assert.ok(semver.satisfies(version, range), version);
    assert.ok(!semver.satisfies('18.20.0', range));
  });

  it('depends on little, and on nothing that is not published', () => {
    const dependencies = Object.values(manifest.dependencies ?? {});
    assert.ok(dependencies.length <= MOST_DEPENDENCIES);
    for (const range of dependencies) assert.match(range, /^[\^~]?\d+\.\d+\.\d+$/);
  });

  it('has its prefix before every set and type of nodes, and one type in each set', () => {
    for (const [set, file] of Object.entries(manifest['node-red'].nodes)) {
      assert.ok(set.startsWith(PREFIX), set);
      const types = groups(read(file.replace('.js', '.html')), /RED\.nodes\.registerType\('([^']+)',/g);
      assert.deepEqual(types, [set]);
      const [source] = groups(read(file), /require\("(\.[^"]+)"\)/g);
      const registered = groups(
        read(dirname(file), `${source}.js`),
        /(?:registerType|actionNode[^'\n]*)\(\s*(?:RED, )?'([^']+)'/g,
      );
      assert.deepEqual(registered, [set]);
    }
  });

  it('uses every type in an example', () => {
    const examples = files.filter((file) => dirname(file) === 'examples');
    const nodes = examples.flatMap((file) => JSON.parse(read(file)) as { type: string }[]);
    const used = new Set(nodes.map(({ type }) => type));
    for (const type of Object.keys(manifest['node-red'].nodes)) assert.ok(used.has(type), type);
  });

  it('has help, texts and an icon for every set of nodes', () => {
    for (const [set, file] of Object.entries(manifest['node-red'].nodes)) {
      const beside = dirname(file);
      for (const kind of ['html', 'json'])
        assert.ok(existsSync(join(folder, beside, 'locales/en-US', `${set}.${kind}`)), `${set}.${kind}`);
      const icons = groups(read(file.replace('.js', '.html')), /^\s*icon: '([^']+)'/gm);
      assert.equal(icons.length, 1);
      assert.ok(existsSync(join(folder, beside, 'icons', icons[0]!)), icons[0]);
    }
  });

  it('packs every file that a packed file asks for', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const text = read(file);
      const asked = [
        ...groups(text, /\brequire\("([^"]+)"\)/g),
        ...groups(text, /\b(?:from|import\()\s*['"]([^'"]+)['"]/g),
      ];
      for (const name of asked) {
        const path = join(folder, dirname(file), name);
        if (name.startsWith('.')) assert.ok(existsSync(path) || existsSync(`${path}.js`), `${file}: ${name}`);
        else assert.ok(isBuiltin(name) || name in (manifest.dependencies ?? {}), `${file}: ${name}`);
      }
    }
  });

  it('packs every resource that a dialog asks for', () => {
    const pattern = new RegExp(`resources/${manifest.name}/([\\w./-]+)`, 'g');
    const asked = files
      .filter((file) => /\.(?:html|js)$/.test(file))
      .flatMap((file) => groups(read(file), pattern));
    for (const name of asked) assert.ok(existsSync(join(folder, 'resources', name)), name);
  });

  it('packs nothing that only its makers need', () => {
    const needed =
      /^(?:dist|examples|resources)\/|^docs\/(?:nodes\/)?[\w-]+\.md$|^(?:README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/;
    assert.deepEqual(
      files.filter((file) => !needed.test(file) || /\.ts$|\.map$|\.tgz$/.test(file)),
      [],
    );
  });
});
