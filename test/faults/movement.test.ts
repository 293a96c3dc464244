import assert from 'node:assert/strict';
import type { Camera } from '../../camera/camera';
import type { CameraError } from '../../camera/errors';
import type { Move } from '../../camera/movement';
import type { SimulatedCamera } from '../../simulator';
import { Bench, until } from '../support/bench';
import { refusal } from '../support/refusal';

const PATH = '/cgi-bin/ptz_ctrl';

describe('a movement that does not go as it should', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;
  let trouble: CameraError[];

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, client } = await bench.pair());
    trouble = [];
    await client.read('model');
  });

  afterEach(() => bench.putAway());

  const move = (more: Partial<Move> = {}): Move => ({
    input: { move_x: 1, speed: 1 },
    stopAfterMs: 1_000,
    owner: {},
    onTrouble: (error) => trouble.push(error),
    ...more,
  });

  it('has its end even if it begins while the one before is being stopped', async () => {
    await client.movement.move(move({ stopAfterMs: 2_000 }));
    // With both ways to the camera taken, the second movement waits, and soon the first one's stop.
    for (const path of ['/cgi-bin/getmodel', '/cgi-bin/getinfo']) camera.misbehave('silent', { path });
    const reads = [client.read('model'), client.read('info')].map((read) => refusal(read, 'TIMEOUT'));
    await bench.clock.advance(1_000);
    const second = client.movement.move(move({ input: { zoom: 1 } }));
    await bench.clock.advance(4_000);
    await Promise.all(reads);
    assert.equal(await second, true);
    await until('the stop has been sent', () => camera.received(PATH).length === 3);
    const order = camera.history.ptz.map(({ kind }) => kind);
    assert.deepEqual(order, ['move', 'stop', 'move'], 'nothing to be seen in this order');
    assert.equal(camera.state.ptz.moving, true);
    await bench.clock.advance(1_000);
    await until('it has been stopped', () => !camera.state.ptz.moving);
    assert.deepEqual(trouble, []);
  });

  it('is stopped by who goes while only the one before is being stopped', async () => {
    await client.movement.move(move({ stopAfterMs: 2_000 }));
    for (const path of ['/cgi-bin/getmodel', '/cgi-bin/getinfo']) camera.misbehave('silent', { path });
    const reads = [client.read('model'), client.read('info')].map((read) => refusal(read, 'TIMEOUT'));
    await bench.clock.advance(1_000);
    let ends = 0;
    const second = client.movement.move(move({ stopAfterMs: undefined, onEnd: () => (ends += 1) }));
    // The stop of the first and the second movement arrive together, and are answered a little later.
    camera.delay(50, PATH);
    await bench.clock.advance(4_000);
    await Promise.all(reads);
    await until('both have arrived', () => camera.received(PATH).length === 3);
    await client.close();
    assert.equal(await second, true);
    assert.equal(camera.state.ptz.moving, false);
    assert.equal(camera.history.ptz.at(-1)!.kind, 'stop');
    assert.equal(ends, 1);
    assert.equal(bench.clock.pending, 0);
  });

  it('owes no stop if it surely never began', async () => {
    camera.misbehave('fault-400', { path: PATH });
    await refusal(client.movement.move(move()), 'CAMERA_FAULT');
    await camera.unplug();
    await refusal(client.movement.move(move()), 'UNREACHABLE');
    await client.close();
    assert.equal(camera.received(PATH).length, 1);
    assert.equal(bench.clock.pending, 0);
    assert.deepEqual(trouble, []);
  });

  it('is stopped before the camera is sent to a preset, for that may never have been set', async () => {
    await client.movement.move(move());
    await client.movement.move(move({ input: { call_preset: 9 } }));
    assert.deepEqual(
      camera.history.ptz.map(({ kind }) => kind),
      ['move', 'stop', 'call'],
    );
    assert.equal(camera.state.ptz.moving, false);
  });

  it('is stopped if it was refused while another went on', async () => {
    await client.movement.move(move({ stopAfterMs: undefined }));
    camera.misbehave('fault-400', { path: PATH });
    await refusal(client.movement.move(move()), 'CAMERA_FAULT');
    await until('it has been stopped', () => !camera.state.ptz.moving);
  });

  it('is stopped without end only where there are motors', async () => {
    const enough = camera.misbehave('echoed-404', { path: PATH, times: Infinity });
    await refusal(client.movement.move(move()), 'NOT_SUPPORTED');
    await refusal(client.movement.stop(), 'NOT_SUPPORTED');
    assert.equal(bench.clock.pending, 0);
    enough();
    await client.movement.move(move());
    camera.misbehave('echoed-404', { path: PATH, times: 3 });
    const stopped = client.movement.stop();
    // Its pauses have to be waited for, and the network in between.
    for (let time = 0; camera.state.ptz.moving && time < 1_000; time += 1) await bench.clock.advance(100);
    await stopped;
    assert.equal(camera.state.ptz.moving, false);
  });
});
