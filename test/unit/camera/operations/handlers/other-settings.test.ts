import assert from 'node:assert/strict';
import { refusal } from '../../../../support/refusal';
import { queries, useCamera } from './support';

describe('a camera of another firmware', () => {
  const pair = useCamera();

  describe('with a clock', () => {
    const date = { year: 2001, month: 2, day: 3, hour: 4, min: 5, sec: 6 };

    it('that keeps its own time is not said to be set', async () => {
      const { camera, perform } = await pair();
      const error = await refusal(perform('time', { update_method: 'MANUAL', ...date }), 'NOT_APPLIED');
      assert.match(error.message, /^Gate: time: the camera accepted it, but its clock shows \d{4}-/);
      assert.equal(camera.state.settings.clockOffsetMs, 0);
    });

    it('that takes a date is said to be set, and may be up to two minutes off', async () => {
      const { camera, perform } = await pair({ style: 'manual' });
      const answer = await perform('time', { update_method: 'MANUAL', ...date });
      assert.match(String(answer!['current_time']), /^2001-02-03 04:0[56]:\d\d$/);
      assert.equal(queries(camera, 'time').length, 1);
    });

    it('takes any port, and servers in whose names parameters stand', async () => {
      const { camera, perform } = await pair();
      for (const ntpaddr of ['admin.example', 'second.example', 'daytime.example', 'hourly.example']) {
        assert.equal((await perform('time', { ntpaddr, port: 1 }))!['ntpaddr'], ntpaddr);
        assert.equal(camera.state.settings.time['ntpaddr'], ntpaddr);
      }
      await perform('time', { port: 65_535 });
      await refusal(perform('time', { ntpaddr: 'a?min=5' }), 'INVALID_INPUT');
    });
  });

  describe('with video', () => {
    it('is read its profile without having its settings applied again', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.video.advanced['profile'] = '2';
      assert.deepEqual(await perform('videoProfile'), { profile: 2 });
      assert.equal(camera.received('/cgi-bin/videoencoder/AdvanceEncodeConfig').length, 0);
      assert.equal(camera.state.encoderRestarts, 0);
      assert.deepEqual(await perform('videoProfile', { profile: 1 }), { profile: 1 });
    });

    it('is not sent a key frame interval that does not go with the frame rate that is set', async () => {
      const { camera, perform } = await pair();
      for (const input of [
        { stream: 2, govlength: 14 }, { stream2: { govlength: 61 } },
        { stream: 2, framerate: 20, govlength: 19 }, { stream: 2, framerate: 20, govlength: 81 },
      ]) await refusal(perform('video', input), 'INVALID_INPUT');
      assert.deepEqual(queries(camera, 'videoencoder/stream2'), []);
      await perform('video', { stream: 2, govlength: 15 });
      await perform('video', { stream: 2, framerate: 30 });
      await perform('video', { stream2: { framerate: 20, govlength: 80 } });
      assert.deepEqual(queries(camera, 'videoencoder/stream2'), ['govlength=15', 'framerate=30', 'framerate=20&govlength=80']);
    }); // prettier-ignore

    it('has a third stream that is read and set as the others', async () => {
      const { camera, perform } = await pair();
      const answer = await perform('video');
      const { stream3 } = answer as { stream3: object };
      assert.deepEqual(stream3, {
        encode_mode: 'H264', resolution: '480X360', framerate: 10, govlength: 20, bitrate: 200, bitrate_control: 'CBR',
      }); // prettier-ignore
      await perform('video', { stream3: { bitrate: 300 } });
      assert.equal(camera.state.settings.video.stream3['bitrate'], '300');
      await refusal(perform('video', { stream: 3, bitrate: 300 }), 'INVALID_INPUT');
    });
  });

  describe('with a name, accounts and sessions', () => {
    it('that cuts a name is not said to bear it', async () => {
      const { camera, perform } = await pair();
      await refusal(perform('deviceName', { deviceName: 'x'.repeat(32) }), 'INVALID_INPUT');
      assert.deepEqual(queries(camera, 'setDeviceName'), []);
      assert.deepEqual(await perform('deviceName', { deviceName: 'Gate' }), { deviceName: 'Gate' });
    });

    it('has accounts enabled and disabled by a flag or by the manual’s words', async () => {
      const { camera, perform } = await pair();
      const bob = { action: 'add', name: 'bob', newpasswd: 'secret', privilege: 'User' };
      assert.deepEqual(await perform('users', { ...bob, enable: 'Disable' }), {
        action: 'add',
        name: 'bob',
        privilege: 'User',
        enable: false,
      });
      for (const [enable, word] of [[true, 'Enable'], ['off', 'Disable'], ['Enable', 'Enable'], [0, 'Disable']]) {
        await perform('users', { action: 'edit', name: 'bob', enable });
        assert.equal(camera.state.accounts.find('bob')?.enable, word);
      } // prettier-ignore
      const { users } = (await perform('users')) as { users: object[] };
      assert.deepEqual(users[1], { name: 'bob', privilege: 'User', enable: false });
      for (const wrong of [
        { action: 'delete', name: 'admin' }, { action: 'edit', name: 'ADMIN', enable: false },
        { action: 'edit', name: 'admin', privilege: 'Operator' }, { action: 'edit', name: 'bob', newpasswd: 'a"b' },
        { action: 'edit', name: 'bob', enable: 'enable' },
      ]) await refusal(perform('users', wrong), 'INVALID_INPUT'); // prettier-ignore
      await perform('users', { action: 'edit', name: 'admin', privilege: 'Administrator', enable: true });
    });

    it('has sessions only as long as it can count', async () => {
      const { camera, perform } = await pair();
      await refusal(perform('uidValidTime', { validTime: 10_000_000 }), 'INVALID_INPUT');
      assert.deepEqual(queries(camera, 'setUidValidTime'), []);
    });
  });

  it('says after a refused setting of several that a part may be in force', async () => {
    const { camera, perform } = await pair();
    const error = await refusal(
      perform('audio', { input_volume: 5, encode_type: 'nonsense' }),
      'CAMERA_FAULT',
    );
    assert.match(error.message, /a part may be in force/);
    assert.equal(error.isNotDone, false);
    assert.ok(error.reason);
    const one = await refusal(perform('audio', { encode_type: 'nonsense' }), 'CAMERA_FAULT');
    assert.doesNotMatch(one.message, /in force/);
    assert.equal(one.isNotDone, true);
    camera.injectFault('fault-400', { path: '/cgi-bin/motion' });
    const whole = await refusal(perform('motion', { sensitivity: 5, alarmthreshold: 5 }), 'CAMERA_FAULT');
    assert.doesNotMatch(whole.message, /in force/);
  });

  it('moves along one axis without being sent the zeros of another', async () => {
    const { camera, perform } = await pair();
    await perform('ptz', { move_x: 1, zoom: 0, focus: 0, iris: 0 });
    assert.deepEqual(queries(camera, 'ptz_ctrl'), ['move_x=1']);
    await perform('ptz', { stop: 1 });
  });
});
