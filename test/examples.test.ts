import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface ExampleNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  host?: string;
}

const root = resolve(__dirname, '..');
const folder = join(root, 'examples');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const manifest = readJson(join(root, 'package.json')) as { 'node-red': { nodes: Record<string, string> } };

describe('the examples', () => {
  const seen = new Map<string, string>();

  for (const file of readdirSync(folder)) {
    describe(file, () => {
      const nodes = readJson(join(folder, file)) as ExampleNode[];
      const own = nodes.filter(({ type }) => type.startsWith('anjvision-'));

      it('is one tab, whose nodes are wired to each other', () => {
        const tabs = nodes.filter(({ type }) => type === 'tab');
        assert.equal(tabs.length, 1);
        const ids = new Set(nodes.map(({ id }) => id));
        for (const { z, wires = [] } of nodes) {
          assert.ok(z === undefined || z === tabs[0]?.id);
          for (const id of wires.flat()) assert.ok(ids.has(id), `${id} is wired to but does not exist`);
        }
      });

      it('uses nodes of this package, all of which it has', () => {
        assert.ok(own.length > 0);
        for (const { type } of own) assert.ok(type in manifest['node-red'].nodes, type);
      });

      it('names an address that the reader replaces, and no password', () => {
        const cameras = own.filter(({ type }) => type === 'anjvision-camera');
        assert.ok(cameras.length > 0);
        for (const { host } of cameras) assert.equal(host, '192.168.1.10');
        for (const node of nodes) assert.ok(!('credentials' in node));
      });

      it('can be imported beside the others', () => {
        for (const { id, type } of nodes) {
          // A camera may be common to several.
          if (type !== 'anjvision-camera') assert.equal(seen.get(id), undefined, `${id} is not unique`);
          seen.set(id, file);
        }
      });
    });
  }
});
