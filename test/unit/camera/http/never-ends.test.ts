import assert from 'node:assert/strict';
import dns from 'node:dns';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Camera } from '../../../../camera/device/camera';
import { Transport } from '../../../../camera/http/transport';
import { upgrade } from '../../../../camera/operations/firmware';
import type { SimulatedCamera } from '../../../../simulator/index';
import { settle } from '../../../../tools/fake-clock';
import { Bench, until } from '../../../support/bench';
import { Interceptor, type Instead } from '../../../support/interceptor';
import { later, refusal } from '../../../support/refusal';

const TIMEOUT_MS = 1_500;

/** Goes on writing until the other side leaves. */
function repeat(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 5);
  socket.on('close', () => clearInterval(timer));
}

/** Ways in which an answer does not come to its end. Some HTTP libraries never settle with some of them. */
const WAYS: Record<string, Instead> = {
  'switches protocols': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
  'switches protocols without saying to which': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n'),
  'switches protocols and ends the connection': (socket) =>
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nPRI * HTTP/2.0',
    ),
  'says for ever that the answer will follow': (socket) => repeat(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
  'says nothing': () => undefined,
  'reads nothing': (socket) => socket.pause(),
  'ends its side without an answer': (socket) => socket.end(),
  'resets the connection': (socket) => socket.resetAndDestroy(),
  'begins a header': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-'),
  'drips a header without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX: ');
    repeat(socket, 'x');
  },
  'drips a body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n');
    repeat(socket, 'x');
  },
  'drips chunks without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    repeat(socket, '1\r\nx\r\n');
  },
  'promises a body that does not come': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<'),
  'ends in the middle of a body': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<'),
  'leaves the end of the body to the end of the connection': (socket) =>
    socket.write('HTTP/1.0 200 OK\r\n\r\n<?xml version="1.0"?><'),
};

/** Of nodes that stay. */
const { signal } = new AbortController();
const onTrouble = () => undefined;

const REST = /setRelayStatus\?.*status=0/;
const STOP = /ptz_ctrl\?.*stop=1/;

describe('an answer that does not end', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let client: Camera;
  let interceptor: Interceptor;

  beforeEach(async () => {
    bench = new Bench();
    camera = await bench.simulate({ bootMs: 20, shutdownMs: 5 });
    interceptor = await Interceptor.before(camera.port);
    const address = { protocol: 'http', host: '127.0.0.1', port: interceptor.port } as const;
    client = bench.client(camera, { address, timeoutMs: TIMEOUT_MS });
  });

  afterEach(async () => {
    interceptor.stop();
    await bench.putAway();
    assert.equal(bench.clock.pending, 0);
  });

  const intercepted = () => until('the request was met', () => interceptor.intercepted === 1);

  /** Lets time pass, and the network with it, but no more than `ms`. */
  async function within(ms: number, what: string, isSo: () => boolean): Promise<void> {
    for (let passed = 0; passed < ms && !isSo(); passed += 50) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      await bench.clock.advance(50);
    }
    await until(what, isSo);
  }

  /** That it fails by the camera's timeout, and that nothing stays in the way of other commands. */
  async function failsInTime(command: Promise<unknown>): Promise<void> {
    const outcome = { settled: false, failed: false };
    later(command).then(
      () => (outcome.settled = true),
      () => (outcome.settled = outcome.failed = true),
    );
    await intercepted();
    await within(TIMEOUT_MS, 'the command has ended', () => outcome.settled);
    assert.ok(outcome.failed);
    const both = [client.read('model'), client.write('image', { brightness: 100 })];
    const [model] = await Promise.all(both);
    assert.deepEqual(model, { model: 'MC200J6' });
  }

  for (const [way, instead] of Object.entries(WAYS)) {
    it(`fails the log-in in time and blocks nothing where the camera ${way}`, async () => {
      interceptor.once(/getuid/, instead);
      await failsInTime(client.write('alarm', {}));
    });

    it(`fails a write in time and blocks nothing where the camera ${way}`, async () => {
      interceptor.once(/setManualInputAlarm/, instead);
      await failsInTime(client.write('alarm', {}));
    });

    it(`does not keep a pulse from its rest where the camera ${way}`, async () => {
      interceptor.once(REST, instead);
      await client.relay.pulse({ durationMs: 1_000, restOpen: false, verify: false, signal, onTrouble });
      assert.equal(camera.state.relay.open, true);
      await bench.clock.advance(1_000);
      await intercepted();
      await within(TIMEOUT_MS + 600, 'the relay is at rest', () => !camera.state.relay.open);
    });

    it(`does not keep a movement from its stop where the camera ${way}`, async () => {
      await client.ptz.move({ input: { move_x: 1 }, signal, onTrouble });
      interceptor.once(STOP, instead);
      const stopped = later(client.ptz.stop(onTrouble));
      await intercepted();
      const sent = () => camera.requests.some(({ url }) => STOP.test(url));
      await within(TIMEOUT_MS + 600, 'the camera was told to stop', sent);
      await stopped;
    });

    it(`fails a firmware upload in time and frees the camera where the camera ${way}`, async () => {
      interceptor.once(/OnvifFirmwareUpgrade/, instead);
      const options = { waitMs: 1_000, signal, onProgress: () => undefined };
      const outcome = { failed: false };
      upgrade(client, Buffer.alloc(3_000_000), options).catch(() => (outcome.failed = true));
      await intercepted();
      for (let passed = 0; passed < 610_000 && !outcome.failed; passed += 10_000) {
        await settle();
        await bench.clock.advance(10_000);
      }
      assert.ok(outcome.failed);
      assert.deepEqual(await client.read('model'), { model: 'MC200J6' });
    });
  }
});

describe('a connection that does not come about', () => {
  let bench: Bench;
  let transport: Transport | undefined;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => {
    transport?.close();
    assert.equal(bench.clock.pending, 0);
  });

  const request = { path: '/', timeoutMs: TIMEOUT_MS, limitBytes: 100 };

  it('is UNREACHABLE at the deadline where the TLS handshake does not end, and is given up', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      socket.resume();
    }).listen(0, '127.0.0.1');
    await until('it listens', () => server.listening);
    const { port } = server.address() as AddressInfo;
    transport = new Transport({ protocol: 'https', host: '127.0.0.1', port }, bench.clock);
    const answer = later(transport.request(request));
    await until('it is connected', () => sockets.size === 1);
    await bench.clock.advance(TIMEOUT_MS);
    await refusal(answer, 'UNREACHABLE');
    await until('the connection is gone', () => sockets.size === 0);
    server.close();
  });

  for (const protocol of ['http', 'https'] as const) {
    it(`is UNREACHABLE at the deadline where the name server does not answer, over ${protocol}`, async () => {
      const { lookup } = dns;
      let asked = 0;
      Object.assign(dns, { lookup: () => (asked += 1) });
      try {
        transport = new Transport({ protocol, host: 'gate.example', port: 80 }, bench.clock);
        const answer = later(transport.request(request));
        await until('the name was asked for', () => asked === 1);
        await bench.clock.advance(TIMEOUT_MS);
        await refusal(answer, 'UNREACHABLE');
      } finally {
        Object.assign(dns, { lookup });
      }
    });
  }

  for (const protocol of ['http', 'https'] as const) {
    it(`is CLOSED at once where it is aborted before or while it is made, over ${protocol}`, async () => {
      transport = new Transport({ protocol, host: '127.0.0.1', port: 9 }, bench.clock);
      await refusal(transport.request({ ...request, signal: AbortSignal.abort() }), 'CLOSED');
      const controller = new AbortController();
      const answer = later(transport.request({ ...request, signal: controller.signal }));
      controller.abort();
      await refusal(answer, 'CLOSED');
    });
  }
});
