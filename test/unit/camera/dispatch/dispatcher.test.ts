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

  it('loses nothing of two writes at once that read before they write', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(2);
    await Promise.all([
      client.write('motion', { night_sensitivity: 33 }),
      client.write('motion', { sensitivity: 55 }),
      client.write('motion', { night_sensitivity: 44 }),
    ]);
    const { sensitivity, night_sensitivity } = camera.state.settings.motion;
    assert.deepEqual([sensitivity, night_sensitivity], ['55', '44']);
  });

  it('lets no write of the same command come into a section, and ends it when it is too late', async () => {
    const { camera, client, clock } = await bench.pair();
    const { dispatcher } = client;
    const whole = dispatcher.section('image', {}, async (inside) => {
      const { brightness = 0 } = await client.read('image', {}, inside);
      await client.write('image', { brightness: brightness + 1 }, inside);
      return dispatcher.section('image', inside, () => client.read('image', {}, inside));
    });
    const other = client.write('image', { contrast: 7 });
    await Promise.all([whole, other]);
    const order = camera.received('/cgi-bin/image').map(({ query }) => query.replace(/^uid=\w+&?/, ''));
    const before = /\d+/.exec(order[1]!)![0];
    assert.deepEqual(order, ['', `brightness=${before}`, '', 'contrast=7']);
    const late = later(
      dispatcher.section('image', {}, async (inside) => {
        await clock.advance(5_000);
        return client.read('image', {}, inside);
      }),
    );
    const error = await refusal(late, 'STALE');
    assert.match(error.message, /^Gate: image: /);
  });

  it('sends a stop and a rest beside pictures and reads that hang', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    camera.injectFault('silent', { path: '/cgi-bin/snapshot.cgi' });
    camera.injectFault('silent', { path: '/cgi-bin/getinfo' });
    const held = [later(client.read('snapshot', { stream: 1 })), later(client.read('info'))];
    await Promise.all([camera.when('/cgi-bin/snapshot.cgi'), camera.when('/cgi-bin/getinfo')]);
    await client.write('ptzStop', { stop: 1 });
    await client.write('relay', { status: 1 }, { priority: Priority.Safety });
    await bench.clock.advance(5_000);
    for (const read of held) await refusal(read, 'TIMEOUT');
    assert.equal(camera.concurrency.max, 3);
  });

  it('works on one picture at a time, so that a command finds a place beside it', async () => {
    const { camera, client, clock } = await bench.pair();
    await client.read('model');
    camera.injectFault('silent', { path: '/cgi-bin/snapshot.cgi', times: 1 });
    const pictures = [0, 1].map((stream) => client.read('snapshot', { stream: stream as 0 | 1 }));
    const hung = later(pictures[0]!);
    await camera.when('/cgi-bin/snapshot.cgi');
    await client.write('relay', { status: 1 });
    assert.equal(camera.received('/cgi-bin/snapshot.cgi').length, 1);
    await clock.advance(4_900);
    const next = later(pictures[1]!);
    await clock.advance(100);
    await refusal(hung, 'TIMEOUT');
    await refusal(next, 'STALE');
  });

  it('makes one picture for many who want the same at the same moment, and gives each its own', async () => {
    const { camera, client, clock } = await bench.pair();
    const want = () => client.read('snapshot', { stream: 1 });
    const all = await Promise.all([
      ...Array.from({ length: 20 }, want),
      client.read('snapshot', { stream: 0 }),
    ]);
    assert.equal(camera.received('/cgi-bin/snapshot.cgi').length, 2);
    assert.notEqual(all[0].picture, all[1]!.picture);
    assert.ok(all[0].picture!.equals(all[19]!.picture!));
    await clock.advance(250);
    await Promise.all([want(), want()]);
    assert.equal(camera.received('/cgi-bin/snapshot.cgi').length, 3);
  });

  it('gives nobody a picture from before a command that was answered', async () => {
    const { camera, client } = await bench.pair();
    await client.read('model');
    camera.delay(30, '/cgi-bin/snapshot.cgi');
    const before = client.read('snapshot', { stream: 1 });
    await camera.when('/cgi-bin/snapshot.cgi');
    await client.write('relay', { status: 1 });
    await Promise.all([before, client.read('snapshot', { stream: 1 })]);
    assert.equal(camera.received('/cgi-bin/snapshot.cgi').length, 2);
  });

  it('makes no picture that nobody waits for any more, but one that somebody does', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(20, LOG_IN);
    const gone = new AbortController();
    const want = (signal?: AbortSignal) => later(client.read('snapshot', { stream: 1 }, { signal }));
    const [one, other] = [want(gone.signal), want()];
    await camera.when(LOG_IN);
    gone.abort();
    await refusal(one, 'CLOSED');
    await other;
    const last = new AbortController();
    await bench.clock.advance(250);
    camera.expireSessions();
    await bench.clock.advance(51_000);
    const unwanted = want(last.signal);
    await camera.when(LOG_IN, 2);
    last.abort();
    await refusal(unwanted, 'CLOSED');
    await client.read('model');
    assert.equal(camera.received('/cgi-bin/snapshot.cgi').length, 1);
  });
});
