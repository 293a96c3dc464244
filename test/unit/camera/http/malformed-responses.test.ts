import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Camera } from '../../../../camera/device/camera';
import type { ErrorCode } from '../../../../camera/core/errors';
import { INJECTABLE_FAULTS, type FaultKind, type SimulatedCamera } from '../../../../simulator/index';
import { Bench, until } from '../../../support/bench';
import { later, refusal } from '../../../support/refusal';

const TIMEOUT_MS = 5_000;
const ALARM = '/cgi-bin/setManualInputAlarm';

/** What a command meets when the camera has this fault each time; undefined where it notices nothing. */
const OUTCOMES: Record<FaultKind, { read: ErrorCode | undefined; act?: ErrorCode }> = {
  'reset-before': { read: 'CONNECTION_LOST' },
  'reset-after': { read: 'CONNECTION_LOST' },
  'reset-midway': { read: 'CONNECTION_LOST' },
  'half-closed': { read: 'CONNECTION_LOST' },
  silent: { read: 'TIMEOUT' },
  'silent-after': { read: 'TIMEOUT' },
  drip: { read: 'TIMEOUT' },
  'cut-short': { read: 'CONNECTION_LOST' },
  'half-body': { read: 'BAD_RESPONSE' },
  'half-document': { read: 'BAD_RESPONSE' },
  oversize: { read: 'BAD_RESPONSE' },
  'compressed-bomb': { read: 'BAD_RESPONSE' },
  'entity-bomb': { read: 'BAD_RESPONSE' },
  proto: { read: 'BAD_RESPONSE' },
  html: { read: 'BAD_RESPONSE' },
  empty: { read: 'BAD_RESPONSE' },
  'fault-200': { read: 'CAMERA_FAULT' },
  'fault-400': { read: 'CAMERA_FAULT' },
  'uid-error': { read: 'CAMERA_FAULT' },
  locked: { read: 'LOCKED_OUT' },
  'echoed-404': { read: 'NOT_SUPPORTED' },
  'error-500': { read: 'BAD_RESPONSE' },
  redirect: { read: 'BAD_RESPONSE' },
  'wrong-length': { read: 'BAD_RESPONSE' },
  'chunk-garbage': { read: 'BAD_RESPONSE' },
  garbage: { read: 'BAD_RESPONSE' },
  http10: { read: undefined },
  closing: { read: undefined },
  'close-idle': { read: undefined },
  'hang-up': { read: undefined },
  pretend: { read: undefined },
};

describe('a faulty camera', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;
  let proxy: Server;
  let proxied: number;
  const before = process.env['HTTP_PROXY'];

  beforeEach(async () => {
    proxied = 0;
    proxy = createServer((_request, response) => {
      proxied += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await until('the proxy listens', () => proxy.listening);
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    bench = new Bench();
    camera = await bench.simulate();
    client = bench.client(camera, { timeoutMs: TIMEOUT_MS });
  });

  afterEach(async () => {
    if (before === undefined) Reflect.deleteProperty(process.env, 'HTTP_PROXY');
    else process.env['HTTP_PROXY'] = before;
    proxy.close();
    await bench.putAway();
    assert.equal(proxied, 0);
  });

  /** That it ends as it should: at the timeout if nothing comes, and by itself otherwise. */
  async function meets(
    kind: FaultKind,
    code: ErrorCode | undefined,
    command: () => Promise<unknown>,
    path?: string,
  ): Promise<void> {
    camera.injectFault(kind, { times: Infinity, intervalMs: 20, path });
    const before = camera.requests.length;
    const outcome = later(command());
    if (code === 'TIMEOUT') {
      await until('it was sent', () => camera.requests.length > before);
      await bench.clock.advance(TIMEOUT_MS);
    }
    if (code === undefined) await outcome;
    else assert.doesNotMatch((await refusal(outcome, code)).message, /123456/);
    camera.clearFaults();
    client.client.session.clearLoginBlock();
  }

  for (const [name, { read, act = read }] of Object.entries(OUTCOMES)) {
    const kind = name as FaultKind;
    const sentence = INJECTABLE_FAULTS[kind];

    it(`gives ${read ?? 'its answer'} to ${kind} (${sentence}), and the next command works`, async () => {
      await client.read('model');
      await meets(kind, read, () => client.read('model'), '/cgi-bin/getmodel');
      assert.deepEqual(await client.read('model'), { model: 'MC200J6' });

      camera.forgetRequests();
      await meets(kind, act, () => client.write('alarm', {}), ALARM);
      const sent = camera.received(ALARM).length;
      // Once more only where the camera had refused it for want of a session.
      assert.equal(sent, kind === 'uid-error' ? 2 : 1);
      assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
    });

    it(`gives an answer or an error to ${kind} from the log-in on, and the next command works`, async () => {
      // A page where the log-in should be is no such camera.
      const code = read === 'NOT_SUPPORTED' ? 'BAD_RESPONSE' : read;
      await meets(kind, code, () => client.read('model'));
      assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
    });
  }

  it('gives a picture or an error, never half a picture', async () => {
    const { picture } = await client.read('snapshot', { stream: 0 });
    assert.ok(Buffer.isBuffer(picture));
    for (const kind of ['half-body', 'half-document', 'wrong-length'] as const) {
      camera.injectFault(kind);
      await refusal(client.read('snapshot', { stream: 0 }), 'BAD_RESPONSE');
    }
    for (const kind of ['cut-short', 'reset-after', 'http10', 'close-idle'] as const) {
      camera.injectFault(kind);
      // Repeated after a lost connection.
      assert.ok(Buffer.isBuffer((await client.read('snapshot', { stream: 0 })).picture));
    }
  });
});
