import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { loadImage } from '@napi-rs/canvas';
import { SPECIAL_FAULTS, type SpecialFault } from '../../../simulator/index';
import { ask, setUp, type CameraFixture } from './support';

const ANSWER = /<RelayStatus> set status=1<\/RelayStatus>/;

describe('simulator: special faults', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  const isOpen = (): boolean => on.camera.state.relay.open;
  const open = () => on.get('setRelayStatus', 'status=1');

  /** Everything that comes back until the camera closes, or says nothing for a while. */
  const raw = (path: string, waitMs = 60): Promise<string> =>
    new Promise((resolve) => {
      let all = '';
      const socket = connect(on.camera.port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\n\r\n`));
      socket.setTimeout(waitMs, () => socket.destroy());
      socket.on('data', (piece) => (all += piece.toString('latin1')));
      socket.on('error', () => undefined).on('close', () => resolve(all));
    });
  const rawOpen = (kind: SpecialFault): Promise<string> => {
    on.camera.injectFault(kind);
    return raw(`/cgi-bin/setRelayStatus?uid=${on.uid}&status=1`);
  };

  it(`upgrade: ${SPECIAL_FAULTS.upgrade}`, async () => {
    assert.match(
      await rawOpen('upgrade'),
      /^HTTP\/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n$/,
    );
    assert.equal(isOpen(), false);
    assert.match((await open()).text, ANSWER);
  });

  it(`late: ${SPECIAL_FAULTS.late}`, async () => {
    on.camera.injectFault('late', { effectMs: 80 });
    await assert.rejects(
      ask(on.camera, `/cgi-bin/setRelayStatus?uid=${on.uid}&status=1`, { timeoutMs: 30 }),
      /no answer/,
    );
    await on.camera.unplug();
    assert.equal(isOpen(), false);
    while (!isOpen()) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('late: a reboot in between forgets the command', async () => {
    on.camera.injectFault('late', { effectMs: 40 });
    await assert.rejects(
      ask(on.camera, `/cgi-bin/setRelayStatus?uid=${on.uid}&status=1`, { timeoutMs: 10 }),
      /no answer/,
    );
    await on.camera.reboot(60);
    assert.equal(isOpen(), false);
  });

  it(`unauthorized: ${SPECIAL_FAULTS.unauthorized}`, async () => {
    on.camera.injectFault('unauthorized');
    assert.equal((await open()).status, 401);
    assert.equal(isOpen(), false);
  });

  it(`refusal: ${SPECIAL_FAULTS.refusal}`, async () => {
    on.camera.injectFault('refusal');
    on.camera.injectFault('refusal', { status: 400, reason: 'too many users' });
    const [first, second] = [await open(), await open()];
    assert.equal(first.status, 403);
    assert.match(first.text, /<reason>user has no authority</);
    assert.equal(second.status, 400);
    assert.match(second.text, /<reason>too many users</);
    assert.equal(isOpen(), false);
  });

  it(`slow: ${SPECIAL_FAULTS.slow}`, async () => {
    on.camera.injectFault('slow', { intervalMs: 40 });
    const before = Date.now();
    assert.match((await open()).text, ANSWER);
    assert.ok(Date.now() - before >= 30);
  });

  it(`echo-secrets: ${SPECIAL_FAULTS['echo-secrets']}`, async () => {
    on.camera.injectFault('echo-secrets');
    const { text } = await on.get('image');
    const md5 = createHash('md5').update('123456').digest('hex');
    for (const secret of [on.uid, '"123456"', md5, md5.toUpperCase()]) assert.ok(text.includes(secret), text);
    assert.match(text, /^<\?xml [^>]*>\n<image session="/);
  });

  it(`echo-secret-names: ${SPECIAL_FAULTS['echo-secret-names']}`, async () => {
    on.camera.injectFault('echo-secret-names');
    assert.match((await on.get('image')).text, new RegExp(`<x-${on.uid} x-.*<x-123456>`));
  });

  it(`bare-line-feeds: ${SPECIAL_FAULTS['bare-line-feeds']}`, async () => {
    const answer = await rawOpen('bare-line-feeds');
    assert.match(answer, /^HTTP\/1.1 200 OK\nContent-Type: text\/xml\nContent-Length: \d+\n\n<\?xml/);
  });

  it(`double-length: ${SPECIAL_FAULTS['double-length']}`, async () => {
    assert.match(await rawOpen('double-length'), /Content-Length: (\d+)\r\nContent-Length: \1\r\n\r\n/);
  });

  it(`no-reason-phrase: ${SPECIAL_FAULTS['no-reason-phrase']}`, async () => {
    assert.match(await rawOpen('no-reason-phrase'), /^HTTP\/1.1 200\r\nContent-Type/);
  });

  it(`trailing-bytes: ${SPECIAL_FAULTS['trailing-bytes']}`, async () => {
    on.camera.injectFault('trailing-bytes');
    assert.ok((await open()).text.endsWith('</RelayStatus>\n\0 \0 \n'));
  });

  it(`gb2312: ${SPECIAL_FAULTS.gb2312}`, async () => {
    await on.get('osd', 'title_utf8=%E5%A4%A7%E9%97%A8');
    on.camera.injectFault('gb2312');
    const { body } = await on.get('osd');
    const text = new TextDecoder('gb2312').decode(body);
    assert.match(text, /^<\?xml version="1.0" encoding="GB2312"\?>/);
    assert.match(text, /title_utf8="大门"/);
    assert.doesNotMatch(body.toString('utf8'), /大门/);
  });

  it('jpeg-tail, jpeg-fill: pictures that are still pictures', async () => {
    for (const kind of ['jpeg-tail', 'jpeg-fill'] as const) {
      on.camera.injectFault(kind);
      const { body } = await on.get('snapshot.cgi', 'stream=0');
      assert.equal((await loadImage(body)).width, 640);
      if (kind === 'jpeg-tail') assert.notEqual(body.subarray(-2).toString('hex'), 'ffd9');
      else assert.equal(body.subarray(0, 6).toString('hex'), 'ffd8ffffffe0');
    }
  });
});
