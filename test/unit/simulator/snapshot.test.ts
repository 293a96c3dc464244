import assert from 'node:assert/strict';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { GATE_MS } from '../../../simulator/relay';
import { ask, bare, setUp, START, type CameraFixture } from './support';

describe('simulator: snapshots', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp({ ftp: true });
  });
  afterEach(() => on.camera.stop());

  it('are JPEGs of the stream asked for', async () => {
    for (const [stream, width, height] of [
      ['1', 1280, 720],
      ['0', 640, 360],
    ] as const) {
      const reply = await on.get('snapshot.cgi', `stream=${stream}`);
      assert.equal(reply.headers['content-type'], 'image/jpeg');
      assert.equal(reply.headers['content-length'], String(reply.body.length));
      assert.equal(reply.body.subarray(0, 3).toString('hex'), 'ffd8ff');
      assert.equal(reply.body.subarray(-2).toString('hex'), 'ffd9');
      const image = await loadImage(reply.body);
      assert.deepEqual([image.width, image.height], [width, height]);
    }
  });

  it('show whether the gate is open', async () => {
    on.camera.state.settings.time['timezone'] = 'GMT+00:00';
    const closed = await colours((await on.get('snapshot.cgi', 'stream=1')).body);
    on.camera.state.relay.open = true;
    on.clock.now += GATE_MS;
    const open = await colours((await on.get('snapshot.cgi', 'stream=1')).body);
    // The badge is red or green; in the gateway is dark iron or grey street.
    assert.ok(closed.badge.red > closed.badge.green && open.badge.green > open.badge.red);
    assert.ok(open.gateway.red > closed.gateway.red + 40);
  });

  it('show time and title only while the overlay is on', async () => {
    const shown = (await on.get('snapshot.cgi', 'stream=0')).body;
    await on.get('osd', 'enable=0');
    assert.ok(!shown.equals((await on.get('snapshot.cgi', 'stream=0')).body));
  });

  it('take user name and password instead of a uid', async () => {
    const path = '/cgi-bin/snapshot.cgi?stream=0&username=admin&password=';
    assert.equal((await ask(on.camera, `${path}123456`)).status, 200);
    const reply = await ask(on.camera, `${path}wrong`);
    assert.equal(reply.status, 400);
    assert.match(reply.text, /<value>\/cgi-bin\/snapshot<.*\n<reason>password error</);
  });

  it('are refused with 403 by newer firmware', async () => {
    const field = await setUp({ style: 'field' });
    assert.equal((await ask(field.camera, '/cgi-bin/snapshot.cgi?uid=x&stream=1')).status, 403);
    await field.camera.stop();
  });

  it('are uploaded where there is something to upload to', async () => {
    assert.equal(bare(await on.get('snapshot.cgi', 'stream=1&upload=1')), '<upload>OK</upload>');
    assert.match((await on.get('snapshot.cgi', 'stream=1&upload=2')).text, /Email not deploy/);
    assert.deepEqual(on.camera.history.uploads, [{ target: 'ftp', stream: '1', at: START }]);
  });
});

describe('simulator: the page', () => {
  it('shows picture and state, without a log-in and without a trace in the log', async () => {
    const on = await setUp();
    on.camera.forgetRequests();
    assert.match((await ask(on.camera, '/')).text, /Simulated camera/);
    assert.equal((await ask(on.camera, '/simulator/picture')).headers['content-type'], 'image/jpeg');
    const state = JSON.parse((await ask(on.camera, '/simulator/state')).text) as { relay: string };
    assert.equal(state.relay, 'closed');
    assert.equal(on.camera.requests.length, 0);
    await on.camera.stop();
  });
});

interface Colour {
  red: number;
  green: number;
}

async function colours(jpeg: Buffer): Promise<{ badge: Colour; gateway: Colour }> {
  const image = await loadImage(jpeg);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const at = (x: number, y: number): Colour => {
    const [red = 0, green = 0] = context.getImageData(x, y, 1, 1).data;
    return { red, green };
  };
  return { badge: at(965, 50), gateway: at(520, 405) };
}
