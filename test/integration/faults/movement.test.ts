import assert from 'node:assert/strict';
import type { Camera } from '../../../camera/device/camera';
import type { CameraError } from '../../../camera/core/errors';
import type { Move } from '../../../camera/device/movement';
import { execute } from '../../../camera/operations/execute';
import type { SimulatedCamera } from '../../../simulator/index';
import { Bench, until } from '../../support/bench';
import { later, refusal } from '../../support/refusal';

const PATH = '/cgi-bin/ptz_ctrl';

describe('motors whose camera does not do as it should', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;
  let trouble: CameraError[];

  beforeEach(async () => {
    bench = new Bench();
    ({ camera, client } = await bench.pair());
    trouble = [];
  });

  afterEach(() => bench.putAway());

  const onTrouble = (error: CameraError) => trouble.push(error);
  const isStill = () => !camera.state.ptz.moving;

  /** Lets time pass in small steps: pauses have to be waited for, and the network in between. */
  const passUntil = async (condition: () => boolean): Promise<void> => {
    for (let time = 0; !condition() && time < 1_000; time += 1) await bench.clock.advance(100);
  };

  /** Two requests that are never answered: what comes next has to wait. */
  const takeBothWays = () => {
    for (const path of ['/cgi-bin/getmodel', '/cgi-bin/getinfo']) camera.injectFault('silent', { path });
    return [client.read('model'), client.read('info')].map((read) => refusal(read, 'TIMEOUT'));
  };

  describe('a movement', () => {
    beforeEach(() => client.read('model'));

    const move = (more: Partial<Move> = {}): Move => ({
      input: { move_x: 1, speed: 1 },
      stopAfterMs: 1_000,
      signal: new AbortController().signal,
      onTrouble: (error) => trouble.push(error),
      ...more,
    });

    it('has its end even if it begins while the one before is being stopped', async () => {
      await client.ptz.move(move({ stopAfterMs: 2_000 }));
      // With both ways to the camera taken, the second movement waits, and soon the first one's stop.
      const reads = takeBothWays();
      await bench.clock.advance(1_000);
      const second = client.ptz.move(move({ input: { zoom: 1 } }));
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
      await client.ptz.move(move({ stopAfterMs: 2_000 }));
      const reads = takeBothWays();
      await bench.clock.advance(1_000);
      let ends = 0;
      const second = client.ptz.move(move({ stopAfterMs: undefined, onEnd: () => (ends += 1) }));
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
      await camera.unplug();
      await refusal(client.ptz.move(move()), 'UNREACHABLE');
      await client.close();
      assert.equal(camera.received(PATH).length, 0);
      assert.equal(bench.clock.pending, 0);
      assert.deepEqual(trouble, []);
    });

    it('is stopped after it was refused, for it may have begun, and once only', async () => {
      camera.injectFault('fault-400', { path: PATH });
      await refusal(client.ptz.move(move()), 'CAMERA_FAULT');
      await until('a stop is sent', () => camera.received(PATH).length === 2);
      camera.injectFault('fault-400', { path: PATH, times: 2 });
      await refusal(client.ptz.move(move()), 'CAMERA_FAULT');
      for (let second = 0; second < 60; second += 1) await bench.clock.advance(1_000);
      assert.deepEqual(
        camera.received(PATH).map(({ query }) => query.includes('stop=1')),
        [false, true, false, true],
      );
      assert.equal(bench.clock.pending, 0);
      assert.deepEqual(trouble, []);
    });

    it('is stopped after it was refused although the camera refuses the next log-in for a while', async () => {
      camera.injectFault('fault-400', { path: PATH });
      const lost = camera.when(PATH).then(() => {
        camera.expireSessions();
        return camera.injectFault('refusal', {
          path: '/cgi-bin/getuid',
          reason: 'user is full',
          times: Infinity,
        });
      });
      await refusal(client.ptz.move(move()), 'CAMERA_FAULT');
      const over = await lost;
      for (let time = 0; time < 20; time += 1) await bench.clock.advance(100);
      over();
      await passUntil(() => camera.history.ptz.length > 0);
      assert.deepEqual(camera.history.ptz.map(({ kind }) => kind), ['stop']); // prettier-ignore
    });

    it('is stopped once, and not followed up, after it was refused', async () => {
      camera.injectFault('fault-400', { path: PATH });
      await refusal(client.ptz.move(move()), 'CAMERA_FAULT');
      for (let second = 0; second < 60; second += 1) await bench.clock.advance(1_000);
      assert.equal(camera.received(PATH).length, 2);
    });

    it('is stopped before the camera is sent to a preset, for that may never have been set', async () => {
      await client.ptz.move(move());
      await client.ptz.move(move({ input: { call_preset: 9 } }));
      assert.deepEqual(
        camera.history.ptz.map(({ kind }) => kind),
        ['move', 'stop', 'call'],
      );
      assert.equal(camera.state.ptz.moving, false);
    });

    it('is stopped if it was refused while another went on', async () => {
      await client.ptz.move(move({ stopAfterMs: undefined }));
      camera.injectFault('fault-400', { path: PATH });
      await refusal(client.ptz.move(move()), 'CAMERA_FAULT');
      await until('it has been stopped', () => !camera.state.ptz.moving);
    });

    it('is stopped without end only where there are motors', async () => {
      const enough = camera.injectFault('echoed-404', { path: PATH, times: Infinity });
      await refusal(client.ptz.move(move()), 'NOT_SUPPORTED');
      await refusal(
        client.ptz.stop(() => undefined),
        'NOT_SUPPORTED',
      );
      assert.equal(bench.clock.pending, 0);
      enough();
      await client.ptz.move(move());
      camera.injectFault('echoed-404', { path: PATH, times: 3 });
      const stopped = client.ptz.stop(() => undefined);
      await passUntil(isStill);
      await stopped;
      assert.equal(camera.state.ptz.moving, false);
    });

    it('is stopped although the camera does not know how to at first', async () => {
      camera.injectFault('silent-after', { path: PATH });
      const lost = later(client.ptz.move(move()));
      await camera.when(PATH);
      camera.injectFault('echoed-404', { path: PATH, times: 2 });
      await bench.clock.advance(5_000);
      await refusal(lost, 'TIMEOUT');
      await passUntil(isStill);
      assert.equal(camera.state.ptz.moving, false);
    });

    it('is not cut short because the stop of the one before was not answered', async () => {
      await client.ptz.move(move({ stopAfterMs: 2_000 }));
      const reads = takeBothWays();
      await bench.clock.advance(1_000);
      const second = client.ptz.move(move({ input: { zoom: 1 }, stopAfterMs: undefined }));
      // The first to arrive is the stop.
      camera.injectFault('reset-before', { path: PATH });
      await bench.clock.advance(4_000);
      await Promise.all(reads);
      assert.equal(await second, true);
      for (let time = 0; time < 30; time += 1) await bench.clock.advance(100);
      const order = camera.received(PATH).map(({ query }) => (query.includes('stop') ? 'stop' : 'move'));
      assert.deepEqual(order, ['move', 'stop', 'move']);
      assert.equal(camera.state.ptz.moving, true);
      assert.deepEqual(trouble, []);
    });
  });

  describe('a stop', () => {
    const stop = () => later(client.ptz.stop((error) => trouble.push(error)));

    it('is refused with a wrong password if nothing was moved, however often it is asked for', async () => {
      camera.changePassword('other');
      for (const refused of [stop(), stop()]) await refusal(refused, 'AUTH_FAILED');
      assert.equal(bench.clock.pending, 0);
      assert.deepEqual(trouble, []);
    });

    it('tells each who asks that it failed, whenever he asks', async () => {
      await camera.unplug();
      const first = stop();
      const second = stop();
      await passUntil(() => trouble.length === 2);
      const third = stop();
      await until('the third is told as well', () => trouble.length === 3);
      await camera.plug();
      await passUntil(() => camera.history.ptz.length > 0);
      await Promise.all([first, second, third]);
      assert.equal(camera.history.ptz.at(-1)?.kind, 'stop');
    });

    it('is tried once more by a client that goes, and given up if nothing was moved', async () => {
      await camera.unplug();
      const waiting = stop();
      await until('it was tried', () => trouble.length === 1);
      await client.close();
      await refusal(waiting, 'UNREACHABLE');
      assert.equal(bench.clock.pending, 0);
    });

    it('is sent by a client that goes while everything else hangs', async () => {
      await client.read('model');
      camera.injectFault('silent', { times: 2 });
      const reads = [later(client.read('model')), later(client.read('info'))];
      await camera.when('/cgi-bin/getinfo');
      const closing = client.close();
      await stop();
      await bench.clock.advance(4_000);
      await closing;
      for (const read of reads) await refusal(read, 'CONNECTION_LOST');
      assert.ok(camera.history.ptz.every(({ kind }) => kind === 'stop') && camera.history.ptz.length > 0);
    });

    it('is not tried with a wrong password by a client that has gone, and whoever moved is told', async () => {
      let ends = 0;
      const onEnd = () => (ends += 1);
      await client.ptz.move({
        input: { move_x: 1, speed: 1 },
        signal: new AbortController().signal,
        onTrouble,
        onEnd,
      });
      camera.changePassword('other');
      await client.close();
      assert.deepEqual([trouble.map(({ code }) => code), ends], [['AUTH_FAILED'], 0]);
      const requests = camera.requests.length;
      for (let second = 0; second < 120; second += 1) await bench.clock.advance(1_000);
      assert.equal(camera.requests.length, requests);
      assert.equal(bench.clock.pending, 0);
    });

    it('is given up where there are no motors, although a movement was sent and not answered', async () => {
      camera.injectFault('silent', { path: PATH });
      const lost = later(
        client.ptz.move({ input: { move_x: 1, speed: 1 }, signal: new AbortController().signal, onTrouble }),
      );
      await camera.when(PATH);
      camera.injectFault('echoed-404', { path: PATH, times: Infinity });
      await bench.clock.advance(5_000);
      await refusal(lost, 'TIMEOUT');
      const waiting = stop();
      await passUntil(() => bench.clock.pending === 0);
      await refusal(waiting, 'NOT_SUPPORTED');
      assert.ok(camera.received(PATH).length < 10);
    });

    it('fails at once for who asks by the command, and is tried on', async () => {
      await client.ptz.move({
        input: { move_x: 1, speed: 1 },
        signal: new AbortController().signal,
        onTrouble: () => undefined,
      });
      await camera.unplug();
      await refusal(execute(client, 'ptz', { stop: 1 }), 'UNREACHABLE');
      await camera.plug();
      await passUntil(isStill);
      assert.equal(camera.state.ptz.moving, false);
    });
  });
});
