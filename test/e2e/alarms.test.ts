import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { node, result, until, useWorld } from './support';

type Payload = Record<string, unknown>;

const PASSWORD = 'Gate-4711';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

for (const source of ['onvif', 'port'] as const) {
  describe(`alarms by ${source} in a Node-RED`, function () {
    this.timeout(240_000).slow(120_000);

    const world = useWorld({
      nodes: [node('events'), node('settings', { command: 'model' })],
      simulator: { controlPort: 0, password: PASSWORD },
      cam: { alarms: source },
      settings: { logging: { console: { level: 'trace', metrics: false, audit: false } } },
    });
    const told = (topic: string, from = 0) =>
      world.red
        .outputs('events')
        .slice(from)
        .filter((output) => output['topic'] === topic)
        .map((output) => output['payload'] as Payload);
    const states = (from = 0) => told('listening', from).map(({ state }) => state);
    const listens = (from = 0) => until('it to listen', () => states(from).at(-1) === 'listening', 120_000);
    const connections = () => {
      const { controlPort, onvif } = world.camera;
      return source === 'port' ? controlPort.loggedIn : onvif.subscriptions.count;
    };

    /** Everything that begins and ends, once. */
    const expectAlarms = async () => {
      const from = world.red.outputs('events').length;
      const { alarms } = world.camera;
      for (const active of [true, false]) {
        alarms.motion(active);
        alarms.input(active, 2);
        alarms.person(active);
        alarms.vehicle(active);
        await until('the last of them', () => told('vehicle', from).length > (active ? 0 : 1));
      }
      for (const [topic, more] of Object.entries({
        motion: {},
        input: { input: 2 },
        person: {},
        vehicle: {},
      })) {
        const payloads = told(topic, from).map(({ since: _, ...payload }) => payload);
        assert.deepEqual(
          payloads,
          [true, false].map((active) => ({ active, ...more, source })),
          topic,
        );
      }
    };

    it('are told once at the start and once at the end', async () => {
      await listens();
      assert.deepEqual(states(), ['listening']);
      await expectAlarms();
      assert.equal(connections(), 1);
      await world.red.waitForStatus('events', ({ fill, text }) => fill === 'green' && text === 'listening');
    });

    it('are shown in the dialog, with when they were', async () => {
      const { json } = await world.red.adminGet('/anjvision/alarms/cam');
      const { ok, hasListeners, listening, recent } = json as Payload & {
        recent: Payload[];
        listening: Payload;
      };
      assert.deepEqual(
        [ok, hasListeners, listening['state'], listening['source']],
        [true, true, 'listening', source],
      );
      const last = recent.find(({ topic }) => topic === 'vehicle')!;
      assert.deepEqual([last['active'], Number(last['agoMs']) < 60_000], [false, true]);
      const unknown = (await world.red.adminGet('/anjvision/alarms/nobody')).json as Payload;
      assert.deepEqual([unknown['ok'], unknown['code']], [false, 'UNKNOWN_CAMERA']);
    });

    it('come again after a full deploy, and after one of the node, which gives the connection back', async () => {
      for (const type of ['full', 'nodes', 'flows'] as const) {
        const from = world.red.outputs('events').length;
        const began = Date.now();
        const renamed = world.flows.map((one) => (one.id === 'events' ? { ...one, name: type } : one));
        await world.red.deploy(renamed, type);
        assert.ok(Date.now() - began < 15_000);
        await listens(from);
        assert.equal(connections(), 1);
        await expectAlarms();
      }
    });

    it('go on after a restart of the camera', async () => {
      const from = world.red.outputs('events').length;
      await world.camera.reboot(3_000);
      await until('the loss', () => states(from).includes('lost'), 30_000);
      await listens(from);
      assert.deepEqual(states(from), ['lost', 'listening']);
      await expectAlarms();
      assert.equal(connections(), 1);
    });

    it('are lost with a wrong password, which is tried once, and come when it is mended', async () => {
      const from = world.red.outputs('events').length;
      world.camera.forgetRequests();
      const logIns = world.camera.controlPort.messages.length;
      const wrong = { username: 'admin', password: 'wrong' };
      await world.red.deploy(
        world.flows.map((one) => (one.id === 'cam' ? { ...one, credentials: wrong } : one)),
      );
      await until('the loss', () => states(from).length > 0);
      const [{ since: _, ...lost }] = told('listening', from) as [Payload];
      const reason = `user name or password refused by ${source === 'port' ? 'the control port' : 'ONVIF'}`;
      assert.deepEqual(lost, { state: 'lost', source: null, reason });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const asked = world.camera.requests.filter(({ path }) => path.startsWith('/onvif/')).length;
      assert.deepEqual(
        [asked, world.camera.controlPort.messages.length - logIns],
        source === 'port' ? [0, 1] : [2, 0],
      );
      await world.red.deploy(world.flows);
      await listens(from);
      await expectAlarms();
    });

    it('let no secret out, not even of a camera that repeats what it was sent', async () => {
      const { red, camera } = world;
      camera.controlPort.faults.on('echoes-log-in');
      camera.onvif.faults.on('echoes-log-in');
      const from = red.outputs('events').length;
      const sent = camera.requests.map(({ body }) => String(body ?? '')).join('');
      const tokens = [...sent.matchAll(/:(?:Nonce|Password)[^>]*>([^<]+)</g)].map(([, token]) => token!);
      const secrets = [
        PASSWORD,
        md5(PASSWORD),
        md5(PASSWORD).toUpperCase(),
        md5(md5(PASSWORD)),
        ...tokens.slice(-9),
      ];
      for (const secret of secrets) {
        camera.alarms.code({ code: 201, text: `x ${secret} y` });
        camera.alarms.topic({ topic: `tns1:T${secrets.indexOf(secret)}`, item: 'is', value: secret });
      }
      await until('the words', () => told('alarm', from).length > 0);
      const answers = await red.adminGet('/anjvision/alarms/cam');
      const seen = [
        red.log.join('\n'),
        JSON.stringify([red.outputs('events'), red.statuses('events')]),
        answers.text,
      ].join('\n');
      // Of tokens those of the last requests are known.
      const hidden = source === 'port' ? secrets.slice(0, 4) : [...secrets.slice(0, 4), ...secrets.slice(-2)];
      for (const secret of hidden) assert.ok(!seen.includes(secret), secret);
    });

    it('do not disturb commands, and are given back when Node-RED ends', async () => {
      assert.deepEqual(await result(world.red, 'settings'), { model: 'MC200J6' });
      assert.equal(connections(), 1);
      await world.red.kill('SIGTERM');
      assert.equal(connections(), 0);
      if (source === 'onvif') assert.equal(world.camera.onvif.operations.at(-1), 'Unsubscribe');
    });

    after(() => {
      // Nothing but what an event client may say was ever sent.
      const { controlPort, onvif } = world.camera;
      const allowed = [
        'GetSystemDateAndTime',
        'GetServices',
        'CreatePullPointSubscription',
        'PullMessages',
        'Renew',
        'Unsubscribe',
      ];
      assert.deepEqual(
        [...new Set(onvif.operations)].filter((one) => !allowed.includes(one)),
        [],
      );
      const codes = new Set(controlPort.messages.map(({ code }) => code));
      assert.deepEqual(
        [...codes].filter((code) => code !== 'CMD_USER_AUTH' && code !== 'CMD_HEARTBEAT'),
        [],
      );
    });
  });
}

describe('a camera that tells no alarms', function () {
  this.timeout(120_000).slow(30_000);

  const world = useWorld({
    nodes: [node('events'), node('settings', { command: 'model' })],
    simulator: { onvif: false },
    cam: { controlPort: 1 },
  });

  it('is unsupported, said once, and takes commands as before', async () => {
    const { red, camera } = world;
    const listening = () => red.outputs('events').filter(({ topic }) => topic === 'listening');
    await until('the outcome', () => listening().length > 0);
    await result(red, 'settings');
    const began = Date.now();
    for (let i = 0; i < 20; i += 1) await result(red, 'settings');
    assert.ok(Date.now() - began < 10_000);
    await camera.unplug();
    await red.ask('settings');
    await red.ask('settings');
    await camera.plug();
    await result(red, 'settings');
    const connection = () => (red.outputs('events').at(-1)?.['payload'] as Payload)['state'];
    await until('it to be online again', () => connection() === 'online');
    assert.equal(listening().length, 1);
    const { state, source, reason } = listening()[0]!['payload'] as Payload;
    assert.deepEqual([state, source], ['unsupported', null]);
    assert.equal(reason, 'no ONVIF at this address and port; nothing listens on port 1');
  });
});
