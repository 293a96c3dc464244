import assert from 'node:assert/strict';
import { useStage, type FlowItem } from '../stage';

type Payload = Record<string, unknown>;

describe('anjvision-events tells alarms', () => {
  const stage = useStage();
  const of = (topic: string) =>
    stage.outputs.filter((output) => output['topic'] === topic).map((output) => output['payload'] as Payload);
  const sends = (topic: string, count: number) =>
    stage.until(() => of(topic).length >= count, `${count} messages about ${topic}`);
  const withoutSince = (topic: string) => of(topic).map(({ since: _, ...payload }) => payload);
  const states = (topic: string) => of(topic).map(({ state }) => state);

  const load = (source: 'onvif' | 'port', node: object = {}, more: FlowItem[] = []) =>
    stage.load(
      { type: 'anjvision-events', ...node },
      { simulator: { controlPort: 0 }, camera: { alarms: source }, more },
    );

  for (const source of ['onvif', 'port'] as const) {
    describe(`by ${source}`, () => {
      it('once at the start and once at the end', async () => {
        await load(source);
        await sends('listening', 1);
        const from = Date.now();
        const { alarms } = stage.camera;
        alarms.motion(true);
        alarms.input(true, 2);
        alarms.person(true);
        alarms.vehicle(true);
        await sends('vehicle', 1);
        assert.match(stage.shown, /^blue dot vehicle/);
        alarms.motion(false);
        alarms.input(false, 2);
        alarms.person(false);
        alarms.vehicle(false);
        await sends('vehicle', 2);
        for (const [topic, more] of Object.entries({
          motion: {},
          input: { input: 2 },
          person: {},
          vehicle: {},
        })) {
          const expected = [true, false].map((active) => ({ active, ...more, source }));
          assert.deepEqual(withoutSince(topic), expected, topic);
          for (const { since } of of(topic))
            assert.ok(Number(since) >= from - 100 && Number(since) <= Date.now());
        }
        assert.deepEqual(withoutSince('listening'), [{ state: 'listening', source, reason: '' }]);
        await stage.until(() => stage.shown === 'green dot listening', 'the status');
      });

      it('by one connection for two nodes, which ends with the last of them', async () => {
        await load(source, {}, [
          { id: 'other', z: 'tab', type: 'anjvision-events', camera: 'cam', wires: [] },
        ]);
        await sends('listening', 1);
        const open = () =>
          source === 'port'
            ? stage.camera.controlPort.openConnections
            : stage.camera.onvif.subscriptions.count;
        assert.equal(open(), 1);
        await stage.redeploy('delete', 'nodes');
        assert.equal(open(), 1);
        await stage.redeploy('delete', 'nodes', 'other');
        await stage.until(() => open() === 0, 'the connection to be closed');
      });

      it('after a full deploy by a new connection, the old one given back', async () => {
        await load(source);
        await sends('listening', 1);
        await stage.redeploy({ name: 'anew' });
        await sends('listening', 2);
        const { controlPort, onvif } = stage.camera;
        assert.equal(source === 'port' ? controlPort.loggedIn : onvif.subscriptions.count, 1);
        stage.camera.alarms.motion(true);
        await sends('motion', 1);
      });
    });
  }

  it('of other kinds with their type, code and text', async () => {
    await load('port');
    await sends('listening', 1);
    stage.camera.alarms.code({ code: 13, level: 2, text: 'video covered' });
    stage.camera.alarms.code({ code: 31, text: 'tripwire' });
    stage.camera.alarms.code({ code: 999, text: 'new' });
    await sends('alarm', 3);
    assert.deepEqual(of('alarm'), [
      { type: 'picture-covered', code: 13, level: 2, text: 'video covered', source: 'port' },
      { type: 'tripwire', active: true, code: 31, level: 1, text: 'tripwire', source: 'port' },
      { type: 'unknown', code: 999, level: 1, text: 'new', source: 'port' },
    ]);
  });

  it('of the chosen topics only', async () => {
    await load('port', { topics: ['person'] });
    await stage.until(() => stage.camera.controlPort.loggedIn === 1, 'the log-in');
    stage.camera.alarms.motion(true);
    stage.camera.alarms.person(true);
    await sends('person', 1);
    assert.deepEqual(new Set(stage.outputs.map(({ topic }) => topic)), new Set(['person']));
  });

  it('never without a topic that needs them', async () => {
    await load('port', { topics: ['connection'] });
    await sends('connection', 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(stage.camera.controlPort.connectionCount, 0);
    assert.deepEqual(stage.camera.onvif.operations, []);
  });

  it('of a camera that offers none as unsupported, once', async () => {
    await stage.load(
      { type: 'anjvision-events' },
      { simulator: { onvif: false }, camera: { controlPort: 1 } },
    );
    await sends('listening', 1);
    const [{ since: _, reason, ...status }] = of('listening') as [Payload];
    assert.deepEqual(status, { state: 'unsupported', source: null });
    assert.match(String(reason), /no ONVIF.*nothing listens on port 1/);
    await stage.until(() => stage.shown === 'green dot noAlarms', 'the status');
  });

  it('not at all when they are switched off', async () => {
    await stage.load({ type: 'anjvision-events' }, { camera: { alarms: 'off' } });
    await sends('connection', 1);
    assert.deepEqual(states('listening'), ['off']);
    assert.deepEqual(stage.camera.onvif.operations, []);
  });

  it('that the password is refused, and nothing for a minute', async () => {
    await stage.load(
      { type: 'anjvision-events' },
      { camera: { alarms: 'onvif' }, credentials: { password: 'wrong' } },
    );
    await sends('listening', 1);
    assert.deepEqual(withoutSince('listening'), [
      { state: 'lost', source: null, reason: 'user name or password refused by ONVIF' },
    ]);
    const asked = stage.camera.onvif.operations.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(stage.camera.onvif.operations.length, asked);
  });

  it('ended after the hold time', async () => {
    await load('onvif', { holdTime: '0.3' });
    await sends('listening', 1);
    stage.camera.alarms.motion(true);
    await sends('motion', 2);
    assert.deepEqual(
      withoutSince('motion'),
      [true, false].map((active) => ({ active, source: 'onvif' })),
    );
  });

  it('only with settings that make sense', async () => {
    const wrong = [
      { topics: ['motion', 'nothing'] },
      { topics: 'motion' },
      { holdTime: -1 },
      { holdTime: 'long' },
      { relayInterval: 0.5 },
      { relayInterval: -1 },
    ];
    await stage.load({ type: 'anjvision-events', ...wrong[0] });
    for (const settings of wrong) {
      await stage.redeploy({ topics: undefined, holdTime: 0, relayInterval: 0, ...settings });
      assert.equal(stage.shown, 'red ring INVALID_INPUT', JSON.stringify(settings));
    }
    assert.deepEqual(stage.camera.requests, []);
    await stage.redeploy({ topics: [], holdTime: '', relayInterval: '' });
    await stage.until(() => stage.shown === 'green dot online', 'the status');
    assert.deepEqual(stage.outputs, []);
  });
});
