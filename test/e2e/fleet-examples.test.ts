import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatedCamera } from '../../simulator';
import type { FlowNode } from '../../tools/node-red/node-red-process';
import { Bench } from './example-flows';
import { until } from './support';

interface Report {
  upgraded: { camera: string; bytes: number; sha256: string }[];
  failed: { camera: string | null; message: string } | null;
  notTried: string[];
}

const IMAGE = Buffer.alloc(50_000, 7);
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

/** The examples for many cameras, seen at two of them. */
describe('the examples for many cameras in a Node-RED', function () {
  this.timeout(120_000).slow(20_000);

  let bench: Bench;
  let garden: SimulatedCamera;
  before(async () => {
    garden = await SimulatedCamera.start({ bootMs: 300 });
    const { username, password } = garden.options;
    bench = await Bench.start({ CAMERA_USER: username, CAMERA_PASSWORD: password });
  });
  after(async () => {
    await (bench as Bench | undefined)?.close();
    await (garden as SimulatedCamera | undefined)?.stop();
  });

  describe('Upgrade all cameras one after the other', () => {
    beforeEach(async () => {
      await bench.import('Upgrade all cameras one after the other', {}, { Garden: garden });
      mkdirSync(join(bench.red.userDir, 'firmware'), { recursive: true });
      put('MC200J6.bin', IMAGE);
      put('SHA256SUMS', `${sha256(IMAGE)}  MC200J6.bin\n`);
    });
    const put = (name: string, content: Buffer | string) =>
      writeFileSync(join(bench.red.userDir, 'firmware', name), content);
    const upgrades = () => [bench.camera, garden].map(({ history }) => history.upgrades.length);
    const run = async () =>
      (await bench.shown('report', () => bench.press('Upgrade all')))[0]?.payload as Report;

    it('upgrades each with the image for its model, and reports', async () => {
      const before = upgrades();
      const { upgraded, failed, notTried } = await run();
      assert.deepEqual([failed, notTried], [null, []]);
      assert.deepEqual(
        upgraded.map(({ camera, bytes, sha256 }) => ({ camera, bytes, sha256 })),
        ['Front door', 'Garden'].map((camera) => ({ camera, bytes: IMAGE.length, sha256: sha256(IMAGE) })),
      );
      assert.deepEqual(
        upgrades(),
        before.map((count) => count + 1),
      );
    });

    it('stops at the first that fails, and says which were not tried', async () => {
      const before = upgrades();
      await bench.camera.unplug();
      const { upgraded, failed, notTried } = await run();
      await bench.camera.plug();
      assert.deepEqual([upgraded, notTried], [[], ['Garden']]);
      assert.equal(failed?.camera, 'Front door');
      assert.match(failed.message, /^Front door: model: /);
      assert.deepEqual(upgrades(), before);
    });

    it('sends no image that has another checksum, or none', async () => {
      const before = upgrades();
      put('MC200J6.bin', Buffer.concat([IMAGE, Buffer.from('x')]));
      assert.match((await run()).failed!.message, /another checksum/);
      put('SHA256SUMS', `${sha256(IMAGE)}  OTHER.bin\n`);
      assert.match((await run()).failed!.message, /no checksum of MC200J6\.bin/);
      assert.deepEqual(upgrades(), before);
    });
  });

  it('Many cameras from a list: creates them, replaces them, and tells who is offline', async () => {
    const list = (...names: string[]) =>
      ['name,host,port', ...names.map((name) => `${name},127.0.0.1,${garden.port}`)].join('\n');
    const adjustments = (template: string) => ({
      'Many cameras from a list': { env: [{ name: 'NODE_RED', value: bench.red.url, type: 'str' }] },
      'the list': { template },
    });
    await bench.import('Many cameras from a list', adjustments(list('North gate', 'Yard')));
    await bench.shown('created', () => bench.press('Create cameras'));
    const created = async () => {
      const flows = (await bench.red.adminGet('/flows')).json as FlowNode[];
      return flows.filter(({ type }) => type === 'anjvision-camera').map(({ name }) => name);
    };
    assert.deepEqual(await created(), ['North gate', 'Yard']);
    const offline = () => bench.arrived('offline').at(-1)?.payload as Record<string, string> | undefined;
    await until('both to be online', () => bench.arrived('offline').length >= 2);
    assert.deepEqual(offline(), {});
    const pictures = await bench.shown('pictures', () => bench.press('Pictures of all'), 2);
    assert.deepEqual(pictures.map(({ camera }) => camera).sort(), ['North gate', 'Yard']);

    await garden.unplug();
    await bench.press('Pictures of all');
    await until('both to be offline', () => Object.keys(offline() ?? {}).length === 2);
    await garden.plug();
    await until('both to be back', () => Object.keys(offline() ?? {}).length === 0);

    const flows = (await bench.red.adminGet('/flows')).json as FlowNode[];
    await bench.red.deploy(
      flows.map((node) =>
        node['name'] === 'the list' ? { ...node, template: list('Yard', 'South gate') } : node,
      ),
      'nodes',
    );
    await bench.shown('created', () => bench.press('Create cameras'));
    assert.deepEqual(await created(), ['Yard', 'South gate']);
    assert.ok(!JSON.stringify((await bench.red.adminGet('/flows')).json).includes(garden.options.password));
  });
});
