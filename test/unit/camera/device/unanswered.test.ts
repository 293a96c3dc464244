import assert from 'node:assert/strict';
import type { Camera } from '../../../../camera/device/camera';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench } from '../../../support/bench';
import { gateOn, SET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

const PTZ = '/cgi-bin/ptz_ctrl';
const TIMEOUT_MS = 60_000;

describe('a command whose answer hangs for as long as the timeout allows', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;
  let pass: (ms: number, stepMs?: number) => Promise<void>;

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, pass } = await gateOn(bench, { later: bench.later }));
    client = bench.client(camera, { timeoutMs: TIMEOUT_MS });
    await client.read('model');
  });

  afterEach(async () => {
    await client.close();
    await pass(140_000, 1_000);
    assert.equal(bench.clock.pending, 0);
    await bench.putAway();
  });

  const options = { signal: new AbortController().signal, onTrouble: () => undefined };
  const pulse = (durationMs: number) =>
    later(client.relay.pulse({ durationMs, restOpen: false, verify: true, ...options }));
  const move = (stopAfterMs: number) =>
    later(client.ptz.move({ input: { move_x: 1, speed: 1 }, stopAfterMs, ...options }));

  it('opens no gate for longer than its pulse, and 5 s at least', async () => {
    for (const [durationMs, opensMs] of [
      [500, 5_000],
      [8_000, 8_000],
    ] as const) {
      camera.history.relay.length = 0;
      camera.injectFault('silent-after', { path: SET });
      const heard = camera.when(SET, camera.received(SET).length + 1);
      const lost = pulse(durationMs);
      await heard;
      await pass(opensMs + 100);
      const [opened, closed] = camera.history.relay;
      assert.deepEqual([opened?.open, closed?.open], [true, false]);
      assert.ok(closed!.at - opened!.at <= opensMs + 100, `open for ${closed!.at - opened!.at} ms`);
      await pass(TIMEOUT_MS, 500);
      await refusal(lost, 'TIMEOUT');
      assert.equal(camera.state.relay.open, false);
    }
  });

  it('runs no motor for longer than its movement, and 5 s at least', async () => {
    for (const [stopAfterMs, movesMs] of [
      [500, 5_000],
      [10_000, 10_000],
    ] as const) {
      camera.history.ptz.length = 0;
      camera.injectFault('silent-after', { path: PTZ });
      const heard = camera.when(PTZ, camera.received(PTZ).length + 1);
      const lost = move(stopAfterMs);
      await heard;
      await pass(movesMs + 100);
      const [moved, stopped] = camera.history.ptz;
      assert.deepEqual([moved?.kind, stopped?.kind], ['move', 'stop']);
      assert.ok(stopped!.at - moved!.at <= movesMs + 100, `moved for ${stopped!.at - moved!.at} ms`);
      await pass(TIMEOUT_MS, 500);
      await refusal(lost, 'TIMEOUT');
      assert.equal(camera.state.ptz.moving, false);
    }
  });

  it('lets a pulse last as long as it should once it is answered after all', async () => {
    camera.delay(7_000, SET);
    const began = later(pulse(20_000));
    await camera.when(SET);
    await pass(7_500);
    camera.delay(0, SET);
    assert.deepEqual(camera.history.relay.map(({ open }) => open), [true]); // prettier-ignore
    const { end } = await began;
    await pass(20_000);
    assert.equal(await end, 'completed');
  });
});
