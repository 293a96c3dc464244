import assert from 'node:assert/strict';
import { getActiveResourcesInfo } from 'node:process';
import helper from 'node-red-node-test-helper';
import { Camera } from '../../../camera/device/camera';
import { PendingActions } from '../../../camera/device/pending-actions';
import { SimulatedCamera } from '../../../simulator/index';
import { useStage } from '../../unit/nodes/stage';
import { accountOf } from '../../support/bench';
import { until } from './stage';

const TIMES = 100;

/** What a process holds that does not go away by itself. */
function census() {
  const resources = getActiveResourcesInfo();
  const count = (kind: string) => resources.filter((resource) => resource === kind).length;
  const listeners = process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0);
  return { timers: count('Timeout'), sockets: count('TCPSocketWrap'), listeners };
}

describe('a hundred redeploys', function () {
  this.timeout(120_000).slow(30_000);

  const onTrouble = () => undefined;

  it('of a camera in full swing leave it at rest, and no timer, socket or listener behind', async () => {
    const camera = await SimulatedCamera.start();
    const pending = new PendingActions();
    const before = census();
    for (let time = 0; time < TIMES; time += 1) {
      const gone = new AbortController();
      const { signal } = gone;
      const client = new Camera({ ...accountOf(camera), name: 'Gate' }, undefined, { pending });
      client.keep();
      await client.ptz.move({ input: { zoom: 1 }, signal, onTrouble });
      await client.relay.pulse({ durationMs: 60_000, restOpen: false, verify: true, signal, onTrouble });
      const waiting = Array.from({ length: 10 }, () => client.read('model').catch(() => undefined));
      if (time % 2) {
        gone.abort();
        await client.release(signal);
      }
      await client.close();
      await Promise.all(waiting);
      assert.equal(camera.state.relay.open, false);
      assert.equal(camera.state.ptz.moving, false);
    }
    await until('everything is given back', 10_000, () => {
      const { timers, sockets, listeners } = census();
      // The wait itself has a timer.
      return timers <= before.timers + 1 && sockets <= before.sockets && listeners === before.listeners;
    });
    await camera.stop();
  });

  it('of a camera that is away leave no timer, socket or listener behind either', async () => {
    const camera = await SimulatedCamera.start();
    await camera.unplug();
    const before = census();
    for (let time = 0; time < TIMES; time += 1) {
      const client = new Camera({ ...accountOf(camera), name: 'Gate' });
      client.keep();
      const failing = client.ptz.move({
        input: { zoom: 1 },
        signal: new AbortController().signal,
        onTrouble,
      });
      await assert.rejects(failing, { code: 'UNREACHABLE' });
      await client.close();
    }
    await until('everything is given back', 10_000, () => {
      const { timers, sockets, listeners } = census();
      return timers <= before.timers + 1 && sockets <= before.sockets && listeners === before.listeners;
    });
    await camera.stop();
  });
});

describe('a hundred redeploys of a node', function () {
  this.timeout(120_000).slow(30_000);

  const stage = useStage();

  for (const type of ['relay', 'ptz', 'events', 'settings']) {
    it(`of a node of type ${type} leave no listener at a camera that stays`, async () => {
      await stage.load({ type: `anjvision-${type}`, command: 'model' });
      const { client } = helper.getNode('cam') as unknown as { client: Camera };
      const listeners = () =>
        client.connection
          .eventNames()
          .reduce((sum, event) => sum + client.connection.listenerCount(event), 0);
      const before = listeners();
      for (let time = 0; time < TIMES; time += 1) await stage.redeploy({ name: `time ${time}` }, 'nodes');
      assert.equal(listeners(), before);
    });
  }
});
