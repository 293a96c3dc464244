import assert from 'node:assert/strict';
import type { AlarmSourceName } from '../../../../camera/events/alarm-source';
import { listeningCamera, PASSWORD, type ListeningCamera } from './support/listening-camera';

const MINUTE_MS = 60_000;

/** Starts with everything gone that a source is connected to. */
function vanish({ onvif, port }: ListeningCamera, how: 'closed' | 'silent'): void {
  onvif.trouble = how === 'closed' ? 'unreachable' : 'silent';
  port.behaviour = how === 'closed' ? 'refused-connection' : 'silent';
  port.answersHeartbeats = false;
  if (how === 'closed') {
    onvif.drop();
    port.drop();
  }
}

/** A camera that has restarted: of what was, it knows nothing. */
function appear({ onvif, port, alarms }: ListeningCamera): void {
  onvif.trouble = undefined;
  onvif.camera.onvif.reset();
  onvif.camera.alarms.reset();
  port.drop();
  port.behaviour = 'answers';
  port.answersHeartbeats = true;
  // As the camera's session does when a command is answered again.
  alarms.reachable();
}

function move({ onvif, port }: ListeningCamera, active: boolean): void {
  onvif.camera.alarms.motion(active);
  port.alarm(active ? 14 : 33);
}

const states = ({ statuses }: ListeningCamera) => statuses.map(({ state }) => state);
const motions = ({ events }: ListeningCamera) =>
  events.flatMap((event) => (event.topic === 'motion' ? [event.active] : []));

const VARIANTS: readonly (readonly [name: string, sources: readonly AlarmSourceName[]])[] = [
  ['onvif', ['onvif']],
  ['port', ['port']],
  ['auto', ['onvif', 'port']],
];

for (const [name, sources] of VARIANTS) {
  describe(`listening by ${name}, by the clock,`, () => {
    let world: ListeningCamera;
    beforeEach(async () => {
      world = await listeningCamera(sources);
      await world.clock.advance(5_000);
      assert.deepEqual(states(world), ['listening']);
    });
    afterEach(async () => {
      const stopped = world.stop();
      await world.clock.advance(5_000);
      await stopped;
      assert.equal(world.port.open, 0);
      await world.onvif.camera.stop();
    });

    const isListening = () => world.alarms.status?.state === 'listening';

    for (const how of ['closed', 'silent'] as const) {
      it(`survives an outage of three minutes in which everything is ${how}`, async () => {
        move(world, true);
        await world.clock.advance(1_000);
        vanish(world, how);
        await world.clock.advance(3 * MINUTE_MS);
        assert.deepEqual(states(world), ['listening', 'lost']);
        assert.deepEqual(motions(world), [true, null]);
        const forgotten = world.events.at(-1)!;
        assert.match('reason' in forgotten ? String(forgotten.reason) : '', /\w/);

        appear(world);
        await world.clock.advance(MINUTE_MS);
        assert.ok(isListening(), world.alarms.status?.reason);
        assert.deepEqual(motions(world), [true, null]);
        for (const active of [true, true, false, false]) {
          move(world, active);
          await world.clock.advance(5_000);
        }
        assert.deepEqual(motions(world), [true, null, true, false]);
        assert.deepEqual(states(world), ['listening', 'lost', 'listening']);
      });
    }

    it('survives a restart of half a minute, and tells no state that nobody reported', async () => {
      move(world, true);
      await world.clock.advance(1_000);
      vanish(world, 'closed');
      await world.clock.advance(30_000);
      appear(world);
      await world.clock.advance(2 * MINUTE_MS);
      assert.ok(isListening(), world.alarms.status?.reason);
      world.events.length = 0;
      for (const active of [true, false]) {
        move(world, active);
        await world.clock.advance(5_000);
      }
      assert.deepEqual(motions(world).at(-1), false);
      assert.ok(motions(world).length <= 2);
    });

    it('tries a password that is refused once a minute, and listens when it is mended in the camera', async () => {
      world.onvif.camera.changePassword('another');
      world.port.behaviour = 'refuses';
      world.onvif.camera.onvif.reset();
      world.onvif.drop();
      world.port.drop();
      await world.clock.advance(5 * MINUTE_MS);
      assert.deepEqual(states(world), ['listening', 'lost']);
      const requests = world.onvif.bodies.length;
      const logIns = world.port.received.length;
      await world.clock.advance(10 * MINUTE_MS);
      // A try asks for the time first.
      assert.ok(world.onvif.bodies.length - requests <= 2 * 10, `${world.onvif.bodies.length - requests}`);
      assert.ok(world.port.received.length - logIns <= 10, `${world.port.received.length - logIns}`);
      world.onvif.camera.changePassword(PASSWORD);
      world.port.behaviour = 'answers';
      await world.clock.advance(75_000);
      assert.ok(isListening(), world.alarms.status?.reason);
      move(world, true);
      move(world, false);
      await world.clock.advance(5_000);
      assert.deepEqual(motions(world), [true, false]);
    });
  });
}

describe('listening by auto, by the clock,', () => {
  it('stays with ONVIF through an outage, and goes over to the port when ONVIF has failed three times', async () => {
    const world = await listeningCamera(['onvif', 'port']);
    await world.clock.advance(5_000);
    vanish(world, 'closed');
    await world.clock.advance(30_000);
    appear(world);
    await world.clock.advance(2 * MINUTE_MS);
    assert.deepEqual(
      world.statuses.map(({ source }) => source),
      ['onvif', 'onvif', 'onvif'],
    );
    assert.equal(world.port.connections.length, 0);
    world.onvif.trouble = 'unreachable';
    world.onvif.drop();
    await world.clock.advance(10 * MINUTE_MS);
    const { state, source } = world.alarms.status!;
    assert.deepEqual([state, source], ['listening', 'port']);
    const stopped = world.stop();
    await world.clock.advance(5_000);
    await stopped;
    await world.onvif.camera.stop();
  });
});
