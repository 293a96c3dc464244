import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cameraNode, node, useWorld } from './support';

const PASSWORD = 'let me in';
/** Of that password, by bcrypt. */
const HASH = '$2y$04$feXb3.WU6nSCPoasZyN8seYcQZB0uR1pWKyqAaIplwsyMNZyeHG2.';

interface Route {
  method: 'GET' | 'POST';
  path: string;
  permission: string;
}

/** What the package offers, from its source, so that none is forgotten here. */
const routes = [
  ...readFileSync(join(__dirname, '../../nodes/shared/admin/routes.ts'), 'utf8').matchAll(
    /^ {2}(get|post)\('([\w/:]+)', (\w+), /gm,
  ),
].map(([, method, path, permission]): Route => ({
  method: method === 'get' ? 'GET' : 'POST',
  path: `/anjvision/${path!.replace(':camera', 'cam')}`,
  permission: permission!,
}));

/** Those that reach a camera which is not deployed, look into the network or a picture, or change something. */
const NEEDS_WRITE = ['diagnostics', 'discover', 'perform', 'picture/cam', 'test', 'test/cam'].map(
  (path) => `/anjvision/${path}`,
);

describe('the admin interface, where users have to log in,', function () {
  this.timeout(120_000).slow(20_000);

  const world = useWorld({
    nodes: [node('alarm'), node('motion', { action: 'payload', values: {} })],
    settings: {
      adminAuth: {
        type: 'credentials',
        users: [
          { username: 'reader', password: HASH, permissions: 'read' },
          { username: 'nobody', password: HASH, permissions: [] },
          { username: 'writer', password: HASH, permissions: '*' },
        ],
      },
    },
  });

  async function tokenOf(username: string): Promise<string> {
    const body = {
      client_id: 'node-red-admin',
      grant_type: 'password',
      scope: '',
      username,
      password: PASSWORD,
    };
    const { json } = await world.red.admin('POST', '/auth/token', { body });
    return (json as { access_token: string }).access_token;
  }

  const ask = async ({ method, path }: Route, token?: string, body: unknown = {}) =>
    world.red.admin(method, path, {
      ...(method === 'POST' && { body }),
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    });

  it('has routes, of which those that could do harm need the permission to deploy', () => {
    assert.ok(routes.length >= 11, JSON.stringify(routes));
    const writing = routes.filter(({ permission }) => permission === 'mayTry').map(({ path }) => path);
    assert.deepEqual(writing.sort(), NEEDS_WRITE);
    const source = readFileSync(join(__dirname, '../../nodes/shared/admin/routes.ts'), 'utf8');
    assert.equal(source.match(/httpAdmin/g)?.length, 2, 'a route goes past the helpers');
  });

  for (const route of routes) {
    const { method, path } = route;
    const needsWrite = NEEDS_WRITE.includes(path);
    it(`answers ${method} ${path} only to who may ${needsWrite ? 'deploy' : 'read'}`, async () => {
      world.camera.forgetRequests();
      const sent = () => world.camera.requests.filter(({ url }) => !/getuid|keep_alive/.test(url));
      assert.equal((await ask(route)).status, 401);
      assert.equal((await ask(route, 'nonesuch')).status, 401);
      // Node-RED answers 401 to a token whose user lacks the permission.
      const reader = await ask(route, await tokenOf('reader'));
      assert.ok(
        needsWrite ? [401, 403].includes(reader.status) : reader.status === 200,
        String(reader.status),
      );
      if (needsWrite) assert.deepEqual(sent(), []);
      assert.ok([401, 403].includes((await ask(route, await tokenOf('nobody'))).status));
      assert.equal((await ask(route, await tokenOf('writer'))).status, 200);
    });
  }

  it('gives no password with the flows, and takes no other node for a camera', async () => {
    const token = await tokenOf('writer');
    for (const path of ['/flows', '/credentials/anjvision-camera/cam'])
      assert.doesNotMatch((await ask({ method: 'GET', path, permission: '' }, token)).text, /123456/);
    const perform = { method: 'POST', path: '/anjvision/perform', permission: '' } as const;
    for (const camera of ['alarm', 'tab', '', '__proto__', 'constructor']) {
      const { json } = await ask(perform, token, { camera, command: 'model' });
      assert.equal((json as { code: string }).code, 'UNKNOWN_CAMERA');
    }
  });

  it('reads any command for a dialog, and sets none but what is tried by hand', async () => {
    const token = await tokenOf('writer');
    const perform = { method: 'POST', path: '/anjvision/perform', permission: '' } as const;
    const codeOf = async (command: string, input: object) =>
      ((await ask(perform, token, { camera: 'cam', command, input })).json as { code?: string }).code;
    world.camera.forgetRequests();
    for (const [command, input] of Object.entries({
      relay: { status: 1 },
      image: { brightness: 10 },
      users: { action: 'delete', name: 'guest' },
      factoryReset: {},
      reboot: {},
      alarm: {},
      webLogin: {},
      raw: { path: 'setRelayStatus', params: { status: 1 } },
    }))
      assert.equal(await codeOf(command, input), 'NOT_ALLOWED', command);
    assert.deepEqual(
      world.camera.requests.filter(({ query }) => /status|brightness|name=/.test(query)),
      [],
    );
    assert.equal(await codeOf('motion', { enable: false }), undefined);
  });
});

describe('the test of a camera in the template of a subflow', function () {
  this.timeout(120_000).slow(20_000);

  const world = useWorld({ nodes: [node('alarm')] });

  /** A subflow whose camera takes host and password from its variables, with one instance. */
  const deploy = async (
    env: { name: string; type: string; value: string }[],
    cam: Record<string, unknown>,
  ) => {
    const { camera, red, flows } = world;
    const template = [
      { id: 'sub', type: 'subflow', name: 'One camera', in: [{ wires: [{ id: 'inner' }] }], out: [], env },
      { ...cameraNode(camera), id: 'subcam', z: 'sub', ...cam },
      { id: 'inner', type: 'anjvision-alarm', z: 'sub', name: '', camera: 'subcam', wires: [[]] },
      { id: 'instance', type: 'subflow:sub', z: 'tab', env: [], wires: [] },
    ];
    await red.deploy([...flows, ...template]);
  };

  const test = async (typed: object) => {
    const { credentials: _, ...settings } = cameraNode(world.camera, { id: 'subcam' });
    const body = { ...settings, username: 'admin', password: '__PWRD__', ...typed };
    const { json } = await world.red.admin('POST', '/anjvision/test', { body });
    return json as { ok: boolean; code?: string; message?: string; model?: string };
  };

  it('works with the password that is stored in the template', async () => {
    await deploy([], {});
    assert.equal((await test({})).model, 'MC200J6');
    const elsewhere = await test({ port: '1' });
    assert.deepEqual([elsewhere.ok, elsewhere.code], [false, 'INVALID_INPUT']);
  });

  it("works with the values of the template's variables", async () => {
    const env = [
      { name: 'HOST', type: 'str', value: '127.0.0.1' },
      { name: 'WORD', type: 'str', value: '123456' },
    ];
    const credentials = { username: 'admin', password: '${WORD}' };
    await deploy(env, { host: '${HOST}', credentials });
    assert.equal((await test({ host: '${HOST}' })).model, 'MC200J6');
    assert.equal((await test({ host: '${HOST}', password: '${WORD}' })).model, 'MC200J6');
  });

  it('says what is missing where the template has no value', async () => {
    await deploy([{ name: 'HOST', type: 'str', value: '' }], { host: '${HOST}' });
    const { ok, code, message } = await test({ host: '${HOST}' });
    assert.deepEqual([ok, code], [false, 'INVALID_INPUT']);
    assert.match(message!, /the host is missing/);
  });
});
