import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FaultKind } from '../../simulator/http/faults';
import { codeOf, node, result, useWorld } from './support';

const TIMEOUT_MS = 1_500;
/** For Node-RED and the machine, on top. */
const SLACK_MS = 1_500;

/** What each fault ends as; those that a read survives by being sent once more happen twice. */
const CODES: Partial<Record<FaultKind, string>> = {
  html: 'BAD_RESPONSE',
  empty: 'BAD_RESPONSE',
  'half-body': 'BAD_RESPONSE',
  'half-document': 'BAD_RESPONSE',
  'cut-short': 'CONNECTION_LOST',
  'fault-200': 'CAMERA_FAULT',
  'fault-400': 'CAMERA_FAULT',
  'echoed-404': 'NOT_SUPPORTED',
  'error-500': 'BAD_RESPONSE',
  oversize: 'BAD_RESPONSE',
  drip: 'TIMEOUT',
  'entity-bomb': 'BAD_RESPONSE',
  'compressed-bomb': 'BAD_RESPONSE',
  proto: 'BAD_RESPONSE',
  redirect: 'BAD_RESPONSE',
  silent: 'TIMEOUT',
  'silent-after': 'TIMEOUT',
  'reset-before': 'CONNECTION_LOST',
  'half-closed': 'CONNECTION_LOST',
  garbage: 'BAD_RESPONSE',
  'chunk-garbage': 'BAD_RESPONSE',
};

describe('a fault of the camera', function () {
  this.timeout(120_000).slow(10_000);

  let proxy: Server;
  let proxied = 0;
  const env: Record<string, string> = {};
  before(async () => {
    proxy = createServer((_request, response) => response.end()).on('connection', () => (proxied += 1));
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) env[name] = env[name.toLowerCase()] = url;
    env['NO_PROXY'] = env['no_proxy'] = '';
  });
  after(() => proxy.close());

  const nodes = [node('settings', { command: 'model' }), node('snapshot'), node('relay')];
  const world = useWorld({ nodes, env, cam: { timeout: String(TIMEOUT_MS), keepSession: false } });

  const works = async () => {
    world.camera.clearFaults();
    assert.deepEqual(await result(world.red, 'settings'), { model: 'MC200J6' });
  };
  const timed = async (what: string) => {
    const from = Date.now();
    const code = codeOf(await world.red.ask(what));
    const took = Date.now() - from;
    assert.ok(took < TIMEOUT_MS + SLACK_MS, `took ${took} ms`);
    return code;
  };

  for (const [kind, code] of Object.entries(CODES) as [FaultKind, string][]) {
    it(`${kind} is ${code}, and the next command works`, async () => {
      await works();
      world.camera.injectFault(kind, { path: '/cgi-bin/getmodel', times: 2, intervalMs: 300 });
      assert.equal(await timed('settings'), code);
      await works();
    });
  }

  for (const kind of [
    'html',
    'empty',
    'half-document',
    'oversize',
    'entity-bomb',
    'redirect',
    'garbage',
  ] as const) {
    it(`${kind} instead of a uid is BAD_RESPONSE, and the next command works`, async () => {
      world.camera.expireSessions();
      world.camera.injectFault(kind, { path: '/cgi-bin/getuid', times: 2 });
      assert.equal(await timed('settings'), 'BAD_RESPONSE');
      await works();
    });

    it(`${kind} instead of a picture is BAD_RESPONSE, and the next command works`, async () => {
      await works();
      world.camera.injectFault(kind, { path: '/cgi-bin/snapshot.cgi', times: 2 });
      assert.equal(await timed('snapshot'), 'BAD_RESPONSE');
      await works();
    });
  }

  it('a dead connection is UNREACHABLE, and the next command works', async () => {
    await world.camera.unplug();
    // The first may go out on a connection of which nobody knows yet that it is dead.
    await world.red.ask('settings');
    assert.equal(await timed('settings'), 'UNREACHABLE');
    await world.camera.plug();
    await works();
  });

  it('a connection that the camera closed between commands is not even noticed', async () => {
    await works();
    world.camera.injectFault('close-idle', { times: 4 });
    for (let round = 0; round < 6; round += 1) await result(world.red, 'settings');
  });

  it('a uid that the camera never accepts is CAMERA_FAULT after one more log-in', async () => {
    await works();
    world.camera.forgetRequests();
    world.camera.injectFault('uid-error', { path: '/cgi-bin/getmodel', times: Infinity });
    const { error } = await world.red.ask('settings');
    assert.deepEqual([error?.['code'], error?.['reason']], ['CAMERA_FAULT', 'uid error']);
    assert.equal(world.camera.received('/cgi-bin/getuid').length, 1);
    assert.equal(world.camera.received('/cgi-bin/getmodel').length, 2);
    await works();
  });

  it('a locked account is LOCKED_OUT, and is left alone', async () => {
    world.camera.expireSessions();
    world.camera.forgetRequests();
    world.camera.lock();
    assert.equal(await timed('settings'), 'LOCKED_OUT');
    world.camera.unlock();
    assert.equal(await timed('settings'), 'LOCKED_OUT');
    assert.equal(world.camera.received('/cgi-bin/getuid').length, 1);
    await world.red.deploy(world.flows);
    await works();
  });

  it('never sends anything by way of a proxy', () => assert.equal(proxied, 0));
});
