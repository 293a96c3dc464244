import assert from 'node:assert/strict';
import { Bench, until } from '../../../support/bench';
import { gateOn, GET, SET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

describe('the rest of the relay', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('comes at once when the signal of the pulse is aborted', async () => {
    const { client, clock, pulse, changes } = await gateOn(bench);
    const gone = new AbortController();
    const { end } = await pulse({ signal: gone.signal, durationMs: 60_000 });
    await clock.advance(300);
    gone.abort();
    await client.release(gone.signal);
    assert.equal(await end, 'completed');
    assert.deepEqual(changes(), [['open', 0], ['close', 300]]); // prettier-ignore
    assert.equal(clock.pending, 0);
  });

  it('does not come when somebody else goes away', async () => {
    const { client, camera, pulse } = await gateOn(bench);
    await pulse({ signal: new AbortController().signal });
    await client.release(AbortSignal.abort());
    assert.equal(camera.state.relay.open, true);
  });

  it('comes before the camera is closed, which then takes nothing more', async () => {
    const { camera, client, pulse, relay, written } = await gateOn(bench);
    const { end } = await pulse({ durationMs: 60_000 });
    camera.expireSessions();
    await client.close();
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
    await refusal(pulse(), 'CLOSED');
    for (const command of [
      relay.set(true, { verify: true }),
      relay.toggle({ verify: true }),
      relay.get(),
    ].map(later))
      await refusal(command, 'CLOSED');
    // Once more because the session was lost.
    assert.deepEqual(written(), [1, 0, 0]);
    await until('all connections are closed', () => camera.openConnections === 0);
  });

  for (const kind of ['reset-after', 'half-closed', 'cut-short'] as const) {
    it(`comes when the connection is lost after opening (${kind})`, async () => {
      const { camera, pulse, written, clock, pass } = await gateOn(bench);
      camera.injectFault(kind, { path: SET, times: 2 });
      await refusal(pulse(), 'CONNECTION_LOST');
      await camera.when(SET, 3);
      await camera.when(GET, 1);
      await until('it is at rest', () => !camera.state.relay.open);
      await pass(65_000);
      assert.deepEqual(written(), [1, 1, 0]);
      assert.equal(clock.pending, 0);
    });
  }

  it('comes when the camera opened but did not answer', async () => {
    const { camera, clock, pulse, pass } = await gateOn(bench);
    camera.injectFault('silent-after', { path: SET });
    const late = later(pulse());
    await camera.when(SET);
    assert.equal(camera.state.relay.open, true);
    await clock.advance(5_000);
    await refusal(late, 'TIMEOUT');
    await pass(100);
    assert.equal(camera.state.relay.open, false);
  });

  it('comes on time when the opening could not be read back', async () => {
    const { camera, pulse, pass, changes } = await gateOn(bench);
    camera.injectFault('html', { path: GET });
    await refusal(pulse(), 'BAD_RESPONSE');
    await pass(1_100);
    assert.deepEqual(changes(), [['open', 0], ['close', 1_000]]); // prettier-ignore
  });

  it('is tried until it is done where the camera is away, and reported once', async () => {
    const { camera, pulse, troubles, pass } = await gateOn(bench);
    const { end } = await pulse();
    await camera.unplug();
    await pass(30_000);
    assert.equal(troubles.length, 1);
    assert.equal(troubles[0]!.error.code, 'UNREACHABLE');
    assert.match(troubles[0]!.error.message, /^Gate: relay: /);
    assert.equal(camera.state.relay.open, true);
    await camera.plug();
    await pass(5_000);
    assert.equal(await end, 'completed');
    await troubles[0]!.ended;
    assert.equal(camera.state.relay.open, false);
    assert.equal(troubles.length, 1);
  });

  it('is tried every few seconds, so that a gate does not stand open for long', async () => {
    const { camera, pulse, pass, written } = await gateOn(bench);
    await pulse();
    camera.injectFault('fault-200', { path: SET, times: Infinity });
    await pass(61_000);
    const tries = written().length - 1;
    assert.ok(tries >= 12 && tries <= 40, `${tries} in a minute`);
    camera.clearFaults();
    await pass(5_000);
    assert.equal(camera.state.relay.open, false);
  });

  it('is tried until the relay obeys', async () => {
    const { camera, pulse, pass, troubles } = await gateOn(bench);
    const { end } = await pulse();
    camera.injectFault('pretend', { path: SET, times: 3 });
    await pass(20_000);
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
    assert.deepEqual(troubles.map(({ error }) => error.code), ['NOT_APPLIED']); // prettier-ignore
  });

  it('is reported again when the next pulse meets trouble', async () => {
    const { camera, pulse, pass, troubles } = await gateOn(bench);
    for (let round = 1; round <= 2; round += 1) {
      const { end } = await pulse();
      await camera.unplug();
      await pass(5_000);
      await camera.plug();
      await pass(5_000);
      await end;
      assert.equal(troubles.length, round);
    }
  });

  it('gives way to a new pulse, which opens anew and ends at rest as well', async () => {
    const { camera, pulse, pass, written } = await gateOn(bench);
    const first = await pulse();
    camera.injectFault('fault-200', { path: SET, times: 2 });
    await pass(1_500);
    assert.deepEqual(written(), [1, 0, 0]);
    camera.clearFaults();
    const second = await pulse();
    await pass(1_000);
    assert.deepEqual(await Promise.all([first.end, second.end]), ['completed', 'completed']);
    assert.deepEqual(written(), [1, 0, 0, 1, 0]);
    await pass(60_000);
    assert.equal(written().length, 5);
  });

  it('is not tried for ever on a camera without a relay', async () => {
    const { camera, pulse, pass, written, clock } = await gateOn(bench, { hasRelay: false });
    await refusal(pulse(), 'NOT_APPLIED');
    await pass(2_000);
    assert.equal(clock.pending, 0);
    assert.deepEqual(written(), [1, 0]);
    assert.equal(camera.received(GET).length, 2);
  });

  it('goes ahead of everything that waits', async () => {
    const { camera, client, clock, pulse } = await gateOn(bench);
    const { end } = await pulse();
    camera.forgetRequests();
    camera.injectFault('silent', { path: '/cgi-bin/getinfo', times: 2 });
    const held = [later(client.read('info')), later(client.read('info'))];
    await camera.when('/cgi-bin/getinfo', 2);
    await clock.advance(1_000);
    const waiting = Array.from({ length: 20 }, () => client.read('model'));
    await clock.advance(4_000);
    for (const read of held) await refusal(read, 'TIMEOUT');
    await Promise.all([end, ...waiting]);
    const order = camera.requests.map(({ path }) => path.split('/').at(-1));
    assert.equal(order.indexOf('setRelayStatus'), 2);
    assert.ok(order.indexOf('getRelayStatus') <= 6, order.join(' '));
  });

  it('is owed by nobody whose pulse was still waiting: it never opens', async () => {
    const { camera, client, clock, relay, pulse, written } = await gateOn(bench);
    await relay.get();
    camera.injectFault('silent', { path: GET });
    const held = later(relay.toggle({ verify: true }));
    await camera.when(GET, 2);
    const gone = new AbortController();
    const waiting = later(pulse({ signal: gone.signal }));
    gone.abort();
    const withdrawn = client.release(gone.signal);
    await refusal(waiting, 'CLOSED');
    await clock.advance(5_000);
    await withdrawn;
    await refusal(held, 'TIMEOUT');
    assert.deepEqual(written(), []);
  });

  it('is owed by nobody whose pulse still waited for the log-in: it never opens', async () => {
    const { camera, client, pulse, written } = await gateOn(bench);
    camera.delay(20, '/cgi-bin/getuid');
    const gone = new AbortController();
    const waiting = later(pulse({ signal: gone.signal }));
    await camera.when('/cgi-bin/getuid');
    gone.abort();
    await client.release(gone.signal);
    await refusal(waiting, 'CLOSED');
    assert.deepEqual(written(), []);
  });

  it('is owed by nobody whose pulse was withdrawn at once: it never opens', async () => {
    const { camera, client, pulse, written } = await gateOn(bench);
    const gone = new AbortController();
    const waiting = later(pulse({ signal: gone.signal }));
    gone.abort();
    await client.release(gone.signal);
    await refusal(waiting, 'CLOSED');
    await client.read('model');
    assert.deepEqual(written(), []);
    assert.equal(camera.state.relay.open, false);
  });

  it('is tried in the background where the camera is away when it is closed', async () => {
    const { camera, client, clock, pulse, pass } = await gateOn(bench);
    const { end } = await pulse({ durationMs: 60_000 });
    await camera.unplug();
    let isClosed = false;
    const closing = client.close().then(() => (isClosed = true));
    await pass(9_900);
    assert.equal(isClosed, false);
    await pass(100);
    await closing;
    await camera.plug();
    await pass(6_000);
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
    await until('all connections are closed', () => camera.openConnections === 0);
    assert.equal(clock.pending, 0);
  });

  it('comes within a minute of the account being right again, without a storm of log-ins', async () => {
    const { camera, pulse, pass } = await gateOn(bench);
    await pulse();
    camera.changePassword('other');
    await pass(30_000);
    // The one that was right, and four that do not lock the account.
    assert.equal(camera.received('/cgi-bin/getuid').length, 5);
    assert.equal(camera.state.accounts.locked, false);
    camera.changePassword('123456');
    await pass(60_000);
    assert.equal(camera.state.relay.open, false);
  });

  it('comes when the opening was lost, although its repetition was refused', async () => {
    const { camera, pulse, written } = await gateOn(bench);
    camera.injectFault('reset-after', { path: SET });
    camera.injectFault('fault-400', { path: SET });
    await refusal(pulse(), 'CAMERA_FAULT');
    await until('it is at rest', () => written().length === 3 && !camera.state.relay.open);
    assert.deepEqual(written(), [1, 1, 0]);
    assert.equal(camera.state.relay.open, false);
  });

  for (const kind of ['html', 'reset-after', 'cut-short'] as const) {
    it(`is not owed where no log-in came about (${kind})`, async () => {
      const { camera, pulse, pass, clock } = await gateOn(bench);
      camera.injectFault(kind, { path: '/cgi-bin/getuid', times: Infinity });
      await refusal(pulse(), kind === 'html' ? 'BAD_RESPONSE' : 'CONNECTION_LOST');
      const logIns = camera.requests.length;
      await pass(30_000);
      assert.equal(camera.requests.length, logIns);
      assert.equal(clock.pending, 0);
    });
  }

  it('is sent again before the timeout of a camera that may take ten minutes', async () => {
    const { camera, clock } = await gateOn(bench);
    const client = bench.client(camera, { timeoutMs: 600_000 });
    const options = { restOpen: false, verify: true, signal: new AbortController().signal };
    const { end } = await client.relay.pulse({ ...options, durationMs: 500, onTrouble: () => undefined });
    camera.injectFault('silent', { path: SET });
    await clock.advance(500);
    await camera.when(SET, 2);
    await clock.advance(5_500);
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
  });
});
