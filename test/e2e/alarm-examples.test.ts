import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bench } from './example-flows';
import { until } from './support';

const isJpeg = (file: string): boolean => readFileSync(file).subarray(0, 3).toString('hex') === 'ffd8ff';

describe('the examples with alarms in a Node-RED', function () {
  this.timeout(120_000).slow(10_000);

  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(async () => {
    await (bench as Bench | undefined)?.close();
  });
  /** Node-RED runs in its user directory, as most do. */
  const file = (path: unknown): string => join(bench.red.userDir, String(path));

  it('Picture when something moves: saves one picture a minute, of motion and of people', async () => {
    await bench.import('Picture when something moves');
    const { alarms } = bench.camera;
    await until('it to listen', () => bench.arrived('does it listen?').length > 0);
    assert.equal((bench.arrived('does it listen?')[0]?.['payload'] as { state: string }).state, 'listening');
    const [saved] = await bench.shown('saved as', async () => {
      alarms.motion(true);
      alarms.person(true);
      return Promise.resolve();
    });
    assert.match(String(saved?.['filename']), /^pictures\/Gate-.*\.jpg$/);
    assert.ok(isJpeg(file(saved?.['filename'])));
    for (const active of [false, true, false]) alarms.motion(active);
    alarms.person(false);
    await until('the end', () => bench.red.outputs(bench.id('motion, person')).length >= 7);
    const taken = bench.camera.received('/cgi-bin/snapshot.cgi').length;
    assert.deepEqual([taken, bench.arrived('saved as').length], [1, 1]);
  });

  it('Light on when someone comes: goes on by night, and off after a minute without anybody', async () => {
    const soon = { 'after a minute': { duration: '500', units: 'ms' } };
    const at = (hour: string) => ({ ...soon, 'by night?': { property: hour, propertyType: 'jsonata' } });
    const { alarms, state } = bench.camera;
    const { led } = state.settings;
    const importAt = async (hour: string) => {
      const { operations } = bench.camera.onvif;
      const before = operations.length;
      await bench.import('Light on when someone comes', at(hour));
      const subscribed = () => operations.indexOf('CreatePullPointSubscription', before);
      const pulls = () => subscribed() > 0 && operations.indexOf('PullMessages', subscribed()) > 0;
      await until('it to listen', pulls);
    };
    led['ledstatus'] = '0';
    await importAt('23');
    const come = (person: boolean) => Promise.resolve(alarms.person(person));
    const [lit] = await bench.shown('light', () => come(true));
    assert.deepEqual(lit?.['payload'], { on: true, light: 'white', brightness: 80 });
    assert.equal(led['ledstatus'], '1');
    const [dark] = await bench.shown('light', () => come(false));
    assert.deepEqual([(dark?.['payload'] as { on: boolean }).on, led['ledstatus']], [false, '0']);

    await importAt('12');
    await come(true);
    await until('someone', () => bench.red.outputs(bench.id('someone')).length > 2);
    await come(false);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual([bench.arrived('light'), led['ledstatus']], [[], '0']);
  });
});
