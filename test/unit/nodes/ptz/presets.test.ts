import assert from 'node:assert/strict';
import { useStage } from '../stage';

describe('the names of presets', () => {
  const stage = useStage();
  const presets = { gate: 7, 'front door': 255, '12': 3, broken: 0, '__proto__ ': 9 };
  const load = (config: object = {}) =>
    stage.load({ type: 'anjvision-ptz', ...config }, { camera: { presets } });

  it('are taken in messages', async () => {
    await load();
    assert.deepEqual(await stage.result({ action: 'set-preset', preset: 'gate' }), {
      action: 'set-preset',
      preset: 7,
    });
    await stage.result({ action: 'goto-preset', preset: 'front door' });
    await stage.result({ action: 'goto-preset', preset: 4 });
    assert.deepEqual(stage.sent, [
      'ptz_ctrl?add_preset=7',
      'ptz_ctrl?call_preset=255',
      'ptz_ctrl?call_preset=4',
    ]);
  });

  it('may be any, in the list that the dialog saves', async () => {
    const names = ['gate', 'toString', '__proto__', 'constructor'];
    const list = names.map((name, index) => ({ name, number: index + 1 }));
    await stage.load({ type: 'anjvision-ptz' }, { camera: { presets: list } });
    for (const { name, number } of list) {
      const result = { action: 'goto-preset', preset: number };
      assert.deepEqual(await stage.result({ action: 'goto-preset', preset: name }), result);
    }
    await stage.refusal('INVALID_INPUT', { action: 'goto-preset', preset: 'valueOf' });
  });

  it('are taken from the configuration, where a name goes before a number', async () => {
    await load({ action: 'goto-preset', preset: 'gate' });
    assert.deepEqual(await stage.result('go'), { action: 'goto-preset', preset: 7 });
    await stage.clear();
    await load({ action: 'goto-preset', preset: '12' });
    assert.deepEqual(await stage.result('go'), { action: 'goto-preset', preset: 3 });
    await stage.clear();
    await load({ action: 'goto-preset', preset: ' 13 ' });
    assert.deepEqual(await stage.result('go'), { action: 'goto-preset', preset: 13 });
  });

  it('are refused if the camera does not know them, and it is said which it knows', async () => {
    await load();
    for (const preset of ['door', 'toString', '__proto__', '', '7']) {
      const { message } = await stage.refusal('INVALID_INPUT', { action: 'goto-preset', preset });
      assert.match(message, /gate, front door/);
    }
    await stage.refusal('INVALID_INPUT', { action: 'goto-preset', preset: 'broken' });
    await stage.refusal('INVALID_INPUT', { action: 'left', preset: 'door' });
    assert.deepEqual(stage.sent, []);
  });

  it('are refused by a camera without any', async () => {
    for (const none of [undefined, null, [], 'gate', {}]) {
      await stage.load({ type: 'anjvision-ptz' }, { camera: { presets: none } });
      const { message } = await stage.refusal('INVALID_INPUT', { action: 'goto-preset', preset: 'gate' });
      assert.match(message, /which has none/);
      await stage.clear();
    }
  });
});
