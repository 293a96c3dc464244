import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listeningCamera, PASSWORD, type ListeningCamera } from './support/listening-camera';

const MINUTE_MS = 60_000;

/** What happens to the camera in one minute. */
const TROUBLES = [
  'nothing', 'restart', 'onvif gone', 'onvif silent', 'onvif back', 'port gone', 'port silent', 'port closes',
  'port back', 'half-open', 'forgotten', 'motion', 'password', 'empty pulls',
] as const; // prettier-ignore
type Trouble = (typeof TROUBLES)[number];

function happen({ onvif, port }: ListeningCamera, trouble: Trouble): void {
  const { camera } = onvif;
  switch (trouble) {
    case 'nothing':
      return;
    case 'restart':
      camera.onvif.reset();
      onvif.drop();
      return port.drop();
    case 'onvif gone':
      onvif.trouble = 'unreachable';
      return onvif.drop();
    case 'onvif silent':
      onvif.trouble = 'silent';
      return;
    case 'onvif back':
      onvif.trouble = undefined;
      camera.onvif.faults.clear();
      return camera.changePassword(PASSWORD);
    case 'port gone':
      port.behaviour = 'refused-connection';
      return port.drop();
    case 'port silent':
      port.behaviour = 'silent';
      return port.drop();
    case 'port closes':
      port.behaviour = 'closes';
      return port.drop();
    case 'port back':
      port.behaviour = 'answers';
      port.answersHeartbeats = true;
      return;
    case 'half-open':
      port.answersHeartbeats = false;
      return;
    case 'forgotten':
      return camera.onvif.subscriptions.clear();
    case 'motion':
      camera.alarms.motion(true);
      camera.alarms.motion(false);
      port.alarm(14);
      return port.alarm(33);
    case 'password':
      port.behaviour = 'refuses';
      port.drop();
      return camera.changePassword('another');
    case 'empty pulls':
      return void camera.onvif.faults.on('empty-at-once');
  }
}

describe('an hour of listening', () => {
  const hour = fc.array(fc.constantFrom(...TROUBLES), { minLength: 60, maxLength: 60 });

  it('keeps everything bounded, whatever happens to the camera, and recovers from it', async () => {
    await fc.assert(
      fc.asyncProperty(hour, async (troubles) => {
        const world = await listeningCamera(['onvif', 'port']);
        const { clock, onvif, port, alarms, events, stop } = world;
        for (const trouble of troubles) {
          happen(world, trouble);
          await clock.advance(MINUTE_MS);
          assert.ok(port.open <= 1, `${port.open} connections`);
          assert.ok(clock.pending < 12, `${clock.pending} timers`);
        }
        const count = (operation: string) =>
          onvif.camera.onvif.operations.filter((one) => one === operation).length;
        // A subscription a minute, and four more where the camera forgets them; a pull now and then, and those of motion.
        assert.ok(
          count('CreatePullPointSubscription') <= 60 + 4 * 15,
          `${count('CreatePullPointSubscription')}`,
        );
        assert.ok(count('PullMessages') <= 1_000, `${count('PullMessages')} pulls`);
        assert.ok(onvif.bodies.length <= 3_000, `${onvif.bodies.length} requests`);
        const logIns = port.received.filter((type) => type === 'USER_AUTH_MESSAGE').length;
        assert.ok(port.connections.length <= 250 && logIns <= 250, `${port.connections.length} connections`);
        const states = events.flatMap((event) => (event.topic === 'motion' ? [event.active] : []));
        assert.ok(
          states.every((active, i) => active !== states[i - 1]),
          states.join(),
        );

        happen(world, 'onvif back');
        happen(world, 'port back');
        alarms.reachable();
        await clock.advance(3 * MINUTE_MS);
        assert.equal(alarms.status?.state, 'listening');
        events.length = 0;
        happen(world, 'motion');
        await clock.advance(30_000);
        assert.equal(events.at(-1)?.active, false);

        const stopped = stop();
        await clock.advance(5_000);
        await stopped;
        assert.equal(port.open, 0);
        await clock.advance(2 * MINUTE_MS);
        assert.equal(onvif.camera.onvif.subscriptions.count, 0);
        assert.equal(clock.pending, 0);
        await onvif.camera.stop();
      }),
      { numRuns: 8 },
    );
  }).timeout(120_000);
});
