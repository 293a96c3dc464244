import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { ask, setUp, START, type Reply, type CameraFixture } from './support';

const PATH = '/OnvifFirmwareUpgrade';
const BASIC = `Basic ${Buffer.from('admin:123456').toString('base64')}`;
const OCTETS = 'application/octet-stream';

describe('simulator: firmware', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  const post = (body: Buffer, headers: Record<string, string>): Promise<Reply> =>
    ask(on.camera, PATH, { method: 'POST', body, headers });

  it('is taken, remembered by length and digest, and followed by a reboot', async () => {
    const body = Buffer.alloc(3_000_000, 'firmware');
    const reply = await post(body, { 'Content-Type': OCTETS, Authorization: BASIC });
    assert.equal(reply.status, 200);
    assert.equal(reply.text, '');
    const sha256 = createHash('sha256').update(body).digest('hex');
    assert.deepEqual(on.camera.history.upgrades, [{ bytes: 3_000_000, sha256, at: START }]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(on.camera.state.reboots, 1);
  });

  it('is refused without the password', async () => {
    const reply = await post(Buffer.from('x'), { 'Content-Type': OCTETS });
    assert.equal(reply.status, 401);
    assert.match(reply.headers['www-authenticate'] ?? '', /^Basic/);
    const wrong = `Basic ${Buffer.from('admin:x').toString('base64')}`;
    assert.equal(
      (await post(Buffer.from('x'), { 'Content-Type': OCTETS, Authorization: wrong })).status,
      401,
    );
  });

  it('is refused with status 200 when its type is another, or is written otherwise', async () => {
    for (const type of ['multipart/form-data', `${OCTETS}; charset=binary`]) {
      const reply = await post(Buffer.from('x'), { 'Content-Type': type, Authorization: BASIC });
      assert.equal(reply.status, 200);
      assert.match(reply.text, /<fault>/);
    }
    assert.deepEqual(on.camera.history.upgrades, []);
  });

  it('is refused in chunks', async () => {
    const headers = { 'Content-Type': OCTETS, Authorization: BASIC, 'Transfer-Encoding': 'chunked' };
    const reply = await post(Buffer.from('x'), headers);
    assert.match(reply.text, /error content length/);
  });

  it('is refused when it is empty', async () => {
    const headers = { 'Content-Type': OCTETS, Authorization: BASIC, 'Content-Length': '0' };
    assert.match((await post(Buffer.alloc(0), headers)).text, /error firmware/);
  });

  it('is not installed by a client that leaves in the middle', async () => {
    const headers = { 'Content-Type': OCTETS, Authorization: BASIC, 'Content-Length': '1000' };
    const outgoing = request({
      host: '127.0.0.1',
      port: on.camera.port,
      path: PATH,
      method: 'POST',
      headers,
    });
    outgoing.on('error', () => undefined);
    outgoing.write('half');
    await on.camera.when(PATH);
    outgoing.destroy();
    while (on.camera.concurrency.now > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(on.camera.history.upgrades, []);
    assert.equal(on.camera.state.reboots, 0);
  });

  it('can be met with a reset in the middle', async () => {
    on.camera.injectFault('reset-midway');
    const body = Buffer.alloc(5_000_000);
    await assert.rejects(post(body, { 'Content-Type': OCTETS, Authorization: BASIC }), /ECONNRESET|EPIPE/);
    assert.deepEqual(on.camera.history.upgrades, []);
  });
});
