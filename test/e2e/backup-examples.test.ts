import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatedCamera } from '../../simulator';
import { Bench } from './example-flows';

/** The examples that save, compare and restore, seen at two cameras. */
describe('the examples of backups in a Node-RED', function () {
  this.timeout(120_000).slow(10_000);

  let bench: Bench;
  let garden: SimulatedCamera;
  before(async () => {
    bench = await Bench.start();
    garden = await SimulatedCamera.start();
  });
  after(async () => {
    await (bench as Bench | undefined)?.close();
    await (garden as SimulatedCamera | undefined)?.stop();
  });
  const file = (...path: string[]): string => join(bench.red.userDir, ...path);

  it('Save all cameras every night: one file for each camera, and none of one that is away', async () => {
    await bench.import('Save all cameras every night', {}, { Garden: garden });
    garden.state.settings.image['brightness'] = '33';
    await bench.shown('saved as', () => bench.press('Save now'), 2);
    const [today, ...others] = readdirSync(file('backups', 'Garden'));
    assert.match(today!, /^\d{4}-\d\d-\d\d\.json$/);
    assert.deepEqual(others, []);
    const saved = JSON.parse(readFileSync(file('backups', 'Garden', today!), 'utf8')) as {
      camera: string;
      settings: { image: { brightness: number } };
    };
    assert.deepEqual([saved.camera, saved.settings.image.brightness], ['Garden', 33]);
    assert.ok(existsSync(file('backups', 'Front_door', today!)));

    await garden.unplug();
    const before = readFileSync(file('backups', 'Garden', today!), 'utf8');
    const [wrong] = await bench.shown('what went wrong', () => bench.press('Save now'));
    assert.match((wrong?.['error'] as { message: string }).message, /^Garden: /);
    assert.equal(readFileSync(file('backups', 'Garden', today!), 'utf8'), before);
    await garden.plug();
  });

  it("Tell me when a camera's settings changed: tells each change once", async () => {
    await bench.import("Tell me when a camera's settings changed");
    const { settings } = bench.camera.state;
    const [wrong] = await bench.shown('what went wrong', () => bench.press('Compare'));
    assert.match((wrong?.['error'] as { message: string }).message, /no such file/);
    await bench.shown('remembered', () => bench.press('Remember'));
    const told = async () =>
      (await bench.shown('told', () => bench.press('Compare'))).map(({ payload }) => payload);
    assert.deepEqual(await told(), ['Gate: as it was remembered']);
    settings.motion['enable'] = '0';
    assert.deepEqual(await told(), ['Gate: motion enable was true and is false']);
    await bench.press('Compare');
    settings.motion['enable'] = '1';
    assert.deepEqual(await told(), ['Gate: as it was remembered']);
    assert.equal(bench.arrived('told').length, 3);
  });

  it('Make this camera like that one: names what differs, and writes it', async () => {
    await bench.import('Make this camera like that one', {}, { Garden: garden });
    const wanted = structuredClone(bench.camera.state.settings);
    Object.assign(garden.state.settings.image, { brightness: '9' });
    Object.assign(garden.state.settings.video.stream1, { bitrate: '900' });
    Object.assign(garden.state.settings.osd, { title_utf8: 'Garden' });
    const differences = await bench.shown('differs', () => bench.press('What differs?'), 2);
    assert.deepEqual(
      differences.map(({ payload }) => (payload as { parameter: string }).parameter),
      ['stream1.bitrate', 'brightness'],
    );
    const [done] = await bench.shown('what was set', () => bench.press('Copy'));
    assert.deepEqual((done?.payload as { failed: object[] }).failed, []);
    assert.deepEqual(garden.state.settings.image, wanted.image);
    assert.deepEqual(garden.state.settings.video, wanted.video);
    assert.equal(garden.state.settings.osd['title_utf8'], 'Garden');
  });
});
