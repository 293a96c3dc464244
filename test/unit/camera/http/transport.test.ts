import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { CameraError } from '../../../../camera/core/errors';
import { Transport, type Address, type Request } from '../../../../camera/http/transport';
import type { SimulatedCamera } from '../../../../simulator/index';
import { accountOf, Bench, until } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

const SECRET = 'hush-hush';

describe('the transport', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let transport: Transport;

  beforeEach(async () => {
    bench = new Bench();
    camera = await bench.simulate();
    transport = new Transport(accountOf(camera).address, bench.clock);
  });

  afterEach(async () => {
    transport.close();
    await bench.putAway();
  });

  const request = (more: Partial<Request> = {}): Request => ({
    path: '/cgi-bin/getuid',
    query: `username=admin&password=${SECRET}`,
    timeoutMs: 1_000,
    limitBytes: 10_000,
    ...more,
  });
  const ask = (more?: Partial<Request>) => transport.request(request(more));

  it('sends the query byte for byte', async () => {
    const queries = [
      'timezone=GMT+08:00',
      'a=%e4%bd&b=yyyy/mm/dd_hh:mm:ss',
      'a=!"$%\'()*,-./:;<=>?@[\\]^_`{|}~',
      '',
    ];
    for (const query of queries) await ask({ query });
    await ask({ query: undefined });
    assert.deepEqual(
      camera.requests.map(({ url }) => url),
      [
        ...queries.slice(0, 3).map((query) => `/cgi-bin/getuid?${query}`),
        '/cgi-bin/getuid',
        '/cgi-bin/getuid',
      ],
    );
    assert.deepEqual([...new Set(camera.requests.map(({ method }) => method))], ['GET']);
  });

  it('gives back status and bytes of any answer', async () => {
    const { status, body } = await ask();
    assert.equal(status, 400);
    assert.match(body.toString(), /^<\?xml.*<reason>password error<\/reason>/s);
    assert.ok(Buffer.isBuffer(body));
    assert.equal((await ask({ path: '/nowhere' })).status, 404);
  });

  it('keeps a connection for reads, and makes a new one for what must not arrive twice', async () => {
    for (const fresh of [false, false, true, true, false]) await ask({ fresh });
    const [first, second, third, fourth, fifth] = camera.requests.map(({ connection }) => connection);
    assert.equal(second, first);
    assert.equal(fifth, first);
    assert.equal(new Set([first, third, fourth]).size, 3);
  });

  it('asks neither a proxy nor for packed answers, and tells nobody about itself', async () => {
    await ask();
    const { headers } = camera.requests[0]!;
    assert.equal(headers['accept-encoding'], 'identity');
    assert.doesNotMatch(JSON.stringify(headers), /axios/i);
  });

  it('is UNREACHABLE where nothing listens', async () => {
    await camera.unplug();
    await refusal(ask(), 'UNREACHABLE');
    await camera.plug();
    assert.equal((await ask()).status, 400);
  });

  it('takes addresses of either length', async () => {
    const { address } = accountOf(camera);
    const other = new Transport({ ...address, host: '::1' } satisfies Address, bench.clock);
    assert.equal(other.origin, `http://[::1]:${camera.port}`);
    await refusal(other.request(request()), 'UNREACHABLE');
    other.close();
  });

  it('is a TIMEOUT at the deadline, whether nothing came or a byte now and then', async () => {
    for (const kind of ['silent', 'silent-after', 'drip'] as const) {
      camera.forgetRequests();
      camera.injectFault(kind, { intervalMs: 5 });
      const answer = ask();
      await camera.when('/cgi-bin/getuid');
      await bench.clock.advance(999);
      let over = false;
      answer.catch(() => (over = true));
      await bench.clock.advance(0);
      assert.equal(over, false);
      await bench.clock.advance(1);
      await refusal(answer, 'TIMEOUT');
    }
    assert.equal((await ask()).status, 400);
  });

  it('is CONNECTION_LOST where the connection breaks after sending', async () => {
    for (const kind of ['reset-before', 'reset-after', 'half-closed', 'cut-short'] as const) {
      camera.injectFault(kind);
      await refusal(ask({ fresh: true }), 'CONNECTION_LOST');
    }
  });

  it('is a BAD_RESPONSE where the answer is not HTTP', async () => {
    for (const kind of ['garbage', 'chunk-garbage'] as const) {
      camera.injectFault(kind);
      await refusal(ask(), 'BAD_RESPONSE');
    }
    assert.equal((await ask()).status, 400);
  });

  it('is a BAD_RESPONSE where the answer is too long, as soon as that is seen', async () => {
    camera.injectFault('oversize');
    const before = process.memoryUsage().rss;
    await refusal(ask(), 'BAD_RESPONSE');
    assert.ok(process.memoryUsage().rss - before < 100_000_000);
    await refusal(ask({ limitBytes: 20 }), 'BAD_RESPONSE');
    assert.equal((await ask()).status, 400);
  });

  it('unpacks nothing', async () => {
    camera.injectFault('compressed-bomb');
    const { body } = await ask({ limitBytes: 10_000_000 });
    assert.deepEqual([...body.subarray(0, 2)], [0x1f, 0x8b]);
  });

  it('follows no redirect', async () => {
    const elsewhere = await bench.simulate();
    camera.injectFault('redirect', { location: `${elsewhere.url}/cgi-bin/getuid` });
    assert.equal((await ask()).status, 302);
    assert.deepEqual(elsewhere.requests, []);
  });

  it('uses no proxy, whatever the environment says', async () => {
    const proxy = await bench.simulate();
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy'];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = proxy.url;
    try {
      assert.equal((await ask()).status, 400);
      assert.equal((await ask({ fresh: true })).status, 400);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
    assert.deepEqual(proxy.requests, []);
    assert.equal(proxy.connections, 0);
  });

  it('never lets a secret into an error', async () => {
    const failures: Promise<unknown>[] = [];
    for (const kind of ['reset-before', 'garbage', 'oversize', 'cut-short', 'half-closed'] as const) {
      camera.injectFault(kind);
      failures.push(ask({ fresh: true }).catch((error: unknown) => error));
      await failures.at(-1);
    }
    await camera.unplug();
    failures.push(ask().catch((error: unknown) => error));
    for (const error of await Promise.all(failures)) {
      assert.ok(error instanceof CameraError);
      const everything = inspect(error, { depth: 20, showHidden: true, getters: true });
      assert.doesNotMatch(everything, new RegExp(SECRET));
    }
  });

  it('leaves no connection and no timer behind once it is closed', async () => {
    await ask();
    await ask({ fresh: true });
    camera.injectFault('silent');
    const waiting = ask();
    await camera.when('/cgi-bin/getuid', 3);
    transport.close();
    await refusal(waiting, 'CONNECTION_LOST');
    await until('all connections are closed', () => camera.openConnections === 0);
    assert.equal(bench.clock.pending, 0);
  });

  it('sends nothing once it is closed', async () => {
    transport.close();
    await refusal(ask(), 'CLOSED');
    await refusal(ask({ fresh: true }), 'CLOSED');
    assert.deepEqual(camera.requests, []);
    assert.equal(camera.connections, 0);
  });
});
