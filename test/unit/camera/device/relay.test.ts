import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Camera } from '../../../../camera/device/camera';
import { PendingActions } from '../../../../camera/device/pending-actions';
import { Bench, until } from '../../../support/bench';
import { gateOn, GET, SET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

describe('the relay', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('is read, opened and closed', async () => {
    const { camera, relay, changes } = await gateOn(bench);
    assert.equal(await relay.get(), false);
    assert.equal(await relay.set(true, { verify: true }), true);
    assert.equal(await relay.get(), true);
    assert.equal(await relay.set(false, { verify: false }), false);
    assert.deepEqual(changes(), [['open', 0], ['close', 0]]); // prettier-ignore
    // Read back after the first setting, but not after the second.
    assert.equal(camera.received(GET).length, 3);
  });

  it('is toggled from where it stands, one after the other', async () => {
    const { relay, written } = await gateOn(bench);
    const states = await Promise.all([
      relay.toggle({ verify: true }),
      relay.toggle({ verify: false }),
      relay.toggle({ verify: true }),
    ]);
    assert.deepEqual(states, [true, false, true]);
    assert.deepEqual(written(), [1, 0, 1]);
  });

  it('is NOT_APPLIED where the camera accepts but does nothing', async () => {
    const { camera, relay, pass } = await gateOn(bench);
    camera.injectFault('pretend', { path: SET, times: 2 });
    const refused = later(relay.set(true, { verify: true }));
    await pass(1_200);
    const { message } = await refusal(refused, 'NOT_APPLIED');
    assert.match(message, /^Gate: relay: the camera accepted it, but the relay is closed/);
    assert.equal(await relay.set(true, { verify: false }), true);
  });

  it('is NOT_APPLIED on a camera without one', async () => {
    const { relay } = await gateOn(bench, { hasRelay: false });
    const { message } = await refusal(relay.set(true, { verify: true }), 'NOT_APPLIED');
    assert.match(message, /it may have none/);
    assert.equal((await refusal(relay.get(), 'CAMERA_FAULT')).reason, 'Get status(0) fail');
    await refusal(relay.toggle({ verify: true }), 'CAMERA_FAULT');
  });

  it('is neither open nor closed where the camera says something else', async () => {
    const server = createServer((request, response) => {
      const isLogIn = request.url!.includes('getuid');
      response.end(isLogIn ? '<uid>1</uid>' : '<RelayStatus>status=2</RelayStatus>');
    }).listen(0, '127.0.0.1');
    await until('it listens', () => server.listening);
    const { port } = server.address() as AddressInfo;
    const camera = await bench.simulate();
    const client = bench.client(camera, { address: { protocol: 'http', host: '127.0.0.1', port } });
    await refusal(client.relay.get(), 'BAD_RESPONSE');
    await client.close();
    server.close();
  });

  it('is carried out in the order it was asked for', async () => {
    const { camera, relay, written } = await gateOn(bench);
    camera.delay(1);
    const orders = [true, false, true, true, false];
    await Promise.all(orders.map((open) => relay.set(open, { verify: true })));
    assert.deepEqual(written(), orders.map(Number));
    assert.equal(camera.concurrency.max, 1);
  });
});

describe('a pulse of the relay', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('opens, and closes on time', async () => {
    const { camera, clock, pulse, changes } = await gateOn(bench);
    const { end } = await pulse();
    assert.deepEqual(changes(), [['open', 0]]);
    await clock.advance(999);
    assert.equal(camera.received(SET).length, 1);
    await clock.advance(1);
    assert.equal(await end, 'completed');
    assert.deepEqual(changes(), [['open', 0], ['close', 1_000]]); // prettier-ignore
    assert.equal(clock.pending, 0);
  });

  it('closes and opens again where open is at rest', async () => {
    const { clock, relay, pulse, written } = await gateOn(bench);
    await relay.set(true, { verify: true });
    const { end } = await pulse({ restOpen: true });
    await clock.advance(1_000);
    assert.equal(await end, 'completed');
    assert.deepEqual(written(), [1, 0, 1]);
  });

  it('counts from the answer of the camera, however long reading back takes', async () => {
    const { camera, clock, pulse, changes } = await gateOn(bench);
    camera.injectFault('drip', { path: GET, intervalMs: 0 });
    const opened = pulse();
    await camera.when(GET);
    await clock.advance(400);
    const { end } = await opened;
    await clock.advance(600);
    await end;
    assert.deepEqual(changes(), [['open', 0], ['close', 1_000]]); // prettier-ignore
  });

  it('is lengthened by a second one without another opening, and both end at rest', async () => {
    const { clock, pulse, changes, written } = await gateOn(bench);
    const first = await pulse();
    await clock.advance(600);
    const second = await pulse();
    await clock.advance(999);
    assert.deepEqual(written(), [1]);
    await clock.advance(1);
    assert.deepEqual(await Promise.all([first.end, second.end]), ['completed', 'completed']);
    assert.deepEqual(changes(), [['open', 0], ['close', 1_600]]); // prettier-ignore
    assert.deepEqual(written(), [1, 0]);
  });

  it('is not shortened by a second one', async () => {
    const { clock, pulse, changes } = await gateOn(bench);
    const { end } = await pulse();
    await pulse({ durationMs: 10 });
    await clock.advance(1_000);
    await end;
    assert.deepEqual(changes(), [['open', 0], ['close', 1_000]]); // prettier-ignore
  });

  it('opens once and closes once, however many are asked for at the same time', async () => {
    const { clock, pulse, written } = await gateOn(bench);
    const pulses = await Promise.all(Array.from({ length: 100 }, () => pulse()));
    await clock.advance(1_000);
    const ends = await Promise.all(pulses.map(({ end }) => end));
    assert.deepEqual([...new Set(ends)], ['completed']);
    assert.deepEqual(written(), [1, 0]);
  });

  it('opens anew once it is over', async () => {
    const { clock, pulse, written } = await gateOn(bench);
    for (let round = 0; round < 2; round += 1) {
      const { end } = await pulse();
      await clock.advance(1_000);
      await end;
    }
    assert.deepEqual(written(), [1, 0, 1, 0]);
  });

  it('takes the place of one towards the other side, and lasts only as long as itself', async () => {
    const { clock, pulse, written } = await gateOn(bench);
    const first = await pulse({ durationMs: 60_000 });
    const second = await pulse({ restOpen: true });
    assert.equal(await first.end, 'completed');
    await clock.advance(1_000);
    assert.equal(await second.end, 'completed');
    assert.deepEqual(written(), [1, 0, 1]);
    await clock.advance(120_000);
    assert.deepEqual(written(), [1, 0, 1]);
  });

  for (const [how, open, end] of [
    ['close', false, 'completed'],
    ['open', true, 'interrupted'],
  ] as const) {
    it(`is ended by an explicit ${how}`, async () => {
      const { camera, clock, relay, pulse } = await gateOn(bench);
      const running = await pulse();
      await clock.advance(400);
      await relay.set(open, { verify: true });
      assert.equal(await running.end, end);
      await clock.advance(60_000);
      assert.equal(camera.received(SET).length, 2);
      assert.equal(camera.state.relay.open, open);
      assert.equal(clock.pending, 0);
    });
  }

  it('is ended by a toggle', async () => {
    const { clock, relay, pulse, written } = await gateOn(bench);
    const { end } = await pulse();
    assert.equal(await relay.toggle({ verify: true }), false);
    assert.equal(await end, 'completed');
    await clock.advance(60_000);
    assert.deepEqual(written(), [1, 0]);
  });

  it('goes on where an explicit command fails', async () => {
    const { camera, clock, relay, pulse, written } = await gateOn(bench);
    const { end } = await pulse();
    camera.injectFault('fault-400', { path: SET });
    await refusal(relay.set(true, { verify: true }), 'CAMERA_FAULT');
    await clock.advance(1_000);
    assert.equal(await end, 'completed');
    assert.deepEqual(written(), [1, 1, 0]);
  });

  it('never opens if it waited too long', async () => {
    const { camera, clock, relay, pulse, written } = await gateOn(bench);
    await relay.get();
    camera.injectFault('silent', { path: GET });
    const held = later(relay.toggle({ verify: true }));
    await camera.when(GET, 2);
    const late = later(pulse());
    await clock.advance(5_000);
    await refusal(late, 'STALE');
    await refusal(held, 'TIMEOUT');
    await clock.advance(60_000);
    assert.deepEqual(written(), []);
  });

  it('is refused, and owes nothing, where the camera refuses to open', async () => {
    const { camera, clock, pulse, written } = await gateOn(bench);
    camera.injectFault('fault-400', { path: SET });
    await refusal(pulse(), 'CAMERA_FAULT');
    await clock.advance(60_000);
    assert.deepEqual(written(), [1]);
  });

  it('lasts its time on a relay that shows its state late, and is found to be open', async () => {
    const { camera, pulse, changes, pass } = await gateOn(bench, { relayLagMs: 200 });
    const opened = pulse({ durationMs: 1_500 });
    // The camera has answered by then.
    await camera.when(GET);
    await pass(400);
    const { end } = await opened;
    await pass(3_000);
    assert.equal(await end, 'completed');
    assert.deepEqual(changes(), [['open', 0], ['close', 1_500]]); // prettier-ignore
  });

  it('is found to have been open on a relay that shows that when it is closed already', async () => {
    const { camera, pulse, pass } = await gateOn(bench, { relayLagMs: 400 });
    const opened = pulse({ durationMs: 300 });
    await camera.when(SET);
    await pass(1_200);
    assert.equal(await (await opened).end, 'completed');
  });

  it('ends on time although reading back hangs', async () => {
    const { camera, clock, pulse, changes } = await gateOn(bench);
    camera.injectFault('silent', { path: GET });
    const opened = later(pulse({ durationMs: 500 }));
    await camera.when(GET);
    await clock.advance(500);
    await until('it is closed', () => !camera.state.relay.open);
    assert.deepEqual(changes(), [['open', 0], ['close', 500]]); // prettier-ignore
    await clock.advance(4_500);
    await refusal(opened, 'TIMEOUT');
  });

  it('ends on time although everything else hangs', async () => {
    const { camera, client, clock, pulse, changes } = await gateOn(bench);
    const { end } = await pulse({ durationMs: 500 });
    for (const path of ['/cgi-bin/snapshot.cgi', '/cgi-bin/getinfo']) camera.injectFault('silent', { path });
    const held = [later(client.read('snapshot', { stream: 1 })), later(client.read('info'))];
    await camera.when('/cgi-bin/getinfo');
    await clock.advance(500);
    assert.equal(await end, 'completed');
    assert.deepEqual(changes(), [['open', 0], ['close', 500]]); // prettier-ignore
    await clock.advance(5_000);
    await Promise.allSettled(held);
  });

  it('lasts as long as the longer one where two clients have the same camera', async () => {
    const { camera, client, pass, changes } = await gateOn(bench);
    const pending = new PendingActions();
    const [one, other] = [0, 1].map(() => new Camera(client.settings, bench.clock, { pending }));
    const options = { restOpen: false, verify: true, signal: new AbortController().signal };
    const onTrouble = () => undefined;
    const first = await one!.relay.pulse({ ...options, durationMs: 600, onTrouble });
    const second = await other!.relay.pulse({ ...options, durationMs: 2_000, onTrouble });
    await pass(1_900);
    assert.deepEqual(changes(), [['open', 0]]); // prettier-ignore
    await pass(200);
    assert.deepEqual(await Promise.all([first.end, second.end]), ['completed', 'completed']);
    assert.deepEqual(changes(), [['open', 0], ['close', 2_000]]); // prettier-ignore
    await Promise.all([one!.close(), other!.close()]);
    assert.equal(camera.state.relay.open, false);
  });
});
