import assert from 'node:assert/strict';
import { CameraError } from '../../../camera/core/errors';
import { upgrade } from '../../../camera/operations/firmware';
import type { SimulatedCamera } from '../../../simulator/index';
import { useStage } from '../../unit/nodes/stage';
import { Bench, until } from '../../support/bench';

const COMMANDS = 100;
const AT_A_TIME = 8;
const SOCKETS = 2;

const logIns = (camera: SimulatedCamera) => camera.received('/cgi-bin/getuid').length;

describe('requests per command', () => {
  const bench = new Bench();
  afterEach(() => bench.putAway());

  it('is one, after one log-in, one command at a time', async () => {
    const { camera, client } = await bench.pair();
    for (let sent = 0; sent < COMMANDS; sent += 2) {
      await client.relay.get();
      await client.read('image');
    }
    assert.equal(camera.requests.length, COMMANDS + 1);
    assert.equal(logIns(camera), 1);
    assert.equal(camera.connections, SOCKETS, 'one for the log-in, one for all the rest');
  });

  it('is one, after one log-in, however many commands ask at once', async () => {
    const { camera, client } = await bench.pair();
    for (let sent = 0; sent < COMMANDS; sent += COMMANDS / 4) {
      const names = Array.from({ length: COMMANDS / 4 }, (_, index) => (index % 2 ? 'relay' : 'image'));
      await Promise.all(names.map((name) => client.read(name)));
    }
    assert.equal(camera.requests.length, COMMANDS + 1);
    assert.equal(logIns(camera), 1);
  });

  it('is one for a setting with an absolute value', async () => {
    const { camera, client } = await bench.pair();
    for (let sent = 0; sent < COMMANDS; sent += 1) await client.write('image', { brightness: sent });
    assert.equal(camera.requests.length, COMMANDS + 1);
  });

  it('is as many log-ins as sessions', async () => {
    const { camera, client } = await bench.pair();
    for (let session = 1; session <= 3; session += 1) {
      await Promise.all(Array.from({ length: AT_A_TIME }, () => client.read('image')));
      assert.equal(logIns(camera), session);
      camera.expireSessions();
      await bench.clock.advance(60_000);
    }
  });

  it('takes two sockets at most', async () => {
    const { camera, client } = await bench.pair();
    let most = 0;
    for (let round = 0; round < COMMANDS / AT_A_TIME; round += 1) {
      const burst = Array.from({ length: AT_A_TIME }, () =>
        client.read('image').then(() => (most = Math.max(most, camera.openConnections))),
      );
      await Promise.all(burst);
      await client.write('alarm', {});
      // The camera closes the connection of what must not arrive twice after its answer.
      await until('one connection is left', () => camera.openConnections === 1);
    }
    assert.ok(most <= SOCKETS, `${most} sockets at once`);
    assert.ok(camera.concurrency.max <= SOCKETS, `${camera.concurrency.max} requests at once`);
  });

  it('takes two sockets at most when two commands act at once', async () => {
    const { camera, client } = await bench.pair();
    await client.read('image');
    let done = false;
    let most = 0;
    camera.delay(20);
    const acting = Promise.all([client.write('alarm', {}), client.write('ptz', { call_preset: 1 })]);
    const end = () => (done = true);
    acting.then(end, end);
    await until('both are done', () => {
      most = Math.max(most, camera.openConnections);
      return done;
    });
    await acting;
    assert.equal(camera.concurrency.max, 2);
    assert.ok(most <= SOCKETS, `${most} sockets at once`);
  });

  it('takes an upload of firmware for one of the two', async () => {
    const { camera, client } = await bench.pair();
    await client.read('image');
    camera.delay(50);
    const reads = Promise.all([client.read('image'), client.read('relay')]);
    await until('both are on their way', () => camera.concurrency.now === 2);
    const wanted = { waitMs: 0, signal: new AbortController().signal, onProgress: () => undefined };
    const upgraded = upgrade(client, Buffer.alloc(1_000), wanted).catch((error: unknown) => error);
    await reads;
    await until('it is there', () => camera.history.upgrades.length === 1);
    await bench.clock.advance(1_000);
    assert.ok(CameraError.is(await upgraded, 'TIMEOUT'));
    assert.equal(camera.concurrency.max, 2);
  });
});

describe('requests per message', () => {
  const stage = useStage();

  it('is one through a relay node', async () => {
    await stage.load({ type: 'anjvision-relay', action: 'get' });
    const messages = Array.from({ length: COMMANDS }, () => stage.tell());
    await stage.until(() => messages.every((msg) => stage.ended(msg)), 'every message to end');
    assert.equal(stage.outputs.length, COMMANDS);
    assert.equal(stage.camera.requests.length, COMMANDS + 1);
    assert.equal(logIns(stage.camera), 1);
  });

  it('is one through a settings node', async () => {
    await stage.load({ type: 'anjvision-settings', command: 'image' });
    for (let sent = 0; sent < COMMANDS; sent += 1) await stage.result();
    assert.equal(stage.camera.requests.length, COMMANDS + 1);
    assert.equal(logIns(stage.camera), 1);
  });
});
