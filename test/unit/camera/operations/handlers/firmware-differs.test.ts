import assert from 'node:assert/strict';
import { execute } from '../../../../../camera/operations/execute';
import type { CameraSettings } from '../../../../../camera/device/camera';
import type { Options, SimulatedCamera } from '../../../../../simulator';
import { Bench } from '../../../../support/bench';
import { refusal } from '../../../../support/refusal';

const ALLOWED = { allowDestructive: true };
const ZEROS = '00'.repeat(50);
const G = { style: 'firmware-g' } as const;

/** What was asked of a path, without the uid. */
const queries = (camera: SimulatedCamera, path: string) =>
  camera.received(`/cgi-bin/${path}`).map(({ query }) => query.split('&').slice(1).join('&'));

describe('a camera of another firmware', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  async function pair(options: Partial<Options> = G, settings: Partial<CameraSettings> = {}) {
    const { camera, client } = await bench.pair(options, settings);
    const perform = (name: string, input: Record<string, unknown> = {}) =>
      execute(client, name, input, ALLOWED);
    return { camera, client, perform };
  }

  describe('with titles', () => {
    it('has an empty further title left out, since NULL would be written on the picture', async () => {
      const { camera, perform } = await pair();
      await perform('userOsd', { title_index: 2, title_utf8: '', fontsize: 2 });
      assert.deepEqual(queries(camera, 'userosd'), ['title_index=2', 'fontsize=2&title_index=2']);
      assert.equal(camera.state.settings.userOsd[2]!['title_utf8'], '');
    });

    it('has a further title cleared with a blank', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.userOsd[1]!['title_utf8'] = 'Yard';
      const answer = await perform('userOsd', { title_index: 1, title_utf8: '' });
      assert.equal(answer!['title_utf8'], ' ');
      assert.equal(camera.state.settings.userOsd[1]!['title_utf8'], ' ');
      assert.deepEqual(await perform('userOsd', answer), answer);
      camera.forgetRequests();
      await perform('userOsd', { title_index: 1, title_utf8: '' });
      assert.deepEqual(queries(camera, 'userosd'), ['title_index=1']);
    });

    it('keeps NULL and entities in a further title as they are', async () => {
      const { camera, perform } = await pair();
      for (const title_utf8 of ['NULL', 'a &lt; b', 'Tor 12"']) {
        const answer = await perform('userOsd', { title_index: 0, title_utf8 });
        assert.equal(answer!['title_utf8'], title_utf8);
        assert.equal(camera.state.settings.userOsd[0]!['title_utf8'], title_utf8);
      }
    });

    it('has its title cleared, and is not sent a title that clears or that would be cut', async () => {
      const { camera, perform } = await pair();
      await perform('osd', { title_utf8: '' });
      assert.deepEqual(queries(camera, 'osd'), ['title_utf8=NULL']);
      assert.equal(camera.state.settings.osd['title_utf8'], '');
      for (const title_utf8 of ['NULL', 'null', 'Tor 12" x="5', '漢'.repeat(23), 'x'.repeat(200)])
        await refusal(perform('osd', { title_utf8 }), 'INVALID_INPUT');
      assert.equal(queries(camera, 'osd').length, 1);
    });
  });

  describe('with lamps, and day and night, the other way round', () => {
    const quirks = { lampsSwapped: true, dayNightInverted: true };

    it('switches the lamp and the picture that are meant, by every way', async () => {
      const { camera, client, perform } = await pair(G, quirks);
      const white = { ledstatus: true, brightness: 60, ledmode: 2 } as const;
      assert.deepEqual(await perform('led', white), white);
      assert.deepEqual(await client.write('led', white), white);
      assert.equal(camera.state.settings.led['ledmode'], '1');
      const night = { ircutmode: 3, time: 'night' } as const;
      assert.deepEqual(await client.write('ircut', night), { ircutmode: 3 });
      assert.deepEqual(queries(camera, 'set_ircut'), ['time=day&ircutmode=3']);
    });

    it('is set to keep its lamp on or off', async () => {
      const { camera, perform } = await pair(G, quirks);
      for (const ircutmode of [7, 6]) {
        assert.deepEqual(await perform('ircut', { ircutmode }), { ircutmode });
        assert.equal(camera.state.settings.ircut['ircutmode'], String(ircutmode));
      }
    });
  });

  describe('with shutter speeds', () => {
    const set = { dayShutterMode: 1, dayShutterSpeed: 200, nightShutterMode: 1, nightShutterSpeed: 25 };

    it('has different speeds by day and by night set in two requests', async () => {
      const { camera, perform } = await pair();
      assert.deepEqual(await perform('shutter', set), set);
      assert.deepEqual(queries(camera, 'setShutterSpeed'), [
        'dayShutterMode=0&dayShutterSpeed=25&nightShutterMode=1&nightShutterSpeed=25',
        'dayShutterMode=1&dayShutterSpeed=200',
      ]);
      const text = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)]));
      assert.deepEqual(camera.state.settings.shutter, text);
    });

    it('is set by one request where that is enough', async () => {
      const { camera, perform } = await pair({ style: 'manual' });
      await perform('shutter', { ...set, nightShutterSpeed: 200 });
      await perform('shutter', { dayShutterMode: 0, dayShutterSpeed: 50 });
      await perform('shutter', { nightShutterMode: 1, nightShutterSpeed: 50 });
      assert.equal(queries(camera, 'setShutterSpeed').length, 3);
      for (const half of [{ dayShutterMode: 1 }, { nightShutterSpeed: 25 }, { ...set, nightShutterMode: undefined }])
        await refusal(perform('shutter', half), 'INVALID_INPUT');
    }); // prettier-ignore

    it('gets the two requests of one command without another between them', async () => {
      const { camera, perform } = await pair();
      await Promise.all([perform('shutter', set), perform('shutter', { ...set, nightShutterSpeed: 30 })]);
      assert.deepEqual(queries(camera, 'setShutterSpeed').map((query) => query.split('&').length), [4, 2, 4, 2]);
      assert.equal(camera.state.settings.shutter['nightShutterSpeed'], '30');
    }); // prettier-ignore
  });

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

  describe('with motion detection', () => {
    it('that answers zeros as it goes on does not have its area erased by that answer', async () => {
      const { camera, perform } = await pair();
      const { motion } = camera.state.settings;
      motion['enable'] = '0';
      const area = motion['areavalue'];
      const answer = await perform('motion', { enable: true });
      assert.deepEqual([answer!['enable'], answer!['area'], answer!['areavalue']], [true, null, null]);
      await perform('motion', answer);
      assert.equal(motion['areavalue'], area);
    });

    it('that answers the area from before a change is not believed', async () => {
      const { camera, perform } = await pair();
      const { motion } = camera.state.settings;
      const grid = await perform('motion', { blockcount: '4x4' });
      assert.deepEqual([grid!['columns'], grid!['area'], grid!['areavalue']], [4, null, null]);
      motion['enable'] = '0';
      const set = await perform('motion', { enable: true, area: ['1000', '0000', '0000', '0001'] });
      assert.equal(motion['areavalue'], '0180');
      assert.notEqual(set!['areavalue'], '0000');
      assert.equal((await perform('motion'))!['areavalue'], '0180');
    });

    it('that reads an area of another size than its grid says nothing of it', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.motion['areavalue'] = 'ffff';
      const answer = await perform('motion');
      assert.deepEqual([answer!['area'], answer!['areavalue'], answer!['columns']], [null, null, 22]);
      assert.notEqual(answer!['areavalue'], ZEROS);
    });

    it('keeps both of two settings that are sent at once, each of which needs what is set', async () => {
      const { camera, perform } = await pair();
      camera.delay(5);
      await Promise.all([perform('motion', { night_sensitivity: 3 }), perform('motion', { sensitivity: 5 })]);
      await Promise.all([perform('motion', { sensitivity: 7 }), perform('motion', { night_sensitivity: 4 })]);
      const { sensitivity, night_sensitivity } = camera.state.settings.motion;
      assert.deepEqual([sensitivity, night_sensitivity], ['7', '4']);
    });

    it('is not asked what need not be known', async () => {
      const { camera, perform } = await pair();
      await perform('motion', { enable_nighttime: true });
      assert.deepEqual(queries(camera, 'motion'), ['enable_nighttime=1']);
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

  describe('that has more commands', () => {
    it('reads and sets them', async () => {
      const { camera, perform } = await pair();
      assert.deepEqual(await perform('wdr', { enable: true, wdr_value: 7 }), { enable: true, wdr_value: 7 });
      assert.deepEqual(await perform('wdr'), { enable: true, wdr_value: 7 });
      assert.deepEqual(await perform('flip', { vertical_flip: true }), { vertical_flip: true, horizon_flip: false });
      assert.deepEqual(await perform('rtspAuth', { rtsp_auth: false }), { rtsp_auth: false });
      assert.deepEqual(await perform('rtspAuth'), {});
      assert.deepEqual(await perform('alarmOutput', { position: 6, logicalstate: 1 }), { position: 6, logicalstate: 1 });
      assert.deepEqual(camera.state.outputs, [false, false, false, false, false, false, true]);
      const { MemTotal, sd1 } = (await perform('deviceState')) as Record<string, unknown>;
      assert.deepEqual([MemTotal, sd1], [61_440, '1']);
    }); // prettier-ignore

    it('reads noise reduction as the image has it, whatever its answer calls the two', async () => {
      const { camera, perform } = await pair();
      Object.assign(camera.state.settings.image, { nr2d: '10', nr3d: '200' });
      assert.deepEqual(await perform('noiseReduction'), { y_2D_value: 10, y_3D_value: 200 });
      await perform('noiseReduction', { y_2D_value: 11, y_3D_value: 201 });
      assert.deepEqual(
        [camera.state.settings.image['nr2d'], camera.state.settings.image['nr3d']],
        ['11', '201'],
      );
    });

    it('is never asked to switch an output without its number and state', async () => {
      const { camera, perform } = await pair();
      for (const input of [{}, { position: 1 }, { logicalstate: 0 }, { position: 7, logicalstate: 0 }])
        await refusal(perform('alarmOutput', input), 'INVALID_INPUT');
      assert.deepEqual(camera.received('/cgi-bin/setAlarmState'), []);
    });

    it('is NOT_SUPPORTED for them where it does not know them', async () => {
      const { perform } = await pair({ style: 'manual' });
      for (const command of ['wdr', 'flip', 'noiseReduction', 'rtspAuth', 'deviceState'])
        await refusal(perform(command), 'NOT_SUPPORTED');
      await refusal(perform('alarmOutput', { position: 0, logicalstate: 0 }), 'NOT_SUPPORTED');
    });

    it('tells where its streams are, by its own port', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.ports['rtspport'] = '1554';
      const host = 'rtsp://127.0.0.1:1554';
      assert.deepEqual(await perform('streams'), { main: `${host}/stream0`, sub: `${host}/stream1` });
      const { perform: older } = await pair({ style: 'manual' });
      assert.deepEqual(await older('streams'), {
        main: 'rtsp://127.0.0.1:554/stream0',
        sub: 'rtsp://127.0.0.1:554/stream1',
      });
    });
  });
});
