import assert from 'node:assert/strict';
import { request } from 'node:http';
import { ControlPage } from '../../../simulator/index';
import { masked } from '../../../simulator/control/masked';
import { ask, logIn, setUp, type CameraFixture } from './support';

interface Said {
  status: number;
  text: string;
}

describe('simulator: the control page', () => {
  let on: CameraFixture;
  let control: ControlPage;
  beforeEach(async () => {
    on = await setUp();
    control = await ControlPage.start(on.camera);
  });
  afterEach(async () => {
    await control.stop();
    await on.camera.stop();
  });

  const press = (name: string, value?: string, type = 'application/json'): Promise<Response> =>
    fetch(`${control.url}/simulator/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: JSON.stringify({ value }),
    });
  const state = async (): Promise<Record<string, unknown>> =>
    (await (await fetch(`${control.url}/simulator/state`)).json()) as Record<string, unknown>;

  it('is where the camera sends who opens its address, and has a button for everything', async () => {
    const reply = await ask(on.camera, '/');
    assert.deepEqual([reply.status, reply.headers.location], [302, control.url]);
    const page = await (await fetch(control.url)).text();
    for (const name of ['unplug', 'plug', 'lose-session', 'password', 'lock', 'unlock', 'reboot']) {
      assert.ok(page.includes(`data-action="${name}"`), name);
    }
    const picture = await fetch(`${control.url}/simulator/picture`);
    assert.equal(picture.headers.get('content-type'), 'image/jpeg');
  });

  it('is nowhere unless it was asked for', async () => {
    const plain = await setUp();
    const reply = await ask(plain.camera, '/');
    assert.equal(reply.status, 200);
    assert.ok(!reply.text.includes('<button'));
    assert.equal((await ask(plain.camera, '/simulator/unplug', { method: 'POST' })).status, 404);
    assert.equal(plain.camera.network, 'on');
    await plain.camera.stop();
  });

  it('pulls the plug, stays, and plugs in again', async () => {
    assert.equal((await press('unplug')).status, 200);
    await assert.rejects(ask(on.camera, '/'));
    assert.equal((await state())['network'], 'unplugged');
    await press('plug');
    assert.equal((await state())['network'], 'on');
    assert.equal((await on.get('keep_alive')).status, 200);
  });

  it('raises and clears alarms', async () => {
    const codes: number[] = [];
    on.camera.alarms.listen({ code: ({ code }) => codes.push(code) });
    for (const name of ['input', 'motion', 'person', 'vehicle']) await press(name);
    assert.equal((await state())['alarms'], 'input 1, motion, person, vehicle');
    await press('input');
    assert.equal((await state())['alarms'], 'motion, person, vehicle');
    await press('cover');
    assert.deepEqual(codes, [13]);
  });

  it('says who listens for alarms', async () => {
    assert.equal((await state())['listening'], '0 by the control port, 0 by ONVIF');
  });

  it('loses the session', async () => {
    assert.equal((await state())['sessions'], 1);
    await press('lose-session');
    assert.match((await on.get('keep_alive')).text, /uid error/);
  });

  it('changes the password, to something', async () => {
    assert.equal((await press('password', '')).status, 400);
    await press('password', 'another');
    await assert.rejects(logIn(on.camera));
    assert.ok(await logIn(on.camera, 'admin', 'another'));
  });

  it('locks the account and unlocks it', async () => {
    await press('lock');
    assert.equal((await state())['account'], 'locked');
    await assert.rejects(logIn(on.camera), /locked/);
    await press('unlock');
    assert.ok(await logIn(on.camera));
  });

  it('reboots', async () => {
    await press('reboot');
    assert.equal((await state())['network'], 'rebooting');
    while ((await state())['network'] !== 'on') await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(on.camera.state.reboots, 1);
  });

  it('tells how the camera is, and no secrets', async () => {
    await on.get('setRelayStatus', 'status=1');
    await on.get('ptz_ctrl', 'move_x=1&move_y=0&speed=1');
    on.clock.now += 1000;
    await ask(on.camera, '/cgi-bin/getuid?username=admin&password=wrong-one');
    await on.get('set_led', 'brightness=70&ledstatus=1&ledmode=1');
    const told = await state();
    assert.equal(told['relay'], 'open');
    assert.match(String(told['position']), /^pan 8\.0°, tilt 0\.0°.*moving$/);
    assert.equal(told['lamp'], 'infrared, 70 %');
    assert.match(String(told['requests']), /setRelayStatus\?uid=…&status=1 {2}→ 200/);
    for (const secret of [on.uid, '123456', 'wrong-one']) assert.ok(!JSON.stringify(told).includes(secret));
  });

  it('obeys nobody from another site', async () => {
    assert.equal((await press('unplug', '', 'text/plain')).status, 415);
    const { status } = await new Promise<Said>((resolve, reject) => {
      const headers = { Host: 'elsewhere.example', 'Content-Type': 'application/json' };
      const { port } = control;
      const asked = request({ host: '127.0.0.1', port, path: '/simulator/unplug', method: 'POST', headers });
      asked.on('response', (reply) => {
        reply.resume();
        resolve({ status: reply.statusCode ?? 0, text: '' });
      });
      asked.on('error', reject);
      asked.end('{}');
    });
    assert.equal(status, 403);
    assert.equal((await press('constructor')).status, 404);
    assert.equal(on.camera.network, 'on');
  });
});

describe('simulator: a request as it is shown', () => {
  for (const [url, shown] of [
    ['/cgi-bin/osd', '/cgi-bin/osd'],
    ['/cgi-bin/osd?uid=12ab&enable=1', '/cgi-bin/osd?uid=…&enable=1'],
    ['/cgi-bin/getuid?username=admin&password=a%26b', '/cgi-bin/getuid?username=admin&password=…'],
    ['/x?action=edit&newpasswd=pw', '/x?action=edit&newpasswd=…'],
    ['/x?title_utf8=uid=12ab', '/x?…=…'],
    ['/x?uid=1&streamid=key&more=key', '/x?uid=…&streamid=…'],
  ] as const) {
    it(url, () => assert.equal(masked(url), shown));
  }
});
