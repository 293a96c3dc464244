import assert from 'node:assert/strict';
import { useStage } from '../stage';

const MODES = ['auto', 'schedule', 'external', 'manual', 'external-inverted', 'hardware'];

describe('anjvision-ircut', () => {
  const stage = useStage();
  const load = (config: object = {}) => stage.load({ type: 'anjvision-ircut', ...config });

  for (const [ircutmode, mode] of MODES.entries()) {
    if (mode === 'manual') continue;
    it(`takes ${mode} by name, by number, in an object and by configuration`, async () => {
      await load();
      for (const payload of [mode, ircutmode, { mode }, { mode: ircutmode }]) {
        assert.deepEqual(await stage.result(payload), { ircutmode, mode });
      }
      assert.deepEqual(stage.sent, Array(4).fill(`set_ircut?ircutmode=${ircutmode}`));
      await stage.clear();
      await load({ mode });
      assert.deepEqual(await stage.result(1234), { ircutmode, mode });
    });
  }

  for (const time of ['day', 'night']) {
    it(`takes ${time}, which is manual`, async () => {
      await load();
      const result = { ircutmode: 3, mode: 'manual', time };
      for (const payload of [time, { mode: time }, { mode: 'manual', time }, { mode: 3, time }]) {
        assert.deepEqual(await stage.result(payload), result);
      }
      assert.deepEqual(stage.sent, Array(4).fill(`set_ircut?time=${time}&ircutmode=3`));
      assert.equal(stage.shown, `green dot ${time}`);
      await stage.clear();
      await load({ mode: time });
      assert.deepEqual(await stage.result(), result);
    });
  }

  it('reads', async () => {
    await load();
    stage.camera.state.settings.ircut['ircutmode'] = '4';
    const result = { ircutmode: 4, mode: 'external-inverted' };
    assert.deepEqual(await stage.result('get'), result);
    assert.deepEqual(await stage.result({ mode: 'get' }), result);
    await stage.clear();
    await load({ mode: 'get' });
    assert.deepEqual(await stage.result(5), { ircutmode: 0, mode: 'auto' });
    assert.deepEqual(stage.sent, ['set_ircut']);
  });

  it('takes back what it read, which changes nothing', async () => {
    await load();
    const read = await stage.result('get');
    assert.deepEqual(await stage.result(read), read);
    const night = await stage.result('night');
    assert.deepEqual(await stage.result(night), night);
  });

  it('takes back the manual mode, which is read without its time, and sets nothing', async () => {
    await load();
    Object.assign(stage.camera.state.settings.ircut, { ircutmode: '3', time: 'night' });
    const read = await stage.result('get');
    assert.deepEqual(read, { ircutmode: 3, mode: 'manual' });
    assert.deepEqual(await stage.result(read), read);
    assert.deepEqual(stage.sent, ['set_ircut', 'set_ircut']);
    assert.equal(stage.camera.state.settings.ircut['time'], 'night');
  });

  it('takes an object over what it is set to', async () => {
    await load({ mode: 'auto' });
    assert.deepEqual(await stage.result({ mode: 'hardware' }), { ircutmode: 5, mode: 'hardware' });
    assert.deepEqual(await stage.result({}), { ircutmode: 0, mode: 'auto' });
  });

  it('refuses everything else before it reaches the camera', async () => {
    await load();
    await stage.refuses([
      undefined, null, '', 'AUTO', 'Day', 'dusk', 'payload', 3, 'manual', 6, -1, 1.5, NaN, '1', true, false, [], {},
      { mode: 'manual' }, { mode: 3 }, { mode: 'x' }, { mode: null }, { mode: 'auto', time: 'day' },
      { mode: 3, time: 'noon' }, { mode: 3, time: 1 }, { mode: 'day', time: 'night' }, { time: 'day' },
      { mode: 'auto', colour: 1 }, { mode: 'get', time: 'day' },
    ]); // prettier-ignore
  });

  it('takes the two modes of newer firmware by name, and takes them back', async () => {
    await stage.load({ type: 'anjvision-ircut' }, { simulator: { style: 'firmware-g' } });
    for (const [mode, ircutmode] of [['lamp-off', 7], ['lamp-on', 6]] as const) {
      const result = await stage.result(mode);
      assert.deepEqual(result, { ircutmode, mode });
      assert.deepEqual(await stage.result(result), result);
    } // prettier-ignore
  });

  it('means day and night as they are, where the camera has them the other way round', async () => {
    await stage.load({ type: 'anjvision-ircut' }, { simulator: { style: 'firmware-g' }, camera: { dayNightInverted: true } });
    assert.deepEqual(await stage.result('night'), { ircutmode: 3, mode: 'manual', time: 'night' });
    assert.deepEqual(stage.sent, ['set_ircut?time=day&ircutmode=3']);
  }); // prettier-ignore

  it('refuses a mode of its own that there is not', async () => {
    await load({ mode: 'dim' });
    await stage.refuses(['auto', {}]);
  });
});
