import assert from 'node:assert/strict';
import { setUp, START, type CameraFixture } from '../support';
import { soap, subscribe } from './client';

const INFORMATION = '<tds:GetDeviceInformation/>';

describe('simulator: ONVIF services', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  it('tells the time to everyone', async () => {
    on.camera.state.settings.clockOffsetMs = 3_600_000;
    const { text } = await soap(on.camera, '<tds:GetSystemDateAndTime/>', { token: null });
    assert.match(text, /<tt:Hour>13<\/tt:Hour><tt:Minute>0<\/tt:Minute>/);
    assert.match(text, /<tt:Year>2024<\/tt:Year><tt:Month>1<\/tt:Month><tt:Day>31<\/tt:Day>/);
  });

  it('names its services by the address at which it is', async () => {
    const base = `http://127.0.0.1:${on.camera.port}/onvif`;
    const { text } = await soap(on.camera, '<tds:GetServices/>');
    for (const path of ['device_service', 'media', 'events']) assert.ok(text.includes(`>${base}/${path}<`));
    const capabilities = await soap(on.camera, '<tds:GetCapabilities/>');
    assert.match(capabilities.text, new RegExp(`<tt:Events><tt:XAddr>${base}/events<`));
  });

  it('lists the topics it has', async () => {
    const { text } = await soap(on.camera, '<tev:GetEventProperties/>', { path: '/onvif/events' });
    assert.match(text, /<tns1:RuleEngine.*<CellMotionDetector.*<Motion wstop:topic="true">/);
    assert.match(text, /<tnshik:Device/);
  });

  it('does not know other operations', async () => {
    const { status, text } = await soap(on.camera, '<tds:SystemReboot/>');
    assert.equal(status, 500);
    assert.match(text, /ter:ActionNotSupported/);
  });

  it('takes anything but SOAP for a fault', async () => {
    const { status, text } = await soap(on.camera, '');
    assert.equal(status, 400);
    assert.match(text, /ter:WellFormed/);
  });

  it('has a stream address for both profiles', async () => {
    for (const [profile, path] of [
      ['MainStream', 'stream0'],
      ['SubStream', 'stream1'],
    ] as const) {
      const body = `<trt:GetStreamUri><trt:ProfileToken>${profile}</trt:ProfileToken></trt:GetStreamUri>`;
      const { text } = await soap(on.camera, body, { path: '/onvif/media' });
      assert.match(
        text,
        new RegExp(`<tt:Uri>rtsp://127.0.0.1:554/${path}\\?username=admin&amp;password=E10ADC`),
      );
    }
    const body = '<trt:GetStreamUri><trt:ProfileToken>x</trt:ProfileToken></trt:GetStreamUri>';
    assert.equal((await soap(on.camera, body, { path: '/onvif/media' })).status, 400);
  });

  describe('log-in', () => {
    const refused = async (options: Parameters<typeof soap>[2]): Promise<void> => {
      const { status, text } = await soap(on.camera, INFORMATION, options);
      assert.equal(status, 400);
      assert.match(text, /ter:NotAuthorized.*Sender not Authorized/);
    };

    it('takes a digest over nonce, time and password', async () => {
      assert.match((await soap(on.camera, INFORMATION)).text, /<tds:Model>MC200J6</);
    });

    it('refuses nobody, a stranger and a wrong password', async () => {
      await refused({ token: null });
      await refused({ token: { username: 'eve' } });
      await refused({ token: { password: 'wrong' } });
    });

    it('refuses a time too far from its own clock', async () => {
      await refused({ token: { now: START - 301_000 } });
      await refused({ token: { now: START + 301_000 } });
      on.camera.state.settings.clockOffsetMs = 3_600_000;
      await refused({ token: { now: START } });
      assert.equal((await soap(on.camera, INFORMATION, { token: { now: START + 3_600_000 } })).status, 200);
    });

    it('refuses a nonce that was used before', async () => {
      const token = { nonce: Buffer.from('0123456789abcdef') };
      assert.equal((await soap(on.camera, INFORMATION, { token })).status, 200);
      await refused({ token });
    });

    it('takes everyone while it is switched off', async () => {
      await on.get('onvif', 'onvif_auth=0');
      assert.equal((await soap(on.camera, INFORMATION, { token: null })).status, 200);
    });
  });
});

describe('simulator: ONVIF', () => {
  it('can be missing', async () => {
    const on = await setUp({ onvif: false });
    assert.equal((await soap(on.camera, INFORMATION)).status, 404);
    await on.camera.stop();
  });

  it('can have a port of its own', async () => {
    const on = await setUp({ onvifPort: 0 });
    assert.equal((await soap(on.camera, INFORMATION)).status, 404);
    const own = `http://127.0.0.1:${on.camera.onvifPort}`;
    const body =
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetSystemDateAndTime/></s:Body></s:Envelope>';
    const post = (path: string) => fetch(`${own}${path}`, { method: 'POST', body });
    assert.equal((await post('/onvif/device_service')).status, 200);
    assert.equal((await post('/cgi-bin/getuid')).status, 404);
    await on.camera.unplug();
    await assert.rejects(post('/onvif/device_service'));
    await on.camera.stop();
  });

  it('does not count its pulls as requests that are worked on', async () => {
    const on = await setUp();
    on.camera.forgetRequests();
    await subscribe(on.camera);
    assert.equal(on.camera.concurrency.max, 0);
    assert.equal(on.camera.received('/onvif/events').length, 1);
    await on.camera.stop();
  });
});
