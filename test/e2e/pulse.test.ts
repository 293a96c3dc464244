import assert from 'node:assert/strict';
import type { FlowNode } from '../../tools/node-red/node-red-process';
import { node, until, useWorld } from './support';

describe('a pulse in a real Node-RED', function () {
  this.timeout(120_000).slow(20_000);

  const relay = node('relay', { action: 'pulse', duration: '400', rest: 'close', verify: true });
  const world = useWorld({ nodes: [relay] });
  const changes = () => world.camera.history.relay.map(({ open }) => open);
  beforeEach(() => {
    world.camera.history.relay.length = 0;
  });

  /** Opens the relay for a minute, in a flow that has just been deployed. */
  const openForAMinute = async () => {
    const { red, camera, flows } = world;
    await red.deploy(flows);
    const before = red.outputs('relay').length;
    await red.send('relay', { payload: { duration: 60_000 } });
    await red.waitForOutputs('relay', before + 1);
    assert.equal(camera.state.relay.open, true);
    assert.deepEqual(changes(), [true]);
  };

  it('comes to rest on time', async () => {
    const { outputs, error } = await world.red.ask('relay');
    assert.equal(error, undefined);
    const payloads = outputs.map(({ payload }) => payload);
    assert.deepEqual(payloads, [
      { open: true, status: 1 },
      { open: false, status: 0 },
    ]);
    const [opened, closed] = world.camera.history.relay;
    const lasted = closed!.at - opened!.at;
    assert.ok(lasted >= 390 && lasted < 2_500, `lasted ${lasted} ms`);
  });

  const renamed = (item: FlowNode, id: string) => (item.id === id ? { ...item, name: `${id} anew` } : item);

  for (const type of ['full', 'nodes', 'flows'] as const) {
    for (const id of ['relay', 'cam']) {
      it(`comes to rest when ${id} is redeployed by ${type}`, async () => {
        await openForAMinute();
        await world.red.deploy(
          world.flows.map((item) => renamed(item, id)),
          type,
        );
        assert.deepEqual(changes(), [true, false]);
      });
    }
  }

  it('comes to rest when its node is deleted', async () => {
    await openForAMinute();
    await world.red.deploy(
      world.flows.filter(({ id }) => id !== 'relay'),
      'nodes',
    );
    assert.deepEqual(changes(), [true, false]);
  });

  it('comes to rest when the camera is back, and says so meanwhile', async () => {
    const { red, camera, flows } = world;
    await red.deploy(flows);
    const before = red.outputs('relay').length;
    const asked = red.ask('relay', {}, 40_000);
    await red.waitForOutputs('relay', before + 1);
    await camera.unplug();
    await red.waitForStatus(
      'relay',
      ({ fill, shape, text }) => `${fill} ${shape} ${text}` === 'yellow ring reset pending',
    );
    await red.waitForLog(/Gate: relay: /);
    await camera.plug();
    const { outputs } = await asked;
    assert.equal(outputs.length, 2);
    assert.deepEqual(changes(), [true, false]);
  });

  it('comes to rest when Node-RED is stopped', async () => {
    await openForAMinute();
    const { code } = await world.red.kill('SIGTERM');
    assert.equal(code, 0);
    assert.deepEqual(changes(), [true, false]);
    await world.red.start();
    assert.deepEqual(changes(), [true, false]);
  });

  it('still comes to rest when the redeployment found the camera away', async () => {
    await openForAMinute();
    await world.camera.unplug();
    await world.red.deploy(world.flows.map((item) => renamed(item, 'relay')));
    await world.camera.plug();
    await until('the relay to close', () => !world.camera.state.relay.open, 20_000);
    assert.deepEqual(changes(), [true, false]);
  });
});
