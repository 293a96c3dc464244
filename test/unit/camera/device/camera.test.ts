import assert from 'node:assert/strict';
import type { Camera } from '../../../../camera/device/camera';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench, until } from '../../../support/bench';
import { settle } from '../../../../tools/fake-clock';
import { later, refusal } from '../../../support/refusal';

const LOG_IN = '/cgi-bin/getuid';
const KEEP_ALIVE = '/cgi-bin/keep_alive';

/** Many reads of different kinds at once. */
function readMany(client: Camera, count: number): Promise<unknown>[] {
  const kinds = ['info', 'model', 'capabilities', 'relay', 'image', 'time'] as const;
  return Array.from({ length: count }, (_, index) => client.read(kinds[index % kinds.length]!));
}

const withoutLogIn = (camera: SimulatedCamera) => camera.requests.filter(({ path }) => path !== LOG_IN);

describe('a camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('logs in once for a hundred commands at once, and works on two at a time', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(2);
    await Promise.all(readMany(client, 100));
    assert.equal(camera.received(LOG_IN).length, 1);
    assert.equal(withoutLogIn(camera).length, 100);
    assert.equal(camera.concurrency.max, 2);
    // One more for the log-in.
    assert.ok(camera.connections <= 3);
  });

  it('logs in once more when the session is lost half-way, and repeats two commands at most', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(2);
    const reads = readMany(client, 100);
    await until('half of them were sent', () => withoutLogIn(camera).length >= 50);
    // Two log-ins within a second may get the same uid.
    await bench.clock.advance(1_000);
    camera.expireSessions();
    await Promise.all(reads);
    assert.equal(camera.received(LOG_IN).length, 2);
    const sent = withoutLogIn(camera).length;
    assert.ok(sent >= 100 && sent <= 102, `${sent} requests`);
    assert.equal(camera.concurrency.max, 2);
  });

  it('keeps its session by one keep-alive when nothing else is sent', async () => {
    const { camera, client, clock } = await bench.pair();
    client.keep();
    await clock.advance(0);
    await until('the camera was found', () => client.state === 'online');
    for (let minute = 1; minute <= 5; minute += 1) {
      await clock.advance(50_000);
      await camera.when(KEEP_ALIVE, minute + 1);
      await until('it is answered', () => client.idleMs === 0 || client.idleMs < 10_000);
    }
    assert.equal(camera.received(LOG_IN).length, 1);
    assert.equal(camera.received(KEEP_ALIVE).length, 6);
  });

  it('works as soon as a camera is there that was off at the start', async () => {
    const { camera, client, clock } = await bench.pair();
    await camera.unplug();
    client.keep();
    await clock.advance(0);
    await until('its absence is noticed', () => client.state === 'offline');
    await refusal(client.read('model'), 'UNREACHABLE');
    await clock.advance(120_000);
    await camera.plug();
    assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
    assert.equal(client.state, 'online');
  });

  it('finds a camera that comes back by itself', async () => {
    const { camera, client, clock } = await bench.pair();
    await camera.unplug();
    client.keep();
    await clock.advance(0);
    await until('its absence is noticed', () => client.state === 'offline');
    await camera.plug();
    for (let second = 0; second < 60 && client.state === 'offline'; second += 1) {
      await clock.advance(1_000);
      // What is on its way may arrive before the next second passes.
      for (let turn = 0; turn < 50; turn += 1) await settle();
    }
    assert.equal(client.state, 'online');
  });

  it('sends nothing more for a signal that is aborted while it waits', async () => {
    const { camera, client } = await bench.pair();
    camera.injectFault('silent', { path: LOG_IN });
    const gone = new AbortController();
    const { signal } = gone;
    const mine = [
      later(client.write('alarm', {}, { signal })),
      later(client.read('info', {}, { signal })),
      later(client.read('image', {}, { signal })),
    ];
    await camera.when(LOG_IN);
    gone.abort();
    const withdrawn = client.release(signal);
    await refusal(mine[2]!, 'CLOSED');
    await bench.clock.advance(5_000);
    await withdrawn;
    await Promise.allSettled(mine);
    assert.deepEqual(withoutLogIn(camera), []);
  });

  it('rejects everything with CLOSED once it is closed, and leaves no connection', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    camera.injectFault('silent', { times: 2 });
    const held = [later(client.read('info')), later(client.write('alarm', {}))];
    const [alarm] = await Promise.all([
      camera.when('/cgi-bin/setManualInputAlarm'),
      camera.when('/cgi-bin/getinfo'),
    ]);
    assert.ok(alarm);
    const waiting = [later(client.read('model')), later(client.write('relay', { status: 1 }))];
    const closing = client.close();
    // What was sent has a moment to be answered.
    await bench.clock.advance(4_000);
    await closing;
    for (const command of [...waiting, later(client.read('model')), later(client.write('alarm', {}))])
      await refusal(command, 'CLOSED');
    for (const command of held) await refusal(command, 'CONNECTION_LOST');
    await until('all connections are closed', () => camera.openConnections === 0);
    assert.equal(bench.clock.pending, 0);
    assert.equal(withoutLogIn(camera).length, 3);
  });

  it('lets what was sent be answered before it is closed, and a relay that was set be looked at', async () => {
    const { camera, client } = await bench.pair({}, {});
    await client.read('model');
    camera.delay(20);
    const sent = [client.read('info'), client.relay.set(true, { verify: true })];
    await Promise.all([camera.when('/cgi-bin/getinfo'), camera.when('/cgi-bin/setRelayStatus')]);
    await client.close();
    await Promise.all(sent);
    assert.equal(camera.received('/cgi-bin/getRelayStatus').length, 1);
    assert.equal(bench.clock.pending, 0);
  });

  it('sends nothing for a log-in that ends after it was closed', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(5, LOG_IN);
    const late = later(client.write('alarm', {}));
    await camera.when(LOG_IN);
    await client.close();
    await assert.rejects(late);
    await until('all connections are closed', () => camera.openConnections === 0);
    assert.deepEqual(withoutLogIn(camera), []);
  });
});
