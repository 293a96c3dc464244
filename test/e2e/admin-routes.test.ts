import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { node, useWorld } from './support';

const randomMac = () =>
  randomBytes(6)
    .toString('hex')
    .replace(/..(?=.)/g, '$&-');

interface Found {
  id: string;
  address: string;
  port: number;
  answers: boolean;
  configured: boolean;
}

const ACCOUNT = { username: 'gardener', password: 'rake' };

/** Of that password, as bcrypt makes it. */
const HASH = '$2b$04$Q3ODnsVuATUYVceBY5WFheF5ZKXgYuvvr488c7Ykrq3Gqvf6IVc0G';

/** Everybody may look, and one account may change flows. */
const adminAuth = {
  type: 'credentials',
  users: [{ ...ACCOUNT, password: HASH, permissions: '*' }],
  default: { permissions: 'read' },
};

describe('the admin routes in a Node-RED', function () {
  this.timeout(120_000).slow(20_000);

  const world = useWorld({
    simulator: { discoveryPort: 0 },
    // Other simulated cameras on this machine are other cameras.
    prepare: ({ state }) => void (state.identity.mac = randomMac()),
    nodes: [node('settings', { command: 'image' })],
    settings: { adminAuth },
  });

  /** The headers of the account that may change flows. */
  async function loggedIn(): Promise<Record<string, string>> {
    const body = { client_id: 'node-red-editor', grant_type: 'password', scope: '*', ...ACCOUNT };
    const { json } = await world.red.admin('POST', '/auth/token', { body });
    return { authorization: `Bearer ${(json as { access_token: string }).access_token}` };
  }

  const find = async (query: string) => {
    const answer = await world.red.admin('GET', `/anjvision/discover${query}`, { headers: await loggedIn() });
    assert.equal(answer.status, 200);
    return answer.json as { ok: boolean; code?: string; cameras: Found[] };
  };

  it('that reach for a camera are for those who may change flows', async () => {
    const { red, camera } = world;
    camera.forgetRequests();
    for (const [method, path] of [
      ['GET', 'discover'],
      ['GET', 'picture/cam'],
      ['POST', 'test'],
      ['POST', 'test/cam'],
      ['POST', 'perform'],
    ] as const) {
      const { status, text } = await red.admin(
        method,
        `/anjvision/${path}`,
        method === 'POST' ? { body: {} } : {},
      );
      assert.equal(status, 401, path);
      assert.doesNotMatch(text, /ok/);
    }
    assert.deepEqual(camera.discovery.probes, []);
    assert.ok(camera.requests.every(({ url }) => !url.includes('snapshot')));
  });

  it('tell those who may only look the states of all cameras, and no secret', async () => {
    const { red, camera } = world;
    const { status, json, text } = await red.adminGet('/anjvision/cameras');
    assert.equal(status, 200);
    const [gate] = (json as { cameras: Record<string, unknown>[] }).cameras;
    assert.deepEqual([gate!['id'], gate!['name']], ['cam', 'Gate']);
    assert.ok(!text.includes(camera.options.password));
  });

  it('find a camera whose address is given, which no multicast reaches', async () => {
    const { camera } = world;
    const query = `?host=127.0.0.1&port=${camera.discovery.port}`;
    const { cameras } = await find(query);
    const found = cameras.find(({ id }) => id === camera.discovery.endpoint);
    assert.deepEqual(
      { address: found?.address, port: found?.port, answers: found?.answers, configured: found?.configured },
      { address: '127.0.0.1', port: camera.port, answers: true, configured: true },
    );
    assert.ok(camera.discovery.probes.length > 0);
  });

  it('find it once, by the address that its answer came from, however it answers', async () => {
    const { camera } = world;
    const { faults } = camera.discovery;
    faults.on('copies');
    faults.on('late', 900);
    faults.on('many-addresses');
    faults.on('rubbish');
    const { cameras } = await find(`?host=localhost&port=${camera.discovery.port}`);
    faults.clear();
    const found = cameras.filter(({ id }) => id === camera.discovery.endpoint);
    assert.deepEqual(
      found.map(({ address, port }) => ({ address, port })),
      [{ address: '127.0.0.1', port: camera.port }],
    );
  });

  it('refuse to search for what is no host', async () => {
    for (const query of [
      '?host=http://x/',
      '?host=a%20b',
      '?host=127.0.0.1&port=0',
      '?host=127.0.0.1&port=x',
    ])
      assert.equal((await find(query)).code, 'INVALID_INPUT', query);
  });
});
