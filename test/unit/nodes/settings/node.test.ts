import assert from 'node:assert/strict';
import { useStage } from '../stage';

const IMAGE = { brightness: 128, contrast: 128, saturation: 128, sharpness: 128 };
const IMAGE_TYPED = {
  brightness: { value: '1', type: 'num' },
  contrast: { value: 'wanted', type: 'msg' },
};

describe('anjvision-settings', () => {
  const stage = useStage();
  const load = (config: object = {}, setting: object = {}) =>
    stage.load({ type: 'anjvision-settings', ...config }, setting);

  describe('reads', () => {
    for (const payload of [undefined, null, 5, 'brightness', true, [], [1], {}, Buffer.from('x'), NaN]) {
      it(`by ${JSON.stringify(payload) || 'nothing'}`, async () => {
        await load({ command: 'image' });
        const { outputs } = await stage.ask(payload);
        assert.deepEqual(outputs[0]!['payload'], IMAGE);
        assert.equal(outputs[0]!['command'], 'image');
        assert.deepEqual(stage.sent, ['image']);
      });
    }

    it('keeps numbers, flags and texts what they are', async () => {
      await load({ command: 'info' });
      const info = { kernel: '3.10.14-20230817', filesystem: 'V5.2.30.230817', sn: '0012300456789' };
      assert.deepEqual(await stage.result(), info);
      await stage.clear();
      await load({ command: 'capabilities' });
      assert.deepEqual(await stage.result(), { video: true, audio: true, ptz: true });
    });

    it('gives what nobody documented as extra, as text', async () => {
      await load({ command: 'image' }, { simulator: { style: 'field' } });
      const { extra } = (await stage.result()) as { extra: Record<string, string> };
      assert.equal(extra['brightness_range'], '0-255');
    });

    it('gives colours as 0xrrggbb', async () => {
      for (const style of ['manual', 'field'] as const) {
        await load({ command: 'userOsd' }, { simulator: { style } });
        const { color } = (await stage.result({ title_index: 0 })) as { color: string };
        assert.equal(color, '0x0000ff');
        if (style === 'manual') await stage.clear();
      }
    });
  });

  describe('sets', () => {
    it('by an object with at least one parameter', async () => {
      await load({ command: 'image' });
      assert.deepEqual(await stage.result({ brightness: 0 }), { ...IMAGE, brightness: 0 });
      assert.deepEqual(stage.sent, ['image?brightness=0']);
    });

    it('what its values hold, of every type, whatever the payload', async () => {
      process.env['TEST_SATURATION'] = '4';
      const values = {
        ...IMAGE_TYPED,
        saturation: { value: 'TEST_SATURATION', type: 'env' },
        sharpness: { value: '2 + 3', type: 'jsonata' },
        antificker: { value: 'true', type: 'bool' },
        blc: { value: '', type: 'num' },
      };
      await load({ command: 'image', values });
      const result = await stage.result('go', { wanted: 3 });
      assert.deepEqual(result, { brightness: 1, contrast: 3, saturation: 4, sharpness: 5 });
      assert.equal(stage.camera.state.settings.image['antificker'], '1');
    });

    it('nothing when a value is missing that a message, a context or the environment should have', async () => {
      for (const value of [
        { value: 'missing', type: 'msg' }, { value: 'payload.a', type: 'msg' }, { value: 'x', type: 'flow' },
        { value: 'x', type: 'global' }, { value: 'TEST_NOT_SET', type: 'env' }, { value: 'missing', type: 'jsonata' },
      ]) {
        const reset = { command: 'factoryReset', allowDestructive: true, values: { retain_network: value } };
        await load(reset);
        const error = await stage.refusal('INVALID_INPUT', 'go');
        assert.match(error.message, /^Gate: settings: the value of "retain_network" is missing: /);
        await stage.clear();
        await load({ command: 'image', values: { brightness: value } });
        await stage.refusal('INVALID_INPUT', 'go');
        assert.deepEqual(stage.camera.requests, []);
        await stage.result({ brightness: 7 });
        assert.deepEqual(stage.sent, ['image?brightness=7']);
        await stage.clear();
      }
    }); // prettier-ignore

    it('the payload over its values, key by key', async () => {
      await load({ command: 'image', values: IMAGE_TYPED });
      const result = await stage.result({ brightness: 9 }, { wanted: 3 });
      assert.deepEqual(result, { ...IMAGE, brightness: 9, contrast: 3 });
    });

    it('nothing when its values are empty or missing', async () => {
      for (const values of [{}, undefined, '', null]) {
        await load({ command: 'image', values });
        await stage.result(1);
        assert.deepEqual(stage.sent, ['image']);
        if (values !== null) await stage.clear();
      }
    });

    it('nothing when a value cannot be worked out', async () => {
      for (const value of [
        { value: '$error("no")', type: 'jsonata' },
        { value: '$$(', type: 'jsonata' },
      ]) {
        await load({ command: 'image', values: { brightness: value } });
        const error = await stage.refusal('INVALID_INPUT');
        assert.match(error.message, /^Gate: \w+: .*brightness/);
        assert.deepEqual(stage.camera.requests, []);
        await stage.clear();
      }
      await load({ command: 'image', values: { brightness: { value: 'abc', type: 'num' } } });
      await stage.refuses([1]);
    });
  });

  it('takes the command from the message when it has none', async () => {
    await load({ command: '' });
    const { outputs } = await stage.ask(1, { command: 'model' });
    assert.deepEqual([outputs[0]!['payload'], outputs[0]!['command']], [{ model: 'MC200J6' }, 'model']);
  });

  it('sets msg.command to its own, whatever the message said', async () => {
    await load({ command: 'model' });
    const { outputs } = await stage.ask(1, { command: 'image' });
    assert.equal(outputs[0]!['command'], 'model');
  });

  it('says how to choose a command when none is chosen', async () => {
    await load();
    for (const more of [{}, { command: '' }]) {
      const { message } = await stage.refusal('INVALID_INPUT', 1700000000000, more);
      assert.match(message, /choose one in the node, or name one in msg.command/);
    }
  });

  it('refuses commands that there are not', async () => {
    await load({ command: '' });
    const none = [
      undefined,
      '',
      'Image',
      'getinfo',
      7,
      null,
      {},
      'toString',
      '__proto__',
      'logIn',
      'snapshot',
    ];
    for (const command of [...none, 'ptzStop', 'videoStream1', 'constructor', ['image']]) {
      await stage.refuses([1], { command });
    }
  });

  it('names the command in its errors', async () => {
    await load({ command: 'image' });
    const error = await stage.refusal('INVALID_INPUT', { brightness: 256 });
    assert.match(error.message, /^Gate: image: "brightness" must be a whole number from 0 to 255, not 256/);
  });

  it('refuses unknown parameters and wrong values before they reach the camera', async () => {
    await load({ command: 'image' });
    await stage.refuses([
      { foo: 1 }, { brightness: 1, foo: 1 }, { brightness: -1 }, { brightness: 256 }, { brightness: '128' },
      { brightness: NaN }, { brightness: Infinity }, { brightness: 1.5 }, { brightness: null }, { brightness: [] },
      { brightness: true }, { tvsystem: 55 }, { antificker: 'maybe' }, { antificker: 2 }, { Brightness: 1 },
      { hasOwnProperty: 1 }, JSON.parse('{"__proto__": 1}'), { brightness: {} },
    ]); // prettier-ignore
  });

  for (const [command, payload] of [
    ['network', { dns1: '8.8.4.4' }], ['users', { action: 'delete', name: 'bob' }], ['ports', { webport: 81 }],
    ['uidValidTime', { validTime: 80 }], ['deviceName', { deviceName: 'x' }], ['factoryReset', {}],
    ['factoryReset', { retain_network: true }], ['webLogin', 1], ['reboot', 1], ['raw', { path: 'getmodel' }],
  ] as const) {
    it(`does not let ${command} change anything unless allowed`, async () => {
      await load({ command });
      const error = await stage.refusal('NOT_ALLOWED', payload);
      assert.match(error.message, new RegExp(`^Gate: ${command}: .*allow`, 'i'));
      assert.deepEqual(stage.camera.requests, []);
    });
  } // prettier-ignore

  for (const command of ['users', 'network', 'ports']) {
    it(`always reads ${command}`, async () => {
      await load({ command });
      await stage.result();
    });
  }

  it('asks for a permission that is plainly given', async () => {
    await load({ command: 'raw', allowDestructive: 'false' });
    await stage.refusal('NOT_ALLOWED', { path: 'getmodel' });
  });

  it('opens the relay with and ends a pulse by the same means as the relay node', async () => {
    await load({ command: 'relay' });
    assert.deepEqual(await stage.result({ status: 1 }), { status: 1 });
    assert.deepEqual(await stage.result(), { status: 1 });
    await stage.refusal('INVALID_INPUT', { status: 2 });
  });
});
