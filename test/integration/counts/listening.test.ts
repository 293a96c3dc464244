import assert from 'node:assert/strict';
import { listeningCamera } from '../../unit/camera/events/support/listening-camera';

const MINUTE_MS = 60_000;
const MINUTES = 60;

describe('an hour of listening to a camera at rest', () => {
  it('by ONVIF takes one subscription, three pulls a minute and half as many renewals', async () => {
    const { clock, onvif, port, stop, events, statuses } = await listeningCamera(['onvif', 'port']);
    await clock.advance(MINUTE_MS);
    const count = (operation: string) =>
      onvif.camera.onvif.operations.filter((one) => one === operation).length;
    let timers = 0;
    for (let minute = 0; minute < MINUTES; minute += 1) {
      await clock.advance(MINUTE_MS);
      timers = Math.max(timers, clock.pending);
    }
    assert.equal(count('CreatePullPointSubscription'), 1);
    assert.ok(count('PullMessages') <= 3 * (MINUTES + 1), `${count('PullMessages')} pulls`);
    assert.ok(count('Renew') <= 1.5 * (MINUTES + 1), `${count('Renew')} renewals`);
    // A deadline, and those of the simulated camera: how long it holds a pull, and how long a subscription lives.
    assert.ok(timers <= 3, `${timers} timers`);
    assert.deepEqual([port.connections.length, events.length, statuses.length], [0, 0, 1]);
    const stopped = stop();
    await clock.advance(5_000);
    await stopped;
    await onvif.camera.stop();
  });

  it('by the control port takes one connection, renewed each half hour, and three heartbeats a minute', async () => {
    const { clock, onvif, port, stop, events, statuses } = await listeningCamera(['port']);
    await clock.advance(MINUTE_MS);
    let timers = 0;
    for (let minute = 0; minute < MINUTES; minute += 1) {
      await clock.advance(MINUTE_MS);
      timers = Math.max(timers, clock.pending);
      assert.ok(port.open <= 1);
    }
    const heartbeats = port.received.filter((type) => type !== 'USER_AUTH_MESSAGE').length;
    assert.ok(port.connections.length <= 3, `${port.connections.length} connections`);
    assert.equal(port.received.length - heartbeats, port.connections.length);
    assert.ok(heartbeats >= 2.5 * MINUTES && heartbeats <= 3.5 * MINUTES, `${heartbeats} heartbeats`);
    assert.equal(timers, 1);
    assert.deepEqual([onvif.bodies.length, events.length, statuses.length], [0, 0, 1]);
    await stop();
    assert.equal(clock.pending, 0);
    await onvif.camera.stop();
  });
});
