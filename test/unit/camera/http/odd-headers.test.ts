import assert from 'node:assert/strict';
import type { Camera } from '../../../../camera/device/camera';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

const MODEL = '/cgi-bin/getmodel';

describe('a camera with odd header lines', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, client } = await bench.pair());
  });
  afterEach(() => bench.putAway());

  it('is read from the log-in on where its lines end in a bare line feed', async () => {
    camera.injectFault('bare-line-feeds', { times: Infinity });
    await client.write('alarm', {});
    assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
    assert.equal(camera.history.alarms.length, 1);
    // The log-in alone was asked for twice.
    assert.equal(camera.requests.length, 4);
  });

  it('gets a connection of its own for each request where a lenient parser reads its answers', async () => {
    camera.injectFault('bare-line-feeds', { path: MODEL });
    for (let time = 0; time < 4; time += 1) await client.read('model');
    const [, first, ...others] = camera.requests.map(({ connection }) => connection);
    assert.equal(new Set([first, ...others]).size, 5);
  });

  it('is asked once more only for what does no harm twice', async () => {
    await client.read('model');
    camera.injectFault('bare-line-feeds', { path: '/cgi-bin/setManualInputAlarm' });
    const error = await refusal(client.write('alarm', {}), 'BAD_RESPONSE');
    assert.match(error.message, /a line of its header ends without a carriage return/);
    assert.equal(camera.history.alarms.length, 1);
  });

  it('is told by name that its two content lengths cannot be read', async () => {
    camera.injectFault('double-length', { path: MODEL });
    const error = await refusal(client.read('model'), 'BAD_RESPONSE');
    assert.match(error.message, /^Gate: model: the answer is not HTTP: its header has two content lengths\./);
  });

  it('is read where its status line ends behind the number', async () => {
    camera.injectFault('no-reason-phrase', { times: Infinity });
    assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
  });
});
