import assert from 'node:assert/strict';
import { node, result, until, useWorld } from './support';

describe('five hundred movements that wait at a slow camera', function () {
  this.timeout(240_000).slow(60_000);

  const ROUND_TRIP_MS = 400;
  const world = useWorld({
    nodes: [node('ptz', { action: 'payload', speed: 5, duration: 0, maxDuration: 0 })],
    cam: { timeout: '10000' },
  });

  it('give way to a stop within two round trips, and nothing moves after it', async () => {
    const { red, camera } = world;
    camera.delay(ROUND_TRIP_MS, '/cgi-bin/ptz_ctrl');
    const first = camera.when('/cgi-bin/ptz_ctrl');
    const payloads = Array.from({ length: 500 }, (_, index) => (index % 2 ? 'left' : 'right'));
    const sent = await Promise.all(payloads.map((payload) => red.send('ptz', { payload })));
    await first;
    const asked = Date.now();
    await result(red, 'ptz', { payload: 'stop' });
    const requests = camera.received('/cgi-bin/ptz_ctrl');
    const stop = requests.find(({ query }) => query.includes('stop=1'))!;
    // Half a second for a machine that has other things to do.
    assert.ok(stop.at - asked <= 2 * ROUND_TRIP_MS + 500, `${stop.at - asked} ms`);
    await until('every message to end', () => red.endings('ptz').length > payloads.length);
    const ended = red.endings('ptz').map(({ msgid }) => msgid);
    assert.deepEqual(
      sent.filter((id) => ended.filter((other) => other === id).length !== 1),
      [],
    );
    // Whatever had still been on its way would be there by now.
    await new Promise((resolve) => setTimeout(resolve, 2 * ROUND_TRIP_MS));
    assert.ok(camera.received('/cgi-bin/ptz_ctrl').at(-1)!.query.includes('stop=1'));
    assert.ok(requests.length < 20, `${requests.length} of 500 were sent`);
    assert.equal(camera.state.ptz.moving, false);
  });
});

describe('a hundred redeploys', function () {
  this.timeout(480_000).slow(240_000);

  const world = useWorld({
    nodes: [
      node('relay', { action: 'payload' }),
      node('ptz', { action: 'payload' }),
      node('events', { relayInterval: 1 }),
      {
        id: 'census',
        type: 'function',
        z: 'tab',
        outputs: 1,
        libs: [{ var: 'node_process', module: 'process' }],
        func: 'msg.payload = node_process.getActiveResourcesInfo(); return msg;',
        wires: [['sink']],
      },
    ],
  });

  /** How many timers and sockets keep this Node-RED awake, once its camera has answered. */
  async function census(): Promise<{ timers: number; sockets: number }> {
    await result(world.red, 'relay', { payload: 'get' });
    const resources = (await result(world.red, 'census')) as string[];
    const count = (kind: string) => resources.filter((resource) => resource === kind).length;
    return { timers: count('Timeout'), sockets: count('TCPSocketWrap') };
  }

  it('leave no timer and no socket behind', async () => {
    const { red, flows } = world;
    const redeploy = (round: number) =>
      red.deploy(
        flows.map((one) => (one.id === 'relay' ? { ...one, name: `round ${round}` } : one)),
        round % 2 ? 'full' : 'nodes',
      );
    for (let round = 0; round < 4; round += 1) await redeploy(round);
    const before = await census();
    for (let round = 4; round < 104; round += 1) await redeploy(round);
    const after = await census();
    assert.ok(after.timers <= before.timers + 3, `${before.timers} timers became ${after.timers}`);
    assert.ok(after.sockets <= before.sockets + 3, `${before.sockets} sockets became ${after.sockets}`);
  });
});
