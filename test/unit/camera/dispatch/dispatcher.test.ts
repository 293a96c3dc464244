import assert from 'node:assert/strict';
import { Priority } from '../../../../camera/commands/schema';
import { Bench } from '../../../support/bench';
import { later, refusal } from '../../../support/refusal';

const LOG_IN = '/cgi-bin/getuid';

describe('the way of commands to a camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('is STALE and never sent, what waited longer than the timeout', async () => {
    const { camera, client, clock } = await bench.pair();
    await client.read('model');
    camera.injectFault('silent', { times: 2 });
    const held = [later(client.read('info')), later(client.read('info'))];
    await camera.when('/cgi-bin/getinfo', 2);
    const waiting = [later(client.write('relay', { status: 1 })), later(client.read('capabilities'))];
    await clock.advance(5_000);
    for (const read of held) await refusal(read, 'TIMEOUT');
    for (const late of waiting) await refusal(late, 'STALE');
    await clock.advance(60_000);
    await client.read('model');
    assert.deepEqual(camera.received('/cgi-bin/setRelayStatus'), []);
    assert.deepEqual(camera.received('/cgi-bin/getcapabilities'), []);
  });

  it('is STALE and never sent, what waited too long for the log-in', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.injectFault('drip', { path: LOG_IN, intervalMs: 0 });
    const late = later(client.write('alarm', {}, { expiresAt: clock.now() + 100 }));
    await camera.when(LOG_IN);
    await clock.advance(100);
    await refusal(late, 'STALE');
    assert.deepEqual(camera.history.alarms, []);
  });

  it('sends writes of one command in order, one at a time', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(2);
    const statuses = [1, 0, 1, 1, 0, 1, 0, 0, 1] as const;
    await Promise.all(statuses.map((status) => client.write('relay', { status })));
    assert.deepEqual(
      camera.received('/cgi-bin/setRelayStatus').map(({ query }) => Number(query.at(-1))),
      statuses,
    );
  });

  it('refuses a wrong input before anything is sent', async () => {
    const { camera, client } = await bench.pair();
    await refusal(client.write('relay', { status: 2 as 1 }), 'INVALID_INPUT');
    await refusal(client.write('relay', {}), 'INVALID_INPUT');
    await refusal(client.read('relay', { unknown: 1 } as object), 'INVALID_INPUT');
    assert.deepEqual(camera.requests, []);
  });

  it('tells camera, command and cause in every error, and no secret', async () => {
    const { camera, client } = await bench.pair({ password: 'hush"hush' });
    camera.state.sessions.upcoming.push('ff2e45cd');
    const reason = 'no hush"hush, ff2e45cd, aHVzaCJodXNo, hush%22hush or uid=0123';
    camera.injectFault('fault-200', { path: '/cgi-bin/getmodel', reason });
    const error = await refusal(client.read('model'), 'CAMERA_FAULT');
    assert.equal(error.reason, 'no ***, ***, ***, *** or uid=***');
    assert.equal(error.message, `Gate: model: the camera refused: ${error.reason}`);
  });

  it('keeps secrets out of the state of the connection', async () => {
    const { camera, client } = await bench.pair({}, { password: 'hush hush' });
    camera.injectFault('fault-400', { path: LOG_IN, reason: 'hush hush is no password' });
    await refusal(client.read('model'), 'AUTH_FAILED');
    assert.equal(client.connection.status.state, 'auth-failed');
    assert.match(client.connection.status.reason, /\*\*\* is no password/);
    assert.doesNotMatch(client.connection.status.reason, /hush/);
  });

  it('refuses everything but rest while the camera is occupied, also to another client of the same camera', async () => {
    const { camera, client } = await bench.pair();
    const other = bench.client(camera, { name: 'Same', timeoutMs: 1_000 });
    let end = () => undefined as void;
    const work = new Promise<void>((resolve) => (end = resolve));
    const occupied = client.dispatcher.exclusively('it is rebooting', () => work);
    const error = await refusal(client.read('model'), 'BUSY');
    assert.match(error.message, /^Gate: model: it is rebooting/);
    assert.match((await refusal(other.read('model'), 'BUSY')).message, /^Same: model: it is rebooting/);
    await refusal(
      other.dispatcher.exclusively('twice', () => work),
      'BUSY',
    );
    await client.write('relay', { status: 1 }, { priority: Priority.Safety });
    end();
    await occupied;
    await client.read('model');
    await other.read('model');
    assert.equal(camera.state.relay.open, true);
  });

  it('adds the present values of parameters that the camera would misread', async () => {
    const { camera, client } = await bench.pair();
    await client.write('motion', { night_sensitivity: 33 });
    const { query } = camera.received('/cgi-bin/motion').at(-1)!;
    assert.match(query, /&sensitivity=80&.*night_sensitivity=33/);
    assert.equal(camera.state.settings.motion['sensitivity'], '80');
    assert.equal(camera.state.settings.motion['night_sensitivity'], '33');
  });

  it('sends nothing for a signal that is aborted', async () => {
    const { camera, client } = await bench.pair();
    const gone = new AbortController();
    const { signal } = gone;
    await client.read('model', {}, { signal });
    gone.abort();
    await client.release(signal);
    camera.forgetRequests();
    await refusal(client.read('model', {}, { signal }), 'CLOSED');
    await refusal(client.relay.set(true, { verify: true, signal }), 'CLOSED');
    const move = { input: { move_x: 1, speed: 1 } as const, signal, onTrouble: () => undefined };
    await refusal(client.ptz.move(move), 'CLOSED');
    assert.deepEqual(camera.requests, []);
  });
});
