import assert from 'node:assert/strict';
import { Refusal } from '../../../../nodes/mqtt/answer';
import { lightPayload, lightState } from '../../../../nodes/mqtt/light';

describe('the light over MQTT', () => {
  it('is told in the form of the node and in that of Home Assistant', () => {
    assert.deepEqual(lightState({ on: true, light: 'white', brightness: 40 }), {
      on: true,
      light: 'white',
      brightness: 40,
      state: 'ON',
      color_mode: 'brightness',
      effect: 'white',
    });
    assert.equal(lightState({ on: false, light: 'infrared', brightness: 40 }).state, 'OFF');
  });

  it('is set in the form of the node as it is', () => {
    for (const payload of [true, 30, 'off', { on: true, light: 'white', brightness: 3 }, { brightness: 7 }])
      assert.equal(lightPayload(payload, undefined), payload);
  });

  it('is set in the form of Home Assistant', () => {
    const set = (payload: object) => lightPayload(payload, undefined);
    assert.deepEqual(set({ state: 'ON' }), { on: true });
    assert.deepEqual(set({ state: 'OFF', transition: 2 }), { on: false });
    assert.deepEqual(set({ state: 'ON', brightness: 70 }), { on: true, brightness: 70 });
    assert.deepEqual(set({ state: 'ON', effect: 'infrared' }), { on: true, light: 'infrared' });
  });

  it('comes back as it was when Home Assistant names neither brightness nor lamp', () => {
    const known = { on: false, light: 'infrared', brightness: 80 };
    assert.deepEqual(lightPayload({ state: 'ON' }, known), { on: true, light: 'infrared', brightness: 80 });
    assert.deepEqual(lightPayload({ state: 'ON', brightness: 5 }, known), {
      on: true,
      light: 'infrared',
      brightness: 5,
    });
    assert.deepEqual(lightPayload({ state: 'ON' }, { ...known, brightness: 0 }), {
      on: true,
      light: 'infrared',
    });
  });

  it('refuses states there are none, and leaves unknown keys to the node', () => {
    for (const state of ['on', 1, true, null, 'TOGGLE'])
      assert.throws(() => lightPayload({ state }, undefined), Refusal);
    assert.deepEqual(lightPayload({ state: 'ON', flash: 2 }, undefined), { on: true, flash: 2 });
  });
});
