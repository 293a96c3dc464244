import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface ExampleNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  host?: string;
  /** Of an `anjvision-camera`. */
  camera?: string;
  cameras?: string[];
  topic?: string;
  broker?: string;
  name?: string;
  info?: string;
  once?: boolean;
  repeat?: string;
  template?: string;
  modules?: Record<string, string>;
}

/** Of these a Node-RED has one. */
const DASHBOARD_TYPES = ['ui-base', 'ui-theme'];

const DASHBOARD = '@flowfuse/node-red-dashboard';

const root = resolve(__dirname, '../..');
const folder = join(root, 'examples');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const manifest = readJson(join(root, 'package.json')) as {
  'node-red': { nodes: Record<string, string> };
  devDependencies: Record<string, string>;
};

describe('the examples', () => {
  const seen = new Map<string, ExampleNode>();

  it('use every node type of this package', () => {
    const used = readdirSync(folder).flatMap((file) => readJson(join(folder, file)) as ExampleNode[]);
    const types = new Set(used.map(({ type }) => type));
    for (const type of Object.keys(manifest['node-red'].nodes)) assert.ok(types.has(type), type);
  });

  for (const file of readdirSync(folder)) {
    describe(file, () => {
      const nodes = readJson(join(folder, file)) as ExampleNode[];
      const own = nodes.filter(({ type }) => type.startsWith('anjvision-'));

      it('is one tab, perhaps with subflows, whose nodes are wired to each other', () => {
        const tabs = nodes.filter(({ type }) => type === 'tab');
        assert.equal(tabs.length, 1);
        const ids = new Set(nodes.map(({ id }) => id));
        const places = new Set(
          [...tabs, ...nodes.filter(({ type }) => type === 'subflow')].map(({ id }) => id),
        );
        for (const { z, wires = [] } of nodes) {
          assert.ok(z === undefined || places.has(z));
          for (const id of wires.flat()) assert.ok(ids.has(id), `${id} is wired to but does not exist`);
        }
      });

      /** Of a Node-RED without cameras, which commands those of others. */
      const isControlRoom = nodes.some(
        ({ type, topic }) => type === 'mqtt in' && topic?.startsWith('anjvision/+/'),
      );

      it('uses nodes of this package, all of which it has, or cameras of other sites', () => {
        assert.notEqual(own.length > 0, isControlRoom);
        for (const { type } of own) assert.ok(type in manifest['node-red'].nodes, type);
      });

      it('names the package of all nodes that do not come with Node-RED', () => {
        const needed = nodes.some(({ type }) => type.startsWith('ui-')) ? [DASHBOARD] : [];
        const named = nodes.find(({ type }) => type === 'global-config')?.modules ?? {};
        assert.deepEqual(Object.keys(named), needed);
        for (const module of needed)
          assert.equal(`^${named[module]}`, manifest.devDependencies[module], 'that it is tested with');
      });

      it('names an address that the reader replaces, and no password', () => {
        const cameras = own.filter(({ type }) => type === 'anjvision-camera');
        const lists = nodes.filter(({ template }) => template?.includes('192.168.1.10'));
        assert.equal(cameras.length + lists.length > 0, !isControlRoom);
        for (const { broker } of nodes.filter(({ type }) => type === 'mqtt-broker'))
          assert.equal(broker, 'localhost');
        for (const { host } of cameras) assert.equal(host, '192.168.1.10');
        for (const node of nodes) assert.ok(!('credentials' in node));
      });

      it('chooses its cameras by their nodes in the file, or leaves the choice to the message', () => {
        const cameras = new Set(own.filter(({ type }) => type === 'anjvision-camera').map(({ id }) => id));
        for (const { type, camera = '', cameras: several = [] } of own)
          for (const id of [camera, ...several])
            assert.ok(
              id === '' || /^\$\{\w+\}$/.test(id) || cameras.has(id),
              `${type} uses ${id}, which is not here`,
            );
      });

      it('says what it shows in comments', () => {
        const comments = nodes.filter(({ type }) => type === 'comment');
        assert.ok(comments.length > 0);
        for (const { name, info } of comments) assert.ok(name && info);
      });

      it('waits for its buttons, or for a time of the day', () => {
        const injects = nodes.filter(({ type }) => type === 'inject');
        for (const { once, repeat } of injects) assert.deepEqual([once, repeat], [false, '']);
      });

      it('can be imported beside the others', () => {
        for (const node of nodes) {
          const { id, type } = node;
          // A camera may be common to several, and there is one dashboard.
          if (DASHBOARD_TYPES.includes(type)) assert.deepEqual(seen.get(id) ?? node, node);
          else if (type !== 'anjvision-camera') assert.equal(seen.get(id), undefined, `${id} is not unique`);
          seen.set(id, node);
        }
      });
    });
  }
});
