import assert from 'node:assert/strict';
import { codeOf, node, useWorld } from './support';

const PTZ = '/cgi-bin/ptz_ctrl';
const PICTURE = '/cgi-bin/snapshot.cgi';
/** The contract's half second, and as much again for a machine that has other things to do. */
const PROMPT_MS = 1_000;

describe('a rest and a stop', function () {
  this.timeout(240_000).slow(60_000);

  /** Sends many messages to a node. */
  const many = (id: string, count: number, payload: string, to: string) => ({
    id,
    type: 'function',
    z: 'tab',
    outputs: 1,
    func: `for (let i = 0; i < ${count}; i += 1) node.send({ payload: ${payload} });`,
    wires: [[to]],
  });
  const world = useWorld({
    nodes: [
      node('relay', { action: 'payload', duration: '500' }),
      node('ptz', { action: 'payload', maxDuration: 60_000 }),
      node('snapshot', { stream: 'main' }),
      node('settings', { command: 'model' }),
      { ...node('snapshot', { stream: 'sub' }), id: 'second' },
      { id: 'burst over', type: 'function', z: 'tab', func: '', wires: [] },
      many('moves', 10_000, "i % 2 ? 'left' : 'right'", 'ptz'),
      many('pictures', 30_000, '{ stream: i % 2 ? "main" : "sub" }', 'snapshot'),
    ],
    cam: { timeout: '30000' },
  });
  const stops = () => world.camera.received(PTZ).filter(({ query }) => query.includes('stop=1'));
  const lasted = () => {
    const [opened, closed] = world.camera.history.relay;
    return closed!.at - opened!.at;
  };
  beforeEach(() => {
    const { camera } = world;
    camera.delays.all = 0;
    camera.delays.paths = {};
    camera.forgetRequests();
    camera.history.relay.length = 0;
  });

  it('do not wait for pictures that take three seconds', async () => {
    const { red, camera } = world;
    await red.ask('ptz', { payload: 'left' });
    camera.delay(3_000, PICTURE);
    const pictures = [red.ask('snapshot', {}, 30_000), red.ask('second', {}, 30_000)];
    await camera.when(PICTURE);
    const asked = Date.now();
    await Promise.all([red.ask('ptz', { payload: 'stop' }), red.ask('relay', { payload: 'pulse' })]);
    const stop = stops()[0]!.at - asked;
    assert.ok(stop < PROMPT_MS, `the stop came after ${stop} ms`);
    assert.ok(lasted() >= 490 && lasted() < 500 + PROMPT_MS, `open for ${lasted()} ms`);
    assert.ok(camera.concurrency.max <= 3, `${camera.concurrency.max} at a time`);
    await Promise.all(pictures);
  });

  it('do not wait for a read-back that takes four seconds', async () => {
    const { red, camera } = world;
    camera.delay(4_000, '/cgi-bin/getRelayStatus');
    const { outputs, error } = await red.ask('relay', { payload: 'pulse' }, 30_000);
    assert.equal(error, undefined);
    assert.equal(outputs.length, 2);
    assert.ok(lasted() >= 490 && lasted() < 500 + PROMPT_MS, `open for ${lasted()} ms`);
  });

  it('come on time while twenty viewers look at a camera that takes a second for a picture', async () => {
    const { red, camera } = world;
    camera.delay(1_000, PICTURE);
    let isOver = false as boolean;
    const viewers = Array.from({ length: 20 }, async () => {
      const codes: unknown[] = [];
      while (!isOver) codes.push(codeOf(await red.ask('snapshot', {}, 30_000)));
      return codes;
    });
    await camera.when(PICTURE, 3);
    const opened = await red.ask('relay', { payload: 'pulse' });
    assert.equal(opened.error, undefined);
    assert.ok(lasted() < 500 + PROMPT_MS, `open for ${lasted()} ms`);
    assert.equal((await red.ask('relay', { payload: 'close' })).error, undefined);
    isOver = true;
    const codes = (await Promise.all(viewers)).flat();
    assert.deepEqual(codes.filter((code) => ['STALE', 'TIMEOUT'].includes(String(code))), []); // prettier-ignore
    assert.ok(camera.received(PICTURE).length < 20, 'they share pictures');
  });

  it('do not keep a pad that asks every half second from moving the camera beside six viewers', async () => {
    const { red, camera } = world;
    camera.history.ptz.length = 0;
    camera.delay(1_000, PICTURE);
    camera.delay(1_000, '/cgi-bin/getmodel');
    let isOver = false as boolean;
    const viewers = Array.from({ length: 6 }, async (_, index) => {
      const what = index % 2 ? 'snapshot' : 'settings';
      while (!isOver) await red.ask(what, {}, 30_000);
    });
    await camera.when('/cgi-bin/getmodel', 3);
    const began = Date.now();
    const moves = () => camera.history.ptz.filter(({ kind }) => kind === 'move');
    for (let asks = 0; asks < 20 && moves().length === 0; asks += 1) {
      await red.send('ptz', { payload: { pan: -1, duration: 1_500 } });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    isOver = true;
    assert.ok(moves().length > 0, `it has not moved for ${Date.now() - began} ms`);
    await red.ask('ptz', { payload: 'stop' });
    await Promise.all(viewers);
  });

  for (const [burst, path] of [
    ['moves', PTZ],
    ['pictures', PICTURE],
  ] as const)
    it(`come at once behind tens of thousands of ${burst}`, async () => {
      const { red, camera } = world;
      camera.delay(400, path);
      await red.send(burst);
      await camera.when(path);
      // Node-RED has delivered the others by then.
      await red.send('burst over');
      const asked = Date.now();
      await red.ask('ptz', { payload: 'stop' }, 30_000);
      const stop = stops()[0]!.at - asked;
      assert.ok(stop < PROMPT_MS, `the stop came after ${stop} ms`);
    });
});
