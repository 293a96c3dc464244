import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedCamera } from '../../simulator';
import { cameraNode, node, until, useWorld } from './support';

const PASSWORD = 'p&q+r % "s<t é>u';
const USER = 'admin';

const form = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
const markup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A secret as it could come out of a log, a URL, a header, a document or JSON. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = encodeURIComponent(secret);
  const plain = [
    secret, encoded, encoded.replaceAll('%20', '+'), encoded.toLowerCase(), encodeURI(secret), form(secret),
    markup(secret), markup(secret).replaceAll('"', '&quot;'), bytes.toString('latin1'), bytes.toString('hex'),
    bytes.toString('base64'), bytes.toString('base64url'), Buffer.from(secret, 'latin1').toString('base64'),
    [...bytes].map((byte) => `%${byte.toString(16)}`).join(''),
  ]; // prettier-ignore
  return [...new Set(plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))];
}

const basic = `${USER}:${PASSWORD}`;
const secretsOf = (camera: SimulatedCamera) => [PASSWORD, basic, ...camera.state.sessions.issued];

describe('a password, a uid or a token', function () {
  this.timeout(180_000).slow(60_000);

  const nodes = [
    node('settings', { command: '', allowDestructive: true }),
    node('relay', { rest: 'close', verify: true }),
    node('snapshot'),
    node('firmware', { waitTimeout: '2' }),
    node('events', { relayInterval: '1' }),
    node('reboot', { waitTimeout: '5' }),
    node('ptz'),
    node('alarm'),
    { id: 'catch', type: 'catch', z: 'tab', scope: null, uncaught: false, wires: [['debug']] },
    { id: 'status', type: 'status', z: 'tab', scope: null, wires: [['debug']] },
    {
      id: 'debug', type: 'debug', z: 'tab', active: true, tosidebar: false, console: true, tostatus: false,
      complete: 'true', targetType: 'full', wires: [],
    },
  ]; // prettier-ignore
  const world = useWorld({
    nodes,
    simulator: { password: PASSWORD, username: USER },
    cam: { timeout: '1000' },
    settings: { logging: { console: { level: 'trace', metrics: true, audit: true } } },
    contextStorage: { default: { module: 'localfilesystem', config: { flushInterval: 0 } } },
  });
  const kinds = ['settings', 'relay', 'snapshot', 'firmware', 'events', 'reboot', 'ptz', 'alarm', 'cam'];

  /** Everything that Node-RED has let out, by where it was seen. */
  const seen = (): Map<string, string> => {
    const { red } = world;
    const places = new Map([['log', red.log.join('\n')]]);
    for (const id of [...kinds, 'catch', 'status']) {
      // A Buffer would be a list of numbers.
      const text = JSON.stringify(
        [red.outputs(id), red.endings(id), red.statuses(id)],
        (_key, value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : value),
      );
      places.set(`messages of ${id}`, text);
    }
    for (const name of readdirSync(red.userDir, { recursive: true, encoding: 'utf8' })) {
      if (name.startsWith('node_modules') || !/\.(?:json|backup|js)$/.test(name)) continue;
      places.set(name, readFileSync(join(red.userDir, name), 'latin1'));
      places.set(`${name} as UTF-8`, readFileSync(join(red.userDir, name), 'utf8'));
    }
    return places;
  };

  const expectNothingIn = (places: Map<string, string>) => {
    const all = secretsOf(world.camera);
    assert.ok(all.length > 2, 'there was no uid');
    for (const [where, text] of places) {
      for (const secret of all) {
        for (const spelling of spellings(secret)) {
          const at = text.indexOf(spelling);
          assert.equal(at, -1, `in ${where}: …${text.slice(Math.max(0, at - 150), at + 150)}…`);
        }
      }
    }
  };

  /** Sends one message to each node, while the camera says back what it knows. */
  const askAll = async () => {
    const { red } = world;
    const uid = world.camera.state.sessions.issued.at(-1) ?? '';
    await Promise.all([
      red.ask('settings', { command: 'image', payload: { brightness: 300 } }),
      red.ask('settings', { command: 'raw', payload: { path: 'nowhere/at/all', params: { a: 1 } } }),
      red.ask('settings', { command: 'raw', payload: { path: 'getmodel' } }),
      red.ask('settings', { command: 'users', payload: { action: 'add', name: uid, newpasswd: PASSWORD } }),
      red.ask('settings', { command: 'info' }),
      red.ask('relay', { payload: 'toggle' }),
      red.ask('snapshot'),
      red.ask('snapshot', { payload: { target: 'ftp' } }),
      red.ask('alarm'),
    ]);
    await red.ask('firmware', { payload: Buffer.from('firmware') }, 20_000);
  };

  it('is not let out by any fault of the camera, not even one that repeats what it was sent', async () => {
    const { camera } = world;
    await askAll();
    for (const secret of [PASSWORD, basic, camera.state.sessions.issued.at(-1)!]) {
      for (const reason of spellings(secret)) {
        camera.injectFault('fault-400', {
          reason: `no: ${reason}, Basic ${Buffer.from(secret).toString('base64')}`,
        });
        await world.red.ask('settings', { command: 'model' });
      }
    }
    for (const kind of [
      'echoed-404',
      'fault-200',
      'html',
      'reset-before',
      'uid-error',
      'redirect',
      'garbage',
    ] as const) {
      camera.injectFault(kind, { times: Infinity, reason: `password=${encodeURIComponent(PASSWORD)}&uid=1` });
      await askAll();
      camera.clearFaults();
    }
    camera.expireSessions();
    camera.injectFault('echoed-404', { path: '/cgi-bin/getuid' });
    await askAll();
    assert.ok(
      world.red.log.some((line) => line.includes('***')),
      'nothing was repeated',
    );
    expectNothingIn(seen());
  });

  it('is not let out when the camera is away, comes back, reboots or refuses the account', async () => {
    const { camera, red } = world;
    await camera.unplug();
    await askAll();
    await camera.plug();
    await red.ask('reboot', {}, 20_000);
    camera.changePassword('another');
    await askAll();
    camera.changePassword(PASSWORD);
    expectNothingIn(seen());
  });

  it('is not in any answer of the admin API, nor in an exported flow', async () => {
    const { red, camera } = world;
    const { credentials: _, ...typed } = cameraNode(camera);
    const places = new Map<string, string>();
    const note = (what: string, { text, status }: { text: string; status: number }) => {
      assert.ok(status < 500, `${what}: ${status}`);
      places.set(what, text);
    };
    const paths = ['/flows', '/nodes', '/settings', '/flow/tab', '/credentials/anjvision-camera/cam'];
    for (const path of [
      ...paths,
      '/anjvision/commands',
      '/anjvision/limits',
      '/anjvision/diagnostics/cam',
      '/anjvision/picture/cam',
    ]) {
      note(path, await red.adminGet(path));
    }
    const test = (name: string, body: object) =>
      red
        .admin('POST', '/anjvision/test', { body: { ...typed, username: USER, password: PASSWORD, ...body } })
        .then((answer) => {
          note(name, answer);
          return answer.json as { ok: boolean };
        });
    assert.equal((await test('test', {})).ok, true);
    assert.equal((await test('test of what is stored', { password: '__PWRD__' })).ok, true);
    assert.equal((await test('test of a wrong user', { username: 'nobody' })).ok, false);
    assert.equal((await test('test elsewhere', { host: `${USER}:${PASSWORD}@127.0.0.1` })).ok, false);
    assert.equal((await test('test of a wrong port', { port: '1' })).ok, false);
    camera.injectFault('echoed-404', { times: Infinity });
    assert.equal((await test('test of another device', {})).ok, false);
    camera.clearFaults();
    expectNothingIn(places);
    expectNothingIn(seen());
  });

  it('typed into the host field is not in the log', async () => {
    const { red, flows } = world;
    const wrong = { host: `${USER}:${PASSWORD}@127.0.0.1` };
    await red.deploy(flows.map((item) => (item.id === 'cam' ? { ...item, ...wrong } : item)));
    await red.ask('alarm');
    // The user himself wrote it into the flow file; it must be nowhere else.
    const places = [...seen()].filter(([where]) => where === 'log' || where.startsWith('messages'));
    expectNothingIn(new Map(places));
    await red.deploy(flows);
  });

  it('is given by webLogin alone', async () => {
    const { red } = world;
    await until('the account to be free', () => !world.camera.state.accounts.locked);
    const { outputs } = await red.ask('settings', { command: 'webLogin', payload: {} });
    const { url } = outputs[0]!['payload'] as { url: string };
    assert.ok(url.includes(`password=${encodeURIComponent(PASSWORD)}`));
  });
});
