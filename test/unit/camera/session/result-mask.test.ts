import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { commandNames } from '../../../../camera/commands/index';
import { CameraError } from '../../../../camera/core/errors';
import type { Camera } from '../../../../camera/device/camera';
import { execute } from '../../../../camera/operations/execute';
import { STYLES, type SimulatedCamera } from '../../../../simulator';
import { Bench } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

/** Commands that answer the password on purpose, or restart the camera. */
const LEFT_OUT = ['webLogin', 'reboot', 'factoryReset', 'deviceName'];

/** Input with which every command sends something. */
const INPUT: Record<string, Record<string, unknown>> = {
  raw: { path: 'getmodel' },
  connectCheck: { addr: 'example.test' },
  userOsd: { title_index: 1 },
  shutter: { dayShutterMode: 0 },
  led: { ledstatus: true, ledmode: 1, brightness: 50 },
  ptz: { stop: true },
  uidValidTime: { sec: 60 },
  alarmOutput: { position: 0, logicalstate: false },
};

const passwords = [
  'p&q+r % "s<t é>u',
  '123456',
  '8675309',
  'geheim',
  'hush hush',
  '漢字漢字',
  ...fc.sample(
    fc.string({ minLength: 6, maxLength: 20 }).filter((text) => /^[!-~]+$/.test(text)),
    6,
  ),
];

describe('what a camera echoes in its answers', function () {
  this.timeout(120_000);
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  function assertClean(camera: SimulatedCamera, what: string, text: string): void {
    const { password, username } = camera.options;
    const md5 = createHash('md5').update(password).digest('hex');
    const token = Buffer.from(`${username}:${password}`).toString('base64');
    const secrets = [
      password,
      JSON.stringify(password).slice(1, -1),
      encodeURIComponent(password),
      password.replace(/[^\w.-]/g, '_'),
      Buffer.from(password).toString('base64'),
      token,
      md5,
      ...camera.state.sessions.issued,
    ];
    for (const secret of secrets.filter((each) => /[^_]{4}/.test(each)))
      assert.equal(text.toLowerCase().includes(secret.toLowerCase()), false, `${secret} in ${what}: ${text}`);
  }

  async function shown(client: Camera, name: string): Promise<string> {
    try {
      const result = await execute(client, name, { ...INPUT[name] }, { allowDestructive: true });
      return JSON.stringify(result ?? null);
    } catch (error) {
      if (!CameraError.is(error)) throw error;
      return `${error.message} ${error.detail} ${error.reason ?? ''}`;
    }
  }

  for (const password of passwords) {
    it(`is masked in every result and error of every command: ${JSON.stringify(password)}`, async () => {
      const style = STYLES[password.length % STYLES.length]!;
      const { camera, client } = await bench.pair({ password, style });
      const events: unknown[] = [];
      client.dispatcher.results.on('result', (...event) => events.push(event));
      const names = commandNames.filter((name) => !LEFT_OUT.includes(name));
      for (const fault of ['echo-secrets', 'echo-secret-names'] as const) {
        for (const name of names) {
          await client.read('model');
          camera.injectFault(fault);
          assertClean(camera, name, await shown(client, name));
          camera.clearFaults();
        }
      }
      const words = `no: ${password}, ${encodeURIComponent(password)}, Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
      for (const reason of [words, camera.state.sessions.issued.at(-1)!]) {
        camera.injectFault('fault-400', { reason, times: Infinity });
        for (const name of names) assertClean(camera, name, await shown(client, name));
        camera.clearFaults();
      }
      assertClean(camera, 'events', JSON.stringify(events));
      assertClean(
        camera,
        'status',
        JSON.stringify([client.connection.status, client.dispatcher.log.report()]),
      );
    });
  }

  it('is masked where it is the text of a title, and stays in the camera when that is sent back', async () => {
    const { camera, client } = await bench.pair({ password: 'hush hush' });
    const { osd } = camera.state.settings;
    osd['title_utf8'] = 'Yard hush hush';
    const answer = await execute(client, 'osd', {});
    assert.equal(answer!['title_utf8'], 'Yard ***');
    await execute(client, 'osd', answer!);
    assert.equal(osd['title_utf8'], 'Yard hush hush');
    await execute(client, 'osd', { ...answer, title_utf8: 'Garden' });
    assert.equal(osd['title_utf8'], 'Garden');
  });

  it('loses its control characters, which stay in the camera when that is sent back', async () => {
    const { camera, client } = await bench.pair();
    const { osd } = camera.state.settings;
    osd['title_utf8'] = 'Y\u202ea\u0085r\x9bd';
    const answer = await execute(client, 'osd', {});
    assert.equal(answer!['title_utf8'], 'Ya rd');
    await execute(client, 'osd', answer!);
    assert.equal(osd['title_utf8'], 'Y\u202ea\u0085r\x9bd');
  });

  it('stays as it is where the password is the user name, a word of the command table, or one letter', async () => {
    for (const password of ['admin', 'NTP', 'e']) {
      const { client } = await bench.pair({ password });
      const { users } = (await execute(client, 'users', {})) as { users: { name: string }[] };
      assert.equal(users[0]!.name, 'admin');
      assert.match(String((await execute(client, 'time', {}))!['update_method']), /^ntp$/i);
      assert.deepEqual(await execute(client, 'model', {}), { model: 'MC200J6' });
      const { camera, client: other } = await bench.pair({ password });
      camera.injectFault('fault-400', { reason: `no ${password}`, path: '/cgi-bin/getmodel' });
      const error = await refusal(other.read('model'), 'CAMERA_FAULT');
      assert.equal(error.message, 'Gate: model: the camera refused: no ***');
    }
  });
});
