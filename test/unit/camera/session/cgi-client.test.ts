import assert from 'node:assert/strict';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench } from '../../../support/bench';
import { later, refusal } from '../../../support/refusal';

const LOG_IN = '/cgi-bin/getuid';
const MODEL = '/cgi-bin/getmodel';

const withoutLogIn = (camera: SimulatedCamera) => camera.requests.filter(({ path }) => path !== LOG_IN);

describe('the dialogue with a camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('sends a write again, after one log-in, where the session is lost', async () => {
    const { camera, client } = await bench.pair();
    await client.write('relay', { status: 1 });
    camera.expireSessions();
    await client.write('relay', { status: 0 });
    assert.deepEqual(
      camera.requests.map(({ path }) => path.split('/').at(-1)),
      ['getuid', 'setRelayStatus', 'setRelayStatus', 'getuid', 'setRelayStatus'],
    );
    assert.deepEqual(camera.history.relay.map(({ open }) => open), [true, false]); // prettier-ignore
  });

  it('logs in twice at most for fifty commands with a wrong password', async () => {
    const { camera, client } = await bench.pair({}, { password: 'wrong' });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => client.read('model')));
    assert.ok(outcomes.every((outcome) => outcome.status === 'rejected'));
    const error = await refusal(client.read('model'), 'AUTH_FAILED');
    assert.match(error.message, /^Gate: model: .*password error.*Check user name and password/);
    assert.ok(camera.requests.length <= 2 && withoutLogIn(camera).length === 0);
    assert.equal(client.connection.status.state, 'auth-failed');
    await bench.clock.advance(59_000);
    await refusal(client.read('model'), 'AUTH_FAILED');
    assert.ok(camera.requests.length <= 2);
  });

  it('tries a changed password after a minute, or once it is forgiven', async () => {
    const { camera, client } = await bench.pair({}, { password: 'wrong' });
    await refusal(client.read('model'), 'AUTH_FAILED');
    camera.changePassword('wrong');
    await refusal(client.read('model'), 'AUTH_FAILED');
    await bench.clock.advance(60_000);
    await client.read('model');
    assert.equal(client.connection.status.state, 'online');
    camera.changePassword('other');
    await refusal(client.read('model'), 'AUTH_FAILED');
    camera.changePassword('wrong');
    client.client.session.clearLoginBlock();
    await client.read('model');
  });

  it('leaves a locked camera alone for a minute', async () => {
    const { camera, client } = await bench.pair();
    camera.lock();
    for (let command = 0; command < 5; command += 1) await refusal(client.read('model'), 'LOCKED_OUT');
    assert.equal(camera.requests.length, 1);
    assert.equal(client.connection.status.state, 'locked');
    await bench.clock.advance(60_000);
    await client.read('model');
  });

  it('logs in anew after more than 50 idle seconds, and not before', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    await bench.clock.advance(50_000);
    await client.read('model');
    assert.equal(camera.received(LOG_IN).length, 1);
    await bench.clock.advance(50_001);
    await client.read('model');
    assert.equal(camera.received(LOG_IN).length, 2);
    assert.ok(camera.requests.every(({ status }) => status === 200));
  });

  it('keeps awkward uids as they are', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.state.sessions.upcoming.push('00123', '12e4', '0x1F');
    for (const uid of ['00123', '12e4', '0x1F']) {
      await client.read('model');
      assert.equal(camera.requests.at(-1)!.query, `uid=${uid}`);
      await clock.advance(60_000);
    }
  });

  it('carries any password and user name', async () => {
    for (const password of ['é&+% "<é', 'username=x&uid=1', '漢字 😀', '100%25']) {
      const { client } = await bench.pair({ password });
      await client.read('model');
    }
  });

  it('sends what acts once, on a connection of its own, whatever becomes of it', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    const path = '/cgi-bin/setManualInputAlarm';
    for (const kind of ['reset-before', 'reset-after', 'half-closed', 'cut-short'] as const) {
      camera.injectFault(kind, { path });
      await refusal(client.write('alarm', {}), 'CONNECTION_LOST');
    }
    await client.write('alarm', {});
    const connections = camera.received(path).map(({ connection }) => connection);
    assert.equal(connections.length, 5);
    assert.equal(new Set([...connections, camera.received(MODEL)[0]!.connection]).size, 6);
  });

  it('sends what acts again if the camera refused it for want of a session', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    camera.expireSessions();
    await client.write('alarm', {});
    assert.equal(camera.history.alarms.length, 1);
  });

  it('repeats reads and settings once after a lost connection', async () => {
    const { camera, client } = await bench.pair();
    for (const times of [1, 2]) {
      camera.forgetRequests();
      camera.injectFault('reset-after', { times, path: '/cgi-bin/setRelayStatus' });
      const written = client.write('relay', { status: 1 });
      if (times === 1) await written;
      else await refusal(written, 'CONNECTION_LOST');
      assert.equal(camera.received('/cgi-bin/setRelayStatus').length, 2);
      camera.clearFaults();
    }
  });

  it('says that the connection was lost if the camera is gone when it would repeat', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    camera.injectFault('silent');
    const read = later(client.read('model'));
    await camera.when(MODEL, 2);
    await camera.unplug();
    await refusal(read, 'CONNECTION_LOST');
  });

  it('acts although the camera closed the connection that was kept', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.injectFault('close-idle', { path: MODEL });
    await client.read('model');
    await clock.advance(60_000);
    await client.write('alarm', {});
    assert.equal(camera.history.alarms.length, 1);
  });

  it('says of a setting that it may have been carried out, if only the second sending was refused', async () => {
    const { camera, client } = await bench.pair();
    const path = '/cgi-bin/setRelayStatus';
    camera.injectFault('reset-after', { path });
    camera.injectFault('fault-400', { path });
    const error = await refusal(client.write('relay', { status: 1 }), 'CAMERA_FAULT');
    assert.match(error.message, /may or may not have been carried out/);
    assert.equal(error.isNotDone, false);
    assert.equal(camera.state.relay.open, true);
  });

  it('says nothing of the kind of a command whose log-in failed', async () => {
    const { camera, client, clock } = await bench.pair();
    for (const [kind, code] of [
      ['reset-after', 'CONNECTION_LOST'],
      ['html', 'BAD_RESPONSE'],
    ] as const) {
      camera.injectFault(kind, { path: LOG_IN });
      const error = await refusal(client.write('alarm', {}), code);
      assert.doesNotMatch(error.message, /carried out/);
      assert.equal(error.isNotDone, true);
    }
    camera.injectFault('silent', { path: LOG_IN });
    const late = later(client.write('alarm', {}));
    await camera.when(LOG_IN, 3);
    await clock.advance(5_000);
    assert.doesNotMatch((await refusal(late, 'TIMEOUT')).message, /carried out/);
    assert.deepEqual(withoutLogIn(camera), []);
  });
});
