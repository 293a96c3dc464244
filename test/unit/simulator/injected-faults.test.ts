import assert from 'node:assert/strict';
import { Agent, get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { INJECTABLE_FAULTS, type FaultKind } from '../../../simulator/index';
import { ask, bare, setUp, type Reply, type CameraFixture } from './support';

const ANSWER = '<RelayStatus> set status=1</RelayStatus>';

describe('simulator: injected faults', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  const open = (): Promise<Reply> => on.get('setRelayStatus', 'status=1');
  const isOpen = (): boolean => on.camera.state.relay.open;

  const failing: readonly (readonly [FaultKind, RegExp, effect: boolean])[] = [
    ['reset-before', /ECONNRESET/, false],
    ['reset-after', /ECONNRESET/, true],
    ['reset-midway', /ECONNRESET/, false],
    ['half-closed', /socket hang up/, false],
    ['cut-short', /aborted/, true],
    ['wrong-length', /Parse Error/, true],
    ['chunk-garbage', /Parse Error/, true],
    ['garbage', /Parse Error/, false],
  ];
  for (const [kind, error, effect] of failing) {
    it(`${kind}: ${INJECTABLE_FAULTS[kind]}`, async () => {
      on.camera.injectFault(kind);
      await assert.rejects(open(), error);
      assert.equal(isOpen(), effect);
    });
  }

  const silent: readonly (readonly [FaultKind, effect: boolean])[] = [
    ['silent', false],
    ['silent-after', true],
  ];
  for (const [kind, effect] of silent) {
    it(`${kind}: ${INJECTABLE_FAULTS[kind]}`, async () => {
      on.camera.injectFault(kind);
      const path = `/cgi-bin/setRelayStatus?uid=${on.uid}&status=1`;
      await assert.rejects(ask(on.camera, path, { timeoutMs: 40 }), /no answer/);
      assert.equal(isOpen(), effect);
    });
  }

  const answering: readonly (readonly [FaultKind, status: number, body: RegExp, effect: boolean])[] = [
    ['half-body', 200, /<RelayStatus> set status=$/, true],
    ['half-document', 200, /<RelayStatus> set status=$/, true],
    ['entity-bomb', 200, /<!ENTITY e9 "&e8;/, false],
    ['proto', 200, /<__proto__ polluted="1">/, false],
    ['html', 200, /<title>IP Camera/, false],
    ['empty', 200, /^$/, false],
    ['fault-200', 200, /<reason>error</, false],
    ['fault-400', 400, /<reason>error</, false],
    ['uid-error', 400, /<reason>uid error</, false],
    ['locked', 200, /^The user is locked$/, false],
    ['echoed-404', 404, /<value>\/cgi-bin\/setRelayStatus\?uid=\w+&status=1</, false],
    ['error-500', 500, /Internal Server Error/, false],
    ['redirect', 302, /Moved/, false],
    ['http10', 200, /set status=1/, true],
    ['closing', 200, /set status=1/, true],
    ['close-idle', 200, /set status=1/, true],
    ['hang-up', 200, /set status=1/, true],
    ['pretend', 200, /set status=1/, false],
  ];
  for (const [kind, status, body, effect] of answering) {
    it(`${kind}: ${INJECTABLE_FAULTS[kind]}`, async () => {
      on.camera.injectFault(kind);
      const reply = await open();
      assert.equal(reply.status, status);
      assert.match(reply.text, body);
      assert.equal(isOpen(), effect);
    });
  }

  it('drip: sends one byte at a time', async () => {
    on.camera.injectFault('drip', { intervalMs: 1 });
    const pieces = await new Promise<number>((resolve, reject) => {
      const path = `/cgi-bin/setRelayStatus?uid=${on.uid}&status=1`;
      httpGet({ host: '127.0.0.1', port: on.camera.port, path, agent: false }, (reply) => {
        let count = 0;
        reply.on('data', () => count++);
        reply.on('end', () => resolve(count));
      }).on('error', reject);
    });
    assert.ok(pieces > 20);
    assert.ok(isOpen());
  });

  it('oversize: declares 600 MB and keeps sending', async () => {
    on.camera.injectFault('oversize');
    await new Promise<void>((resolve, reject) => {
      const path = `/cgi-bin/getRelayStatus?uid=${on.uid}`;
      httpGet({ host: '127.0.0.1', port: on.camera.port, path, agent: false }, (reply) => {
        let bytes = 0;
        assert.equal(reply.headers['content-length'], '600000000');
        reply.on('error', () => undefined);
        reply.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes < 5_000_000) return;
          reply.destroy();
          resolve();
        });
      }).on('error', reject);
    });
    assert.equal((await on.get('keep_alive')).status, 200);
  });

  it('compressed-bomb: is small until it is unpacked', async () => {
    on.camera.injectFault('compressed-bomb');
    const reply = await open();
    assert.equal(reply.headers['content-encoding'], 'gzip');
    assert.ok(reply.body.length < 1_000_000);
    assert.throws(() => gunzipSync(reply.body, { maxOutputLength: 100_000_000 }), /larger than/);
  });

  it('close-idle: meets the next request on that connection with a reset', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const path = `/cgi-bin/keep_alive?uid=${on.uid}`;
    on.camera.injectFault('close-idle');
    assert.equal((await ask(on.camera, path, { agent })).status, 200);
    const before = on.camera.requests.length;
    await assert.rejects(ask(on.camera, path, { agent }), /ECONNRESET/);
    assert.equal(on.camera.requests.length, before);
    assert.equal((await ask(on.camera, path, { agent })).status, 200);
    agent.destroy();
  });

  it('hang-up: closes the connection when it is told', async () => {
    for (const intervalMs of [0, 10]) {
      on.camera.injectFault('hang-up', { intervalMs });
      const socket = connect(on.camera.port, '127.0.0.1');
      socket.write(`GET /cgi-bin/keep_alive?uid=${on.uid} HTTP/1.1\r\n\r\n`);
      let received = '';
      for await (const piece of socket) received += String(piece);
      assert.match(received, /200 OK[^]*<keep_alive>/);
      assert.doesNotMatch(received, /Connection: close/i);
    }
  });

  it('redirect: goes where it is told', async () => {
    on.camera.injectFault('redirect', { location: 'http://127.0.0.1:9/trap' });
    assert.equal((await open()).headers.location, 'http://127.0.0.1:9/trap');
  });

  it('gives the reason it is told', async () => {
    on.camera.injectFault('fault-200', { reason: 'busy now' });
    assert.match((await open()).text, /<reason>busy now</);
  });

  it('happens as often as ordered, to the path ordered, in the order given', async () => {
    on.camera.injectFault('empty', { path: '/cgi-bin/getmodel', times: 2 });
    on.camera.injectFault('html', { path: '/cgi-bin/getmodel' });
    assert.equal(bare(await open()), ANSWER);
    const bodies = [];
    for (let i = 0; i < 4; i++) bodies.push((await on.get('getmodel')).text);
    assert.equal(bodies[0], '');
    assert.equal(bodies[1], '');
    assert.match(bodies[2] ?? '', /html/);
    assert.match(bodies[3] ?? '', /<model>/);
  });

  it('goes on for ever when ordered so, until it is called off', async () => {
    const enough = on.camera.injectFault('empty', { times: Infinity });
    for (let i = 0; i < 5; i++) assert.equal((await open()).text, '');
    enough();
    assert.equal(bare(await open()), ANSWER);
    on.camera.injectFault('empty', { times: Infinity });
    on.camera.clearFaults();
    assert.equal(bare(await open()), ANSWER);
  });

  it('is noted with the request', async () => {
    on.camera.injectFault('empty');
    await open();
    assert.equal(on.camera.received('/cgi-bin/setRelayStatus')[0]?.fault, 'empty');
  });

  it('never leaves a request unfinished in the count', async () => {
    for (const kind of Object.keys(INJECTABLE_FAULTS) as FaultKind[]) {
      if (kind === 'oversize' || kind === 'compressed-bomb') continue;
      on.camera.injectFault(kind, { intervalMs: 1 });
      const path = `/cgi-bin/getRelayStatus?uid=${on.uid}`;
      await ask(on.camera, path, { timeoutMs: 200 }).catch(() => undefined);
    }
    while (on.camera.concurrency.now > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(on.camera.concurrency.max, 1);
  });
});

describe('simulator: a simple server', () => {
  it('answers every request with HTTP/1.0 and without a length when told to', async () => {
    const on = await setUp({ http10: true });
    const raw = await rawAnswer(on.camera.port, `/cgi-bin/keep_alive?uid=${on.uid}`);
    assert.match(raw, /^HTTP\/1\.0 200 OK\r\nContent-Type: text\/xml\r\n\r\n<\?xml/);
    await on.camera.stop();
  });

  it('holds no more connections than it was given', async () => {
    const on = await setUp({ maxConnections: 1 });
    on.camera.delay(30);
    const first = on.get('keep_alive');
    await on.camera.when('/cgi-bin/keep_alive');
    await assert.rejects(on.get('getmodel'), /ECONNRESET|socket hang up/);
    assert.equal((await first).status, 200);
    await on.camera.stop();
  });

  it('closes after every answer when told to', async () => {
    const on = await setUp({ closing: true });
    const agent = new Agent({ keepAlive: true });
    for (let i = 0; i < 2; i++) await ask(on.camera, `/cgi-bin/keep_alive?uid=${on.uid}`, { agent });
    assert.equal(on.camera.connections, 3);
    agent.destroy();
    await on.camera.stop();
  });
});

function rawAnswer(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\n\r\n`));
    socket.on('data', (piece) => (all += piece.toString()));
    socket.on('end', () => resolve(all));
    socket.on('error', reject);
  });
}
