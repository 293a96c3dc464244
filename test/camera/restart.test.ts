import assert from 'node:assert/strict';
import { restart } from '../../camera/restart';
import { Bench } from '../support/bench';
import { settle } from '../support/fake-clock';
import { later, refusal } from '../support/refusal';

const LOG_IN = '/cgi-bin/getuid';
const REBOOT = '/cgi-bin/reboot';

describe('a restart of the camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('does not begin if nobody wants it any more once the log-in is answered', async () => {
    const { camera, client } = await bench.pair();
    camera.delay(20, LOG_IN);
    let isWanted = true;
    let begun = false;
    const restarted = later(
      restart(client, {
        command: 'reboot',
        why: 'it is rebooting',
        begin: () => Promise.resolve((begun = true)),
        waitMs: 10_000,
        isWanted: () => isWanted,
      }),
    );
    await camera.when(LOG_IN);
    isWanted = false;
    const error = await refusal(restarted, 'CLOSED');
    assert.match(error.message, /^Gate: reboot: .*before it was sent/);
    assert.equal(begun, false);
    await client.read('model');
  });

  it('is not said to have been kept from the camera by who goes while it restarts', async () => {
    const { camera, client } = await bench.pair();
    camera.misbehave('pretend', { path: REBOOT });
    let isWanted = true;
    const restarted = later(
      restart(client, {
        command: 'reboot',
        why: 'it is rebooting',
        begin: () => client.write('reboot', {}, { despiteBusy: true }),
        waitMs: 10_000,
        isWanted: () => isWanted,
      }),
    );
    await camera.when(REBOOT);
    isWanted = false;
    for (let second = 0; second < 3; second += 1) await bench.clock.advance(1_000);
    const error = await refusal(restarted, 'CLOSED');
    assert.match(error.message, /^Gate: reboot: .*while the camera restarted$/);
    assert.equal(error.isNotDone, false);
  });

  it('waits for the camera to go although the session from before has died meanwhile', async () => {
    const { camera, client, clock } = await bench.pair();
    await client.read('model');
    let isOver = false;
    const hasEnded = () => isOver;
    const restarted = restart(client, {
      command: 'firmware',
      why: 'its firmware is being upgraded',
      begin: async () => {
        // As long as a large image takes.
        await clock.advance(120_000);
        camera.expireSessions();
      },
      waitMs: 60_000,
      isWanted: () => true,
    }).finally(() => (isOver = true));
    await camera.when(LOG_IN, 2);
    for (let second = 0; second < 5; second += 1) await clock.advance(1_000);
    assert.equal(hasEnded(), false, 'it has not even gone');
    await camera.unplug();
    for (let second = 0; second < 3; second += 1) await clock.advance(1_000);
    camera.expireSessions();
    await camera.plug();
    for (let second = 0; second < 20 && !hasEnded(); second += 1) await clock.advance(1_000);
    const { downtime } = await restarted;
    assert.ok(downtime >= 5_000, `${downtime}`);
  });

  it('is not taken for over while the camera answers nonsense', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.misbehave('html', { path: '/cgi-bin/keep_alive', times: Infinity });
    let busy = true;
    const isBusy = () => busy;
    const restarted = later(
      restart(client, {
        command: 'firmware',
        why: 'its firmware is being upgraded',
        begin: () => Promise.resolve(),
        waitMs: 10_000,
        isWanted: () => true,
      }).finally(() => (busy = false)),
    );
    for (let second = 0; isBusy() && second < 60; second += 1) {
      await clock.advance(1_000);
      for (let turn = 0; turn < 20; turn += 1) await settle();
    }
    const { message } = await refusal(restarted, 'TIMEOUT');
    assert.equal(message, 'Gate: firmware: it took the command but did not restart within 10 s');
  });
});
