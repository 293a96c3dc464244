import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { getActiveResourcesInfo } from 'node:process';
import { SimulatedCamera } from '../../../simulator/index';
import { reset } from '../../../simulator/http/wire';
import { ask, logIn, setUp, START, type CameraFixture } from './support';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('simulator: on the wire', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  it('remembers every request as it was written', async () => {
    const path = `/cgi-bin/osd?uid=${on.uid}&title_utf8=%E4%BD%a0+"`;
    await ask(on.camera, path, { headers: { 'X-Test': '1' } });
    const record = await on.camera.when('/cgi-bin/osd');
    assert.equal(record.url, path);
    assert.equal(record.query, `uid=${on.uid}&title_utf8=%E4%BD%a0+"`);
    assert.equal(record.method, 'GET');
    assert.equal(record.headers['x-test'], '1');
    assert.equal(record.at, START);
    assert.equal(record.status, 200);
    assert.equal(record.connection, 2);
  });

  it('keeps what was posted', async () => {
    await ask(on.camera, '/cgi-bin/x', { method: 'POST', body: Buffer.from('hello') });
    assert.equal(on.camera.received('/cgi-bin/x')[0]?.body?.toString(), 'hello');
  });

  it('counts connections', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 20; i++) await ask(on.camera, `/cgi-bin/keep_alive?uid=${on.uid}`, { agent });
    assert.equal(on.camera.connections, 2);
    assert.equal(on.camera.received('/cgi-bin/keep_alive').at(-1)?.connection, 2);
    agent.destroy();
  });

  it('counts requests at once', async () => {
    on.camera.delay(30, '/cgi-bin/getmodel');
    await Promise.all([on.get('getmodel'), on.get('getmodel'), on.get('getmodel')]);
    assert.equal(on.camera.concurrency.max, 3);
    assert.equal(on.camera.concurrency.now, 0);
    on.camera.forgetRequests();
    assert.equal(on.camera.requests.length, 0);
    assert.equal(on.camera.concurrency.max, 0);
  });

  it('tells when a request has arrived, before its late answer', async () => {
    on.camera.delay(50);
    const reply = on.get('setRelayStatus', 'status=1');
    const record = await on.camera.when('/cgi-bin/setRelayStatus');
    assert.equal(record.status, undefined);
    await on.camera.when('/cgi-bin/setRelayStatus');
    assert.equal((await reply).status, 200);
  });

  it('can be slow on one path only', async () => {
    on.camera.delay(60_000);
    on.camera.delay(0, '/cgi-bin/getmodel');
    assert.equal((await on.get('getmodel')).status, 200);
  });

  it('takes a client that leaves early', async () => {
    on.camera.delay(20);
    for (let i = 0; i < 5; i++) {
      await assert.rejects(
        ask(on.camera, `/cgi-bin/snapshot.cgi?uid=${on.uid}&stream=1`, { timeoutMs: 5 }),
        /no answer/,
      );
    }
    const socket = connect(on.camera.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nContent-Le');
    await pause(10);
    socket.resetAndDestroy();
    await pause(40);
    on.camera.clearFaults();
    assert.equal((await on.get('keep_alive')).status, 200);
  });

  it('answers what is not HTTP with 400', async () => {
    const socket = connect(on.camera.port, '127.0.0.1');
    socket.end('what?\r\n\r\n');
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    assert.match(answer, /^HTTP\/1\.1 400/);
    socket.destroy();
  });

  it('refuses connections while unplugged, and is on the same port again when plugged in', async () => {
    const { port } = on.camera;
    const agent = new Agent({ keepAlive: true });
    await ask(on.camera, `/cgi-bin/keep_alive?uid=${on.uid}`, { agent });
    on.camera.delay(1000);
    const waiting = assert.rejects(on.get('getmodel'), /ECONNRESET/);
    await on.camera.when('/cgi-bin/getmodel');
    await on.camera.unplug();
    await waiting;
    on.camera.clearFaults();
    assert.equal(on.camera.openConnections, 0);
    await assert.rejects(on.get('keep_alive'), /ECONNREFUSED/);
    await on.camera.plug();
    assert.equal(on.camera.port, port);
    assert.equal((await on.get('keep_alive')).status, 200);
    agent.destroy();
  });

  it('ends as it was left, however quickly it is plugged and unplugged', async () => {
    await Promise.all([
      on.camera.unplug(),
      on.camera.plug(),
      on.camera.unplug(),
      on.camera.plug(),
      on.camera.unplug(),
    ]);
    await pause(20);
    await assert.rejects(on.get('keep_alive'), /ECONNREFUSED/);
    await Promise.all([on.camera.plug(), on.camera.unplug(), on.camera.plug()]);
    assert.equal((await on.get('keep_alive')).status, 200);
  });

  it('is away during a reboot and comes back without sessions', async () => {
    await on.get('image', 'brightness=9');
    const back = on.camera.reboot(30);
    await assert.rejects(on.get('keep_alive'), /ECONNREFUSED/);
    await back;
    assert.match((await on.get('keep_alive')).text, /uid error/);
    assert.equal(on.camera.state.settings.image['brightness'], '9');
    assert.equal(on.camera.state.reboots, 1);
  });

  it('stays away after a reboot while the cable is out', async () => {
    const back = on.camera.reboot(10);
    await on.camera.unplug();
    await back;
    await assert.rejects(on.get('keep_alive'), /ECONNREFUSED/);
  });

  for (const [command, query] of [
    ['reboot', ''],
    ['factory_reset', ''],
    ['factory_reset', 'retain_network=1'],
    ['setDeviceName', 'deviceName=MC300'],
  ] as const) {
    it(`reboots after ${command}?${query}, having answered`, async () => {
      on.camera.state.settings.network['dhcp'] = '1';
      assert.equal((await on.get(command, query)).status, 200);
      await pause(30);
      await assert.rejects(on.get('keep_alive'), /ECONNREFUSED/);
      while (!(await logIn(on.camera).catch(() => undefined))) await pause(10);
      const { settings } = on.camera.state;
      assert.equal(settings.model, command === 'setDeviceName' ? 'MC300' : 'MC200J6');
      assert.equal(settings.network['dhcp'], command === 'factory_reset' && query === '' ? '0' : '1');
    });
  }

  it('reboots even when its answer was lost', async () => {
    on.camera.injectFault('reset-after');
    await assert.rejects(on.get('reboot'), /ECONNRESET/);
    await pause(30);
    assert.equal(on.camera.state.reboots, 1);
  });

  it('does not reboot when it only pretends', async () => {
    on.camera.injectFault('pretend');
    assert.equal((await on.get('reboot')).status, 200);
    await pause(30);
    assert.equal(on.camera.state.reboots, 0);
  });
});

describe('simulator: stopping', () => {
  it('leaves no socket and no timer', async () => {
    // Mocha starts its own timer once the test has begun to wait.
    await pause(0);
    const before = getActiveResourcesInfo();
    const on = await setUp();
    const agent = new Agent({ keepAlive: true });
    await ask(on.camera, `/cgi-bin/keep_alive?uid=${on.uid}`, { agent });
    on.camera.injectFault('silent');
    on.camera.injectFault('drip', { intervalMs: 1000 });
    on.camera.delay(60_000, '/cgi-bin/getmodel');
    const broken = ['getinfo', 'getinfo', 'getmodel'].map((command) => assert.rejects(on.get(command)));
    await on.camera.when('/cgi-bin/getmodel');
    await on.camera.when('/cgi-bin/getinfo', 2);
    const rebooting = on.camera.reboot(60_000);
    await on.camera.stop();
    await Promise.all([...broken, rebooting]);
    agent.destroy();
    await pause(5);
    assert.deepEqual(counted(getActiveResourcesInfo()), counted(before));
  });

  it('closes a connection too that is just being ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined).resume();
    const [socket] = (await once(server, 'connection')) as [Socket];
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined).end('the end of an answer');
    reset(socket);
    await closed;
    server.close();
    await once(server, 'close');
  });

  it('may be asked for twice', async () => {
    const camera = await SimulatedCamera.start();
    await camera.stop();
    await camera.stop();
    await camera.plug();
    await assert.rejects(ask(camera, '/'), /ECONNREFUSED/);
  });

  it('frees the port for another camera', async () => {
    const first = await SimulatedCamera.start();
    await assert.rejects(SimulatedCamera.start({ port: first.port }), /EADDRINUSE/);
    await first.stop();
    const second = await SimulatedCamera.start({ port: first.port });
    assert.equal(second.port, first.port);
    await second.stop();
  });
});

function counted(resources: readonly string[]): string[] {
  return resources.filter((name) => name === 'Timeout' || name.startsWith('TCP')).sort();
}
