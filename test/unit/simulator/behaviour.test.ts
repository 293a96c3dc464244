import assert from 'node:assert/strict';
import { ask, bare, START, setUp, type CameraFixture } from './support';

describe('simulator: relay', () => {
  it('remembers its changes and when they came', async () => {
    const on = await setUp();
    await on.get('setRelayStatus', 'status=1');
    await on.get('setRelayStatus', 'status=1');
    on.clock.now += 1500;
    await on.get('setRelayStatus', 'status=0');
    assert.deepEqual(on.camera.history.relay, [
      { open: true, at: START },
      { open: false, at: START + 1500 },
    ]);
    await on.camera.stop();
  });

  it('says success without having one, and tells when asked', async () => {
    const on = await setUp({ hasRelay: false });
    assert.equal(
      bare(await on.get('setRelayStatus', 'status=1')),
      '<RelayStatus> set status=1</RelayStatus>',
    );
    const reply = await on.get('getRelayStatus');
    assert.equal(reply.status, 400);
    assert.equal(bare(reply), '<RelayStatus>Get status(0) fail</RelayStatus>');
    await on.camera.stop();
  });

  it('can be switched by hand', async () => {
    const on = await setUp();
    on.camera.state.relay.open = true;
    assert.match((await on.get('getRelayStatus')).text, /status=1/);
    await on.camera.stop();
  });
});

describe('simulator: ptz', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  it('moves at the commanded speed until it is stopped', async () => {
    const { ptz } = on.camera.state;
    await on.get('ptz_ctrl', 'move_x=1&move_y=-1&speed=2');
    on.clock.now += 1000;
    assert.ok(ptz.moving);
    await on.get('ptz_ctrl', 'stop=1');
    on.clock.now += 1000;
    assert.deepEqual(ptz.position, { pan: 16, tilt: -10, zoom: 1, focus: 50, iris: 50 });
    assert.ok(!ptz.moving);
    assert.deepEqual(
      on.camera.history.ptz.map(({ kind, at }) => [kind, at - START]),
      [
        ['move', 0],
        ['stop', 1000],
      ],
    );
  });

  it('ends at its mechanical ends', async () => {
    const { ptz } = on.camera.state;
    await on.get('ptz_ctrl', 'move_x=-1&move_y=0&speed=10');
    on.clock.now += 50_000;
    assert.equal(ptz.position.pan, -170);
    assert.ok(!ptz.moving);
    await on.get('ptz_ctrl', 'zoom=1');
    on.clock.now += 50_000;
    assert.equal(ptz.position.zoom, 20);
  });

  it('takes a new movement instead of the old one', async () => {
    const { ptz } = on.camera.state;
    await on.get('ptz_ctrl', 'move_x=1&move_y=0&speed=1');
    on.clock.now += 1000;
    await on.get('ptz_ctrl', 'move_x=0&move_y=1&speed=1');
    on.clock.now += 1000;
    assert.equal(ptz.position.pan, 8);
    assert.equal(ptz.position.tilt, 5);
  });

  it('goes back to a preset', async () => {
    const { ptz } = on.camera.state;
    ptz.position = { pan: 30, zoom: 4 };
    await on.get('ptz_ctrl', 'add_preset=255');
    ptz.position = { pan: -30, zoom: 1 };
    await on.get('ptz_ctrl', 'call_preset=255');
    assert.ok(ptz.moving);
    on.clock.now += 10_000;
    assert.equal(ptz.position.pan, 30);
    assert.equal(ptz.position.zoom, 4);
    await on.get('ptz_ctrl', 'delete_preset=255');
    assert.equal(ptz.presets.size, 0);
  });

  it('says success without motors and does not move', async () => {
    const still = await setUp({ hasPtz: false });
    assert.match((await still.get('getcapabilities')).text, /ptz="0"/);
    assert.equal((await still.get('ptz_ctrl', 'move_x=1&move_y=0')).status, 200);
    assert.deepEqual(still.camera.history.ptz, []);
    await still.camera.stop();
  });
});

describe('simulator: motion', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  it('reports zeros while it is off, and keeps the real area', async () => {
    assert.match((await on.get('motion', 'enable=0')).text, /areavalue="0{100}"/);
    assert.match((await on.get('motion', 'enable=1')).text, /areavalue="(ff){49}0f"/);
  });

  it('loses its area to who writes the zeros back', async () => {
    await on.get('motion', 'enable=0');
    await on.get('motion', `areavalue=${'0'.repeat(100)}`);
    assert.match((await on.get('motion', 'enable=1')).text, /areavalue="0{100}"/);
  });

  it('accepts every grid with an area of its size', async () => {
    const full = { '1x1': '01', '2x2': '0f', '3x2': '3f', '3x3': 'ff01', '4x3': 'ff0f', '4x4': 'ffff' };
    for (const [grid, area] of Object.entries(full)) {
      const reply = await on.get('motion', `blockcount=${grid}&areavalue=${area}`);
      assert.match(reply.text, new RegExp(`blockcount="${grid}" areavalue="${area}"`));
    }
    assert.match((await on.get('motion', 'blockcount=8x8')).text, /areavalue="f{16}"/);
    assert.match((await on.get('motion', 'blockcount=16x16')).text, /areavalue="f{64}"/);
    assert.match((await on.get('motion', 'blockcount=22x18')).text, /areavalue="(ff){49}0f"/);
  });

  it('gives the night value to a day parameter that comes after it', async () => {
    await on.get('motion', 'night_sensitivity=5&sensitivity=6');
    assert.equal(on.camera.state.settings.motion['sensitivity'], '5');
  });
});

describe('simulator: users', () => {
  it('log in with their own password until they are disabled', async () => {
    const on = await setUp();
    await on.get('user_management', 'action=add&name=eve&newpasswd=pw&privilege=Operator&enable=Enable');
    const path = '/cgi-bin/getuid?username=eve&password=pw';
    assert.equal((await ask(on.camera, path)).status, 200);
    await on.get('user_management', 'action=edit&name=eve&enable=Disable');
    assert.match((await ask(on.camera, path)).text, /password error/);
    await on.get('user_management', 'action=delete&name=eve');
    assert.equal(on.camera.state.accounts.list.length, 1);
    await on.camera.stop();
  });
});

describe('simulator: the field’s lifetime of a uid', () => {
  it('is taken in milliseconds while the answer says sec', async () => {
    const on = await setUp({ style: 'field' });
    assert.match((await on.get('setUidValidTime', 'validTime=80')).text, /Uid valid time is 80 sec/);
    on.clock.now += 80;
    assert.match((await on.get('keep_alive')).text, /uid error/);
    await on.camera.stop();
  });
});

describe('simulator: the web log-in', () => {
  it('shows the picture to who knows the password and the form to others', async () => {
    const on = await setUp();
    assert.match((await ask(on.camera, '/WEBlogin?username=admin&password=123456')).text, /m_plugin/);
    assert.match((await ask(on.camera, '/WEBlogin?username=admin&password=x')).text, /login/);
    assert.match((await ask(on.camera, '/nowhere')).text, /404 Not Found/);
    await on.camera.stop();
  });
});
