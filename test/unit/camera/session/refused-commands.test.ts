import assert from 'node:assert/strict';
import type { Camera } from '../../../../camera/device/camera';
import { execute } from '../../../../camera/operations/execute';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench, until } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

const LOG_IN = '/cgi-bin/getuid';
const INFO = '/cgi-bin/getinfo';

/** Ways in which a camera refuses one command. None of them is about the session. */
const REFUSALS = [
  ['unauthorized', {}],
  ['refusal', { status: 401, reason: 'password error' }],
  ['refusal', { status: 403, reason: 'user has no authority' }],
  ['refusal', { status: 400, reason: 'Authentication failed' }],
  ['refusal', { status: 400, reason: 'sd card is locked' }],
  ['refusal', { status: 200, reason: 'ptz is locked by another user' }],
] as const;

describe('the refusal of one command', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, client } = await bench.pair());
  });
  afterEach(() => bench.putAway());

  for (const [kind, how] of REFUSALS) {
    it(`is told in the camera's words and leaves the session alone: ${kind} ${JSON.stringify(how)}`, async () => {
      await client.read('model');
      for (const path of ['/cgi-bin/snapshot.cgi', '/cgi-bin/getmodel']) {
        camera.injectFault(kind, { ...how, path });
        const command = path.includes('snapshot')
          ? client.read('snapshot', { stream: 0 })
          : client.read('model');
        const error = await refusal(command, 'CAMERA_FAULT');
        assert.equal(error.reason, 'reason' in how ? how.reason : '401 Unauthorized');
        assert.equal(error.isNotDone, true);
      }
      await client.write('relay', { status: 1 });
      assert.equal(camera.received(LOG_IN).length, 1);
      assert.equal(client.connection.status.state, 'online');
    });
  }

  it('does not keep a relay open, nor a movement going', async () => {
    const { signal } = new AbortController();
    const onTrouble = () => undefined;
    await client.relay.pulse({ durationMs: 1_500, restOpen: false, verify: true, signal, onTrouble });
    await client.ptz.move({ input: { move_x: 1 }, signal, onTrouble });
    camera.injectFault('unauthorized', { path: '/cgi-bin/snapshot.cgi' });
    await refusal(client.read('snapshot', { stream: 0 }), 'CAMERA_FAULT');
    await client.ptz.stop(onTrouble);
    await bench.clock.advance(1_500);
    await until('the relay is closed', () => !camera.state.relay.open);
  });

  it('hides nothing of the rest that an account may read', async () => {
    ({ camera, client } = await bench.pair({ style: 'field' }));
    await client.read('model');
    camera.injectFault('refusal', { path: INFO, times: Infinity });
    await refusal(execute(client, 'info', {}), 'CAMERA_FAULT');
    camera.clearFaults();
    const passed = camera.received(INFO).length;
    camera.injectFault('pretend', { path: INFO });
    camera.injectFault('refusal', { path: INFO });
    const info = await execute(client, 'info', {});
    assert.deepEqual(Object.keys(info!), ['model', 'mac_address']);
    assert.equal(camera.received(INFO).length, passed + 2);
    assert.equal(client.connection.status.state, 'online');
    camera.expireSessions();
    await client.write('relay', { status: 1 });
  });

  it('of the password is remembered for a minute, so that none locks the account', async () => {
    ({ camera, client } = await bench.pair({ style: 'field' }));
    await client.read('model');
    camera.state.accounts.list[0]!.password = 'another';
    for (let time = 0; time < 20; time += 1) await refusal(execute(client, 'info', {}), 'AUTH_FAILED');
    const withPassword = () => camera.requests.filter(({ query }) => query.includes('password=')).length;
    // The log-in, and one.
    assert.equal(withPassword(), 2);
    assert.equal(client.connection.status.state, 'online');
    await client.write('relay', { status: 1 });
    await bench.clock.advance(49_000);
    await client.read('model');
    await bench.clock.advance(11_000);
    await refusal(execute(client, 'info', {}), 'AUTH_FAILED');
    assert.equal(withPassword(), 3);
  });
});

describe('a session that is lost during a pulse', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, client } = await bench.pair());
  });
  afterEach(() => bench.putAway());

  /** How many ms after its time the relay comes to rest, where the log-in is refused until `refusedMs` after it. */
  async function late(refusedMs: number, reason: string): Promise<number> {
    const { signal } = new AbortController();
    const onTrouble = () => undefined;
    await client.relay.pulse({ durationMs: 1_500, restOpen: false, verify: false, signal, onTrouble });
    camera.expireSessions();
    camera.injectFault('refusal', { path: LOG_IN, status: 400, reason, times: Infinity });
    await refusal(client.read('model'), reason === 'password error' ? 'AUTH_FAILED' : 'CAMERA_FAULT');
    await bench.clock.advance(1_500);
    const due = bench.clock.now();
    for (let ms = 0; camera.state.relay.open && ms < 70_000; ms += 100) {
      if (ms >= refusedMs) camera.clearFaults();
      // Several: the network needs more than one turn.
      for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await bench.clock.advance(100);
    }
    assert.equal(camera.state.relay.open, false);
    return bench.clock.now() - due;
  }

  for (const reason of ['system is starting', 'user is full', 'too many users']) {
    it(`delays the rest by seconds, not by a minute, where the log-in answers "${reason}" for 4 s`, async () => {
      assert.ok((await late(4_000, reason)) < 9_000);
      assert.equal(client.connection.status.state, 'online');
    });
  }

  it('delays the rest by a second where the log-in is refused once by mistake', async () => {
    assert.ok((await late(0, 'password error')) < 1_500);
    assert.ok(camera.received(LOG_IN).length <= 3);
  });
});

describe('a camera that refuses each uid it has just given', () => {
  it('is said to be offline once, with the reason, and is not logged in to again and again', async () => {
    const bench = new Bench();
    const { camera, client } = await bench.pair();
    const changes: string[] = [];
    client.connection.on('change', ({ state, reason }) => changes.push(`${state}: ${reason}`));
    for (const path of ['/cgi-bin/getmodel', '/cgi-bin/keep_alive'])
      camera.injectFault('uid-error', { path, times: Infinity });
    client.keep();
    for (let message = 0; message < 80; message += 1) {
      const error = await refusal(client.read('model'), 'CAMERA_FAULT');
      assert.match(error.message, /the camera refuses every session that it has just opened/);
      await bench.clock.advance(250);
    }
    assert.deepEqual(changes, ['offline: the camera refuses every session that it has just opened']);
    assert.ok(camera.received(LOG_IN).length <= 6, `${camera.received(LOG_IN).length}`);
    camera.clearFaults();
    await bench.clock.advance(60_000);
    await client.read('model');
    assert.equal(client.connection.status.state, 'online');
    await bench.putAway();
  });
});
