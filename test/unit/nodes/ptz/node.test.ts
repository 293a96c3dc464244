import assert from 'node:assert/strict';
import { useStage } from '../stage';

const MOVES = {
  left: 'move_x=-1&move_y=0', right: 'move_x=1&move_y=0', up: 'move_x=0&move_y=1', down: 'move_x=0&move_y=-1',
  'up-left': 'move_x=-1&move_y=1', 'up-right': 'move_x=1&move_y=1',
  'down-left': 'move_x=-1&move_y=-1', 'down-right': 'move_x=1&move_y=-1',
  'zoom-in': 'zoom=1', 'zoom-out': 'zoom=-1', 'focus-near': 'focus=1', 'focus-far': 'focus=-1',
  'iris-open': 'iris=1', 'iris-close': 'iris=-1',
}; // prettier-ignore
const PRESETS = {
  'goto-preset': 'call_preset',
  'set-preset': 'add_preset',
  'delete-preset': 'delete_preset',
};

describe('anjvision-ptz', () => {
  const stage = useStage();
  const load = (config: object = {}, setting = {}) =>
    stage.load({ type: 'anjvision-ptz', ...config }, setting);
  /** What was asked of the motors, each with its parameters in the order of their names. */
  const asked = () => stage.sent.map((url) => url.replace('ptz_ctrl?', '').split('&').sort().join('&'));
  const events = () => stage.camera.history.ptz.map(({ kind }) => kind);
  const inOrder = (query: string) => query.split('&').sort().join('&');

  for (const [action, query] of Object.entries(MOVES)) {
    it(`moves ${action} by its name, by an object and by configuration`, async () => {
      await load();
      assert.deepEqual(await stage.result(action), { action, speed: 5 });
      assert.deepEqual(await stage.result({ action, speed: 9 }), { action, speed: 9 });
      assert.deepEqual(asked(), [inOrder(`${query}&speed=5`), inOrder(`${query}&speed=9`)]);
      await stage.clear();
      await load({ action, speed: '2' });
      assert.deepEqual(await stage.result(12345), { action, speed: 2 });
      assert.deepEqual(asked(), [inOrder(`${query}&speed=2`)]);
    });
  }

  it('stops', async () => {
    await load({ action: 'payload' });
    assert.deepEqual(await stage.result('stop'), { action: 'stop' });
    assert.deepEqual(await stage.result({ action: 'stop' }), { action: 'stop' });
    assert.deepEqual(await stage.result({ pan: 0, tilt: 0 }), { action: 'stop' });
    assert.deepEqual(asked(), ['stop=1', 'stop=1', 'stop=1']);
  });

  it('stops whatever else is wrong', async () => {
    await load();
    assert.deepEqual(await stage.result({ action: 'stop', speed: 99 }), { action: 'stop' });
    assert.deepEqual(await stage.result({ pan: 0, speed: 0 }), { action: 'stop' });
    assert.deepEqual(asked(), ['stop=1', 'stop=1']);
  });

  for (const [action, parameter] of Object.entries(PRESETS)) {
    it(`${action} takes presets 1 to 255`, async () => {
      await load();
      assert.deepEqual(await stage.result({ action, preset: 1 }), { action, preset: 1 });
      assert.deepEqual(await stage.result({ action, preset: 255 }), { action, preset: 255 });
      assert.deepEqual(asked(), [`${parameter}=1`, `${parameter}=255`]);
      stage.camera.forgetRequests();
      for (const preset of [0, 256, 1.5, NaN, '1', null, undefined]) {
        await stage.refusal('INVALID_INPUT', { action, preset });
      }
      assert.deepEqual(stage.sent, []);
    });
  }

  it('takes the speeds 1 to 10', async () => {
    await load();
    for (const speed of [1, 10]) {
      assert.deepEqual(await stage.result({ action: 'left', speed }), { action: 'left', speed });
    }
  });

  it('goes by a joystick, whose furthest axis sets the speed', async () => {
    await load();
    assert.deepEqual(await stage.result({ pan: -0.3, tilt: 0.72 }), { action: 'up-left', speed: 7 });
    assert.deepEqual(await stage.result({ pan: 1 }), { action: 'right', speed: 10 });
    assert.deepEqual(await stage.result({ tilt: -0.01 }), { action: 'down', speed: 1 });
    assert.deepEqual(await stage.result({ zoom: -1, speed: 3 }), { action: 'zoom-out', speed: 3 });
    assert.deepEqual(asked(), [
      'move_x=-1&move_y=1&speed=7', 'move_x=1&move_y=0&speed=10', 'move_x=0&move_y=-1&speed=1',
      'speed=3&zoom=-1',
    ]); // prettier-ignore
  });

  it('moves several axes of a joystick at once', async () => {
    await load();
    await stage.result({ pan: 0.5, zoom: 0.5, focus: -0.5, iris: 0.5 });
    assert.deepEqual(asked(), ['focus=-1&iris=1&move_x=1&move_y=0&speed=5&zoom=1']);
  });

  it('takes back what it gave', async () => {
    await load({ maxDuration: 0 });
    for (const payload of [
      'left', 'stop', 'up-left', { pan: -1, zoom: 0.4 }, { pan: 0.3, tilt: -1, zoom: 1, focus: -1, iris: 1 },
      { action: 'goto-preset', preset: 4 },
    ]) {
      const given = await stage.result(payload);
      const first = asked().at(-1);
      assert.deepEqual(await stage.result(given), given);
      assert.equal(asked().at(-1), first);
    } // prettier-ignore
  });

  it('refuses movements together that there are not', async () => {
    await load();
    await stage.refuses([
      'left+right',
      'left+stop',
      'left+',
      '+',
      'left+toString',
      { action: 'up+sideways' },
    ]);
  });

  it('refuses everything else before it reaches the camera', async () => {
    await load();
    await stage.refuses([
      undefined, null, '', 'LEFT', 'upleft', 'north', 1, 0, true, NaN, [], {}, { action: 'payload' },
      { action: 'sideways' }, { action: 'left', speed: 0 }, { action: 'left', speed: 11 },
      { action: 'left', speed: 2.5 }, { action: 'left', speed: NaN }, { action: 'left', speed: '5' },
      { action: 'left', speed: null }, { action: 'left', duration: -1 }, { action: 'left', duration: NaN },
      { action: 'left', duration: '1' }, { action: 'left', duration: 1.5 }, { action: 'left', duration: null },
      { action: 'left', duration: Infinity }, { action: 'left', velocity: 3 }, { action: 'goto-preset' },
      { pan: 1.01 }, { pan: -2 }, { pan: NaN }, { pan: '1' }, { pan: null }, { pan: 1, speed: 0 },
      { pan: 1, roll: 1 }, { pan: 1, action: 'left' }, { pan: 1, duration: 'x' }, { pan: 1, preset: 3 },
      { action: 'left', preset: 'x' }, { action: 'goto-preset', preset: 1, speed: NaN },
    ]); // prettier-ignore
  });

  it('ends a movement after its duration, the message when it is under way', async () => {
    await load();
    await stage.result({ action: 'left', duration: 80 });
    await stage.until(() => events().length === 2, 'the stop');
    assert.deepEqual(events(), ['move', 'stop']);
    const [move, stop] = stage.camera.history.ptz;
    assert.ok(stop!.at - move!.at >= 75);
    await stage.until(() => stage.status.fill === 'green', 'green');
  });

  it('ends any movement after the longest time allowed', async () => {
    await load({ maxDuration: '80', duration: '0' });
    await stage.result('left');
    await stage.until(() => events().length === 2, 'the stop');
    await stage.result({ action: 'right', duration: 60_000 });
    await stage.until(() => events().length === 4, 'the second stop');
  });

  it('lets a newer movement have its full time', async () => {
    await load();
    await stage.result({ action: 'left', duration: 100 });
    await stage.result({ action: 'right', duration: 400 });
    await stage.until(() => events().includes('stop'), 'the stop');
    assert.deepEqual(events(), ['move', 'move', 'stop']);
    const [, right, stop] = stage.camera.history.ptz;
    assert.ok(stop!.at - right!.at >= 390);
  });

  it('sends only the newest of the movements that wait', async () => {
    await load();
    stage.camera.delay(150, '/cgi-bin/ptz_ctrl');
    const first = stage.tell('left');
    await stage.camera.when('/cgi-bin/ptz_ctrl');
    const others = ['up', 'down', 'zoom-in', 'right'].map((action) => stage.tell(action));
    await stage.until(() => [first, ...others].every((msg) => stage.ended(msg)), 'all to end');
    assert.deepEqual(asked(), ['move_x=-1&move_y=0&speed=5', 'move_x=1&move_y=0&speed=5']);
    const superseded = others.slice(0, -1).map((msg) => stage.outcome(msg));
    for (const { outputs, error } of superseded) assert.deepEqual([outputs, error], [[], undefined]);
  });

  it('lets a refused message change nothing of what waits', async () => {
    await load();
    stage.camera.delay(150, '/cgi-bin/ptz_ctrl');
    stage.tell('left');
    await stage.camera.when('/cgi-bin/ptz_ctrl');
    const waiting = stage.tell('right');
    await stage.refusal('INVALID_INPUT', { action: 'up', speed: 99 });
    await stage.until(() => stage.ended(waiting), 'the waiting one to end');
    assert.equal(stage.outcome(waiting).outputs.length, 1);
  });

  it('lets stop go before what waits, and drops that', async () => {
    await load();
    stage.camera.delay(150, '/cgi-bin/ptz_ctrl');
    stage.tell('left');
    await stage.camera.when('/cgi-bin/ptz_ctrl');
    const waiting = stage.tell('right');
    assert.deepEqual(await stage.result('stop'), { action: 'stop' });
    assert.deepEqual(stage.outcome(waiting).outputs, []);
    assert.equal(stage.camera.state.ptz.moving, false);
    assert.equal(stage.camera.history.ptz.filter(({ kind }) => kind === 'move').length, 1);
  });

  it('sends stop again until the camera has taken it', async () => {
    await load();
    await stage.result('left');
    stage.camera.injectFault('reset-before', { path: '/cgi-bin/ptz_ctrl', times: 3 });
    assert.deepEqual(await stage.result('stop'), { action: 'stop' });
    assert.equal(stage.camera.state.ptz.moving, false);
  });

  for (const change of ['delete', { name: 'changed' }] as const) {
    it(`stops a moving camera when ${change === 'delete' ? 'deleted' : 'redeployed'}`, async () => {
      await load({ maxDuration: '0' });
      await stage.result('left');
      await stage.redeploy(change);
      assert.deepEqual(events(), ['move', 'stop']);
    });
  }
});
