import assert from 'node:assert/strict';
import { useStage } from '../stage';

describe('anjvision-led', () => {
  const stage = useStage();
  const load = (config: object = {}) => stage.load({ type: 'anjvision-led', ...config });
  const led = (status: number, brightness: number, mode: number) => {
    const url = new URL(`http://camera/${stage.sent.at(-1)}`);
    assert.equal(url.pathname, '/set_led');
    const sent = Object.fromEntries([...url.searchParams]);
    assert.deepEqual(sent, { ledstatus: `${status}`, brightness: `${brightness}`, ledmode: `${mode}` });
  };

  for (const payload of [true, 'on', 'true', '1']) {
    it(`goes on by ${JSON.stringify(payload)}, white and half bright`, async () => {
      await load();
      assert.deepEqual(await stage.result(payload), { on: true, light: 'white', brightness: 50 });
      led(1, 50, 2);
      assert.equal(stage.shown, 'green dot on');
    });
  }

  for (const payload of [false, 'off', 'false', '0']) {
    it(`goes off by ${JSON.stringify(payload)}`, async () => {
      await load();
      assert.deepEqual(await stage.result(payload), { on: false, light: 'white', brightness: 50 });
      assert.match(stage.sent[0]!, /ledstatus=0/);
      assert.equal(stage.shown, 'green dot off');
    });
  }

  it('takes a number for its brightness, and 0 for off', async () => {
    await load({ light: 'infrared' });
    assert.deepEqual(await stage.result(100), { on: true, light: 'infrared', brightness: 100 });
    led(1, 100, 1);
    assert.deepEqual(await stage.result(33), { on: true, light: 'infrared', brightness: 33 });
    const off = (await stage.result(0)) as { on: boolean };
    assert.equal(off.on, false);
    assert.equal(stage.camera.state.settings.led['ledstatus'], '0');
  });

  for (const [number, on] of [
    [1, true],
    [0, false],
  ] as const) {
    it(`takes ${number} for the flag that "${number}" is`, async () => {
      await load({ brightness: 40 });
      assert.deepEqual(await stage.result(number), { on, light: 'white', brightness: 40 });
      assert.deepEqual(await stage.result(String(number)), { on, light: 'white', brightness: 40 });
    });
  }

  it('takes an object over what it is set to, key by key', async () => {
    await load({ action: 'on', light: 'infrared', brightness: '20' });
    assert.deepEqual(await stage.result('whatever'), { on: true, light: 'infrared', brightness: 20 });
    assert.deepEqual(await stage.result({}), { on: true, light: 'infrared', brightness: 20 });
    assert.deepEqual(await stage.result({ brightness: 0 }), { on: true, light: 'infrared', brightness: 0 });
    assert.deepEqual(await stage.result({ light: 'white' }), { on: true, light: 'white', brightness: 20 });
    const all = { on: false, light: 'white', brightness: 7 };
    assert.deepEqual(await stage.result(all), all);
  });

  for (const on of [true, 1, '1', 'true', 'on']) {
    it(`takes ${JSON.stringify(on)} in an object for on`, async () => {
      await load({ action: 'payload' });
      const all = { light: 'infrared', brightness: 1 };
      assert.deepEqual(await stage.result({ on, ...all }), { on: true, ...all });
    });
  }

  it('goes off when set to', async () => {
    await load({ action: 'off' });
    assert.equal(((await stage.result(88)) as { on: boolean }).on, false);
  });

  it('refuses everything else before it reaches the camera', async () => {
    await load();
    await stage.refuses([
      undefined, null, '', 'ON', 'yes', 'bright', -1, 101, 0.5, NaN, Infinity, [], [true], {}, { on: 'maybe' },
      { on: 2 }, { on: null }, { on: true, light: 'red' }, { on: true, light: 1 }, { on: true, light: null },
      { on: true, brightness: 101 }, { on: true, brightness: -1 }, { on: true, brightness: NaN },
      { on: true, brightness: '50' }, { on: true, brightness: null }, { on: true, colour: 'red' },
      { on: false, brightness: NaN }, Buffer.from([1]),
    ]); // prettier-ignore
  });

  it('refuses values of its own that make no sense', async () => {
    await load({ brightness: '200' });
    await stage.refuses([true]);
    await stage.clear();
    await load({ light: 'blue' });
    await stage.refuses([true]);
  });

  it('switches the light that is meant, where the camera numbers its lamps the other way round', async () => {
    // As the environment fills it in.
    for (const lampsSwapped of [true, 'true', '1']) {
      await stage.load({ type: 'anjvision-led' }, { simulator: { style: 'firmware-g' }, camera: { lampsSwapped } });
      for (const [light, ledmode] of [['white', 1], ['infrared', 2]] as const) {
        const result = { on: true, light, brightness: 60 };
        assert.deepEqual(await stage.result(result), result);
        led(1, 60, ledmode);
      }
      await stage.clear();
    }
  }); // prettier-ignore
});
