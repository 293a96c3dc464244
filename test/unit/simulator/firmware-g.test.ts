import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ask, bare, faultBody, logIn, setUp, type CameraFixture } from './support';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('simulator: firmware G', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp({ style: 'firmware-g' });
  });
  afterEach(() => on.camera.stop());

  const settings = () => on.camera.state.settings;

  describe('log-in', () => {
    const image = (query: string) => ask(on.camera, `/cgi-bin/image?${query}`);

    it('takes user name and password on every command, whatever their capitals', async () => {
      on.camera.changePassword('SeCret');
      assert.equal((await image('username=ADMIN&password=sEcrET&brightness=3')).status, 200);
      assert.equal(settings().image['brightness'], '3');
    });

    it('looks at them first, and refuses a good uid beside a wrong password', async () => {
      const reply = await image(`uid=${on.uid}&username=admin&password=wrong`);
      assert.equal(bare(reply), faultBody('/cgi-bin/image', 'password error'));
    });

    it('takes the MD5 of the password in any capitals', async () => {
      for (const digest of [md5('123456'), md5('123456').toUpperCase()]) {
        assert.ok(await logIn(on.camera, 'admin', digest));
      }
    });

    it('cuts a password at 63 characters as it is encoded', async () => {
      on.camera.changePassword('ü'.repeat(12));
      await assert.rejects(logIn(on.camera, 'admin', '%C3%BC'.repeat(12)), /password error/);
      on.camera.changePassword('u'.repeat(63));
      assert.ok(await logIn(on.camera, 'admin', 'u'.repeat(70)));
    });

    it('gives a uid no rights, and looks at them beside user name and password', async () => {
      await on.get('user_management', 'action=add&name=eve&newpasswd=pw&privilege=User&enable=Enable');
      const uid = await logIn(on.camera, 'eve', 'pw');
      assert.equal((await image(`uid=${uid}&brightness=4`)).status, 200);
      for (const path of ['/cgi-bin/image?brightness=5&', '/cgi-bin/getinfo?']) {
        const reply = await ask(on.camera, `${path}username=eve&password=pw`);
        assert.equal(reply.status, 403);
        assert.match(reply.text, /<reason>user has no authority</);
      }
      assert.equal(settings().image['brightness'], '4');
    });

    it('tells kernel, serial and the seller’s names to user name and password', async () => {
      const { text } = await ask(on.camera, '/cgi-bin/getinfo?username=admin&password=123456');
      assert.match(text, /sn="0012300456789" oem_model="MC200J6" oem_sn="OEM-0012300456789"/);
    });
  });

  it('knows a path by its beginning', async () => {
    for (const path of ['/cgi-bin/osdx', '/cgi-bin/osd/more']) {
      const reply = await ask(on.camera, `${path}?uid=${on.uid}`);
      assert.equal(reply.status, 400);
      assert.equal(bare(reply), faultBody('/cgi-bin/osd', 'error, parse parameters'));
    }
    assert.equal((await ask(on.camera, `/cgi-bin/nonsense?uid=${on.uid}`)).status, 404);
  });

  it('keeps what came before a refused parameter', async () => {
    assert.equal((await on.get('image', 'brightness=9&contrast=999&saturation=9')).status, 400);
    assert.deepEqual(
      [settings().image['brightness'], settings().image['contrast'], settings().image['saturation']],
      ['9', '128', '128'],
    );
    assert.equal((await on.get('videoencoder/stream2', 'framerate=20&govlength=200')).status, 400);
    assert.equal(settings().video.stream2['framerate'], '20');
  });

  it('keeps nothing of a refused motion or storage', async () => {
    assert.equal((await on.get('motion', 'sensitivity=9&alarmthreshold=999')).status, 400);
    assert.equal(settings().motion['sensitivity'], '80');
    assert.equal((await on.get('setScheduleStorage', 'localEnable=0&stream=9')).status, 400);
    assert.equal(settings().storage['localEnable'], '1');
  });

  it('writes no reason phrase, and a blank behind the type', async () => {
    const { headers, status } = await on.get('getmodel');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/xml');
    const raw = await fetch(`${on.camera.url}/cgi-bin/getmodel?uid=${on.uid}`);
    assert.equal(raw.statusText, '');
  });

  it('starts pan and tilt before it refuses a zero of the lens', async () => {
    const reply = await on.get('ptz_ctrl', 'move_x=1&zoom=0&speed=1');
    assert.equal(bare(reply), faultBody('/cgi-bin/ptz_ctrl', 'zoom range: -1,0,1'));
    assert.ok(on.camera.state.ptz.moving);
  });

  it('has the lamps and day and night the other way round', async () => {
    await on.get('set_led', 'ledstatus=1&brightness=50&ledmode=1');
    await on.get('set_ircut', 'ircutmode=3&time=day');
    const state = JSON.parse((await ask(on.camera, '/simulator/state')).text) as Record<string, string>;
    assert.equal(state['lamp'], 'white, 50 %');
    await on.get('set_led', 'ledstatus=0');
    const later = JSON.parse((await ask(on.camera, '/simulator/state')).text) as Record<string, string>;
    assert.match(later['picture'] ?? '', /^night/);
  });

  it('has modes that keep the lamp on and off', async () => {
    const lampNow = async (): Promise<string | undefined> =>
      (JSON.parse((await ask(on.camera, '/simulator/state')).text) as Record<string, string>)['lamp'];
    await on.get('set_led', 'ledstatus=0&ledmode=2');
    await on.get('set_ircut', 'ircutmode=6');
    assert.equal(await lampNow(), 'infrared, 50 %');
    await on.get('set_led', 'ledstatus=1&brightness=50&ledmode=2');
    await on.get('set_ircut', 'ircutmode=7');
    assert.equal(await lampNow(), 'off');
  });

  describe('motion', () => {
    it('answers a write with the area from before', async () => {
      assert.match((await on.get('motion', 'enable=0')).text, /enable="0".*areavalue="(ff){49}0f"/);
      assert.match((await on.get('motion', 'enable=1')).text, /enable="1".*areavalue="0{100}"/);
      assert.match((await on.get('motion')).text, /areavalue="(ff){49}0f"/);
    });

    it('answers a new grid beside the old area', async () => {
      assert.match(
        (await on.get('motion', 'blockcount=4x4')).text,
        /blockcount="4x4" areavalue="(ff){49}0f"/,
      );
      assert.match((await on.get('motion')).text, /blockcount="4x4" areavalue="ffff"/);
    });

    it('answers the area that was set', async () => {
      assert.match((await on.get('motion', 'blockcount=2x2&areavalue=05')).text, /areavalue="05"/);
    });
  });

  describe('shutter', () => {
    it('stores the day’s speed for both', async () => {
      await on.get(
        'setShutterSpeed',
        'dayShutterMode=1&dayShutterSpeed=500&nightShutterMode=1&nightShutterSpeed=50',
      );
      assert.equal(settings().shutter['nightShutterSpeed'], '500');
    });

    it('refuses the night’s pair alone, having stored its mode', async () => {
      const reply = await on.get('setShutterSpeed', 'nightShutterMode=1&nightShutterSpeed=50');
      assert.match(reply.text, /nightShutterSpeed: : 10 or 10000/);
      assert.equal(settings().shutter['nightShutterMode'], '1');
    });

    it('can have two speeds by two requests', async () => {
      await on.get(
        'setShutterSpeed',
        'dayShutterMode=0&dayShutterSpeed=50&nightShutterMode=1&nightShutterSpeed=50',
      );
      await on.get('setShutterSpeed', 'dayShutterMode=1&dayShutterSpeed=500');
      assert.deepEqual(settings().shutter, {
        dayShutterMode: '1',
        dayShutterSpeed: '500',
        nightShutterMode: '1',
        nightShutterSpeed: '50',
      });
    });
  });

  it('applies the encoder’s settings again when the profile is only read, and does not tell it', async () => {
    settings().video.advanced['profile'] = '2';
    await on.get('videoencoder/stream1');
    assert.equal(on.camera.state.encoderRestarts, 0);
    assert.match((await on.get('videoencoder/AdvanceEncodeConfig')).text, /EncodeProfile=""/);
    assert.equal(on.camera.state.encoderRestarts, 1);
    assert.match((await on.get('videoencoder/stream1')).text, /EncodeProfile="2"/);
  });

  it('sets a third stream', async () => {
    assert.match((await on.get('videoencoder/stream3', 'bitrate=300')).text, /<stream3 .*bitrate="300"/);
  });

  it('cuts a device name at 31 characters and keeps the model', async () => {
    const reply = await on.get('setDeviceName', `deviceName=${'n'.repeat(40)}`);
    assert.match(reply.text, /\(n{31}\) successful/);
    assert.equal(settings().deviceName, 'n'.repeat(31));
    assert.equal(settings().model, 'MC200J6');
  });

  it('restarts without a device name', async () => {
    assert.equal((await on.get('setDeviceName')).status, 200);
    while (on.camera.state.reboots === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('cuts a title at 199 characters as they are encoded', async () => {
    await on.get('osd', `title_utf8=${'x'.repeat(250)}`);
    assert.equal(settings().osd['title_utf8'], 'x'.repeat(199));
  });

  it('lets nobody touch admin, and names have 39 bytes', async () => {
    for (const query of [
      'action=delete&name=admin',
      'action=edit&name=Admin&privilege=User',
      'action=edit&name=admin&enable=Disable',
      `action=add&name=${'n'.repeat(40)}&newpasswd=1&privilege=User&enable=Enable`,
    ]) {
      assert.match((await on.get('user_management', query)).text, /error username/, query);
    }
    assert.equal((await on.get('user_management', 'action=edit&name=admin&newpasswd=new')).status, 200);
  });

  it('switches output 0 off when it is told nothing', async () => {
    on.camera.state.outputs[0] = true;
    await on.get('setAlarmState');
    assert.equal(on.camera.state.outputs[0], false);
    await on.get('setAlarmState', 'position=3&logicalstate=1');
    await on.get('setAlarmState', 'position=3');
    assert.equal(on.camera.state.outputs[3], false);
  });

  it('refuses a firmware’s log-in with status 200, and cuts a password at a colon', async () => {
    const post = (pair: string) =>
      ask(on.camera, '/OnvifFirmwareUpgrade', {
        method: 'POST',
        body: Buffer.from('x'),
        headers: {
          'Content-Type': 'application/octet-stream',
          Authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        },
      });
    const refused = await post('admin:wrong');
    assert.equal(refused.status, 200);
    assert.match(refused.text, /<reason>Authentication failed</);
    on.camera.changePassword('with:colon');
    assert.match((await post('admin:with:colon')).text, /Authentication failed/);
    assert.equal(on.camera.history.upgrades.length, 0);
  });

  it('takes every number but 1 for the sub stream', async () => {
    assert.equal((await on.get('snapshot.cgi', 'stream=7')).headers['content-type'], 'image/jpeg');
  });
});

describe('simulator: commands beyond the manual', () => {
  for (const style of ['manual', 'field'] as const) {
    it(`are unknown in the ${style} style`, async () => {
      const on = await setUp({ style });
      for (const command of [
        'set_wdr',
        'set_flip',
        'set_noise_reduction',
        'rtsp',
        'getDevState',
        'setAlarmState',
      ]) {
        assert.equal((await on.get(command)).status, 404, command);
      }
      await on.camera.stop();
    });
  }
});

describe('simulator: options of single cameras', () => {
  it('a relay tells its state late', async () => {
    const on = await setUp({ relayLagMs: 200 });
    await on.get('setRelayStatus', 'status=1');
    on.clock.now += 199;
    assert.match((await on.get('getRelayStatus')).text, /status=0/);
    on.clock.now += 1;
    assert.match((await on.get('getRelayStatus')).text, /status=1/);
    await on.camera.stop();
  });

  it('a small server is reset by a long URL', async () => {
    const on = await setUp({ maxUrlLength: 128 });
    await assert.rejects(on.get('osd', `title_utf8=${'x'.repeat(100)}`), /ECONNRESET/);
    assert.equal((await on.get('osd')).status, 200);
    await on.camera.stop();
  });

  it('a frame rate alone leaves a key frame interval that no longer fits', async () => {
    const on = await setUp();
    const { text } = await on.get('videoencoder/stream1', 'framerate=10');
    assert.match(text, /<stream1 .*framerate="10" govlength="100"/);
    assert.match((await on.get('videoencoder/stream1', 'govlength=100')).text, /govlength range: 10-40/);
    await on.camera.stop();
  });

  it('newer firmware checks a connection for whoever asks', async () => {
    const on = await setUp({ style: 'field' });
    on.camera.state.unreachable.push('far.example');
    assert.match((await ask(on.camera, '/cgi-bin/connect_check?addr=a.example')).text, /status="1"/);
    assert.match((await ask(on.camera, '/cgi-bin/connect_check?addr=far.example')).text, /status="0"/);
    await on.camera.stop();
  });
});
