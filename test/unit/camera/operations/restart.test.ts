import assert from 'node:assert/strict';
import type { Camera } from '../../../../camera/device/camera';
import { restart, type Restart } from '../../../../camera/operations/restart';
import { Bench } from '../../../support/bench';
import { settle } from '../../../../tools/fake-clock';
import { later, refusal } from '../../../support/refusal';

const LOG_IN = '/cgi-bin/getuid';
const REBOOT = '/cgi-bin/reboot';

describe('a restart of the camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  /** One of ten seconds at most, unless said otherwise; tells whether it goes on. */
  const begin = (client: Camera, more: Partial<Restart<unknown>>) => {
    const under = { way: true };
    const whole = { command: 'reboot', why: 'it is rebooting', begin: () => Promise.resolve() };
    const restarted = restart(client, {
      ...whole,
      waitMs: 10_000,
      signal: new AbortController().signal,
      ...more,
    });
    return { restarted: later(restarted.finally(() => (under.way = false))), under };
  };

  it('does not begin if nobody wants it any more once the log-in is answered', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(20, LOG_IN);
    const gone = new AbortController();
    let begun = false;
    const { restarted } = begin(client, {
      begin: () => Promise.resolve((begun = true)),
      signal: gone.signal,
    });
    await camera.when(LOG_IN);
    gone.abort();
    const error = await refusal(restarted, 'CLOSED');
    assert.match(error.message, /^Gate: reboot: .*before it was sent/);
    assert.equal(begun, false);
    await client.read('model');
  });

  it('is not said to have been kept from the camera by who goes while it restarts', async () => {
    const { camera, client } = await bench.pair();
    camera.injectFault('pretend', { path: REBOOT });
    const gone = new AbortController();
    const { restarted } = begin(client, {
      begin: () => client.write('reboot', {}, { bypassExclusive: true }),
      signal: gone.signal,
    });
    await camera.when(REBOOT);
    gone.abort();
    for (let second = 0; second < 3; second += 1) await bench.clock.advance(1_000);
    const error = await refusal(restarted, 'CLOSED');
    assert.match(error.message, /^Gate: reboot: .*while the camera restarted$/);
    assert.equal(error.isNotDone, false);
  });

  it('waits for the camera to go although the session from before has died meanwhile', async () => {
    const { camera, client, clock } = await bench.pair();
    await client.read('model');
    const { restarted, under } = begin(client, {
      begin: async () => {
        // As long as a large image takes.
        await clock.advance(120_000);
        camera.expireSessions();
      },
      waitMs: 60_000,
    });
    await camera.when(LOG_IN, 2);
    for (let second = 0; second < 5; second += 1) await clock.advance(1_000);
    assert.deepEqual(under, { way: true }, 'it has not even gone');
    await camera.unplug();
    for (let second = 0; second < 3; second += 1) await clock.advance(1_000);
    camera.expireSessions();
    await camera.plug();
    for (let second = 0; second < 20 && under.way; second += 1) await clock.advance(1_000);
    const { downtime } = await restarted;
    assert.ok(downtime >= 5_000, `${downtime}`);
  });

  it('is not taken for over while the camera answers nonsense', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.injectFault('html', { path: '/cgi-bin/keep_alive', times: Infinity });
    const { restarted, under } = begin(client, { command: 'firmware' });
    for (let second = 0; under.way && second < 60; second += 1) {
      await clock.advance(1_000);
      for (let turn = 0; turn < 20; turn += 1) await settle();
    }
    const { message } = await refusal(restarted, 'TIMEOUT');
    assert.equal(message, 'Gate: firmware: it took the command but did not restart within 10 s');
  });
});
