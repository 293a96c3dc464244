import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { brokerName } from '../../tools/mqtt/broker';
import { BrokerBench, protocols, type ProtocolVersion } from './broker-bench';
import { until } from './support';

const GATE = 'anjvision/home/gate';

/** What a camera can do, by way of a broker; seen at the camera, and in the states that follow. */
for (const { version, name, isSpoken } of protocols) {
  describe(`a camera on a broker, by ${name} and ${brokerName}`, function () {
    if (isSpoken) everyCommand.call(this, version);
    else it('is left out: the embedded broker does not speak it; install Mosquitto');
  });
}

function everyCommand(this: Mocha.Suite, version: ProtocolVersion): void {
  this.timeout(180_000).slow(30_000);
  let bench: BrokerBench;
  before(async () => {
    bench = await BrokerBench.start({ version, cam: { presets: [{ name: 'Door', number: 3 }] } });
    await until('the first states', () => bench.latest(`${GATE}/state/detection`) !== undefined, 30_000);
  });
  after(async () => {
    await (bench as BrokerBench | undefined)?.close();
  });

  const state = (what: string) =>
    JSON.parse(bench.latest(`${GATE}/state/${what}`)!) as Record<string, unknown>;
  const done = async (name: string, payload: unknown) => {
    const answer = await bench.command(name, payload);
    assert.equal(answer.status, 'ok', JSON.stringify(answer));
    return answer.result;
  };
  const now = () => ({ at: Date.now(), id: randomUUID() });

  it('switches its light, by the form of the node and by that of Home Assistant', async () => {
    const { led } = bench.camera.state.settings;
    assert.deepEqual(await done('led', { on: true, brightness: 30 }), {
      on: true,
      light: 'white',
      brightness: 30,
    });
    assert.deepEqual([led['ledstatus'], led['brightness'], led['ledmode']], ['1', '30', '2']);
    await done('led', '{"state": "ON", "brightness": 80, "effect": "infrared"}');
    assert.deepEqual([led['ledstatus'], led['brightness'], led['ledmode']], ['1', '80', '1']);
    const { state: isOn, brightness, effect, color_mode } = state('light');
    assert.deepEqual([isOn, brightness, effect, color_mode], ['ON', 80, 'infrared', 'brightness']);
    await done('led', '{"state": "OFF"}');
    assert.equal(led['ledstatus'], '0');
    assert.equal(state('light')['state'], 'OFF');
  });

  it('sets day and night', async () => {
    await done('ircut', 'night');
    assert.deepEqual([state('ircut')['mode'], state('ircut')['time']], ['manual', 'night']);
    await done('ircut', 'auto');
    assert.equal(state('ircut')['mode'], 'auto');
  });

  it('saves and calls its presets, by the names that Home Assistant is offered', async () => {
    const { ptz } = bench.camera.state;
    await done('ptz', { action: 'set-preset', preset: 'Door', ...now() });
    assert.deepEqual([...ptz.presets.keys()], [3]);
    await done('ptz', { action: 'goto-preset', preset: 'Door', ...now() });
    assert.equal(ptz.events.filter(({ kind, preset }) => kind === 'call' && preset === 3).length, 1);
    const announced = bench.received.filter(({ topic }) => topic.startsWith('homeassistant/device/')).at(-1);
    const { components } = JSON.parse(announced!.payload.toString()) as {
      components: { preset: { options: string[] } };
    };
    assert.deepEqual(components.preset.options, ['Door']);
  });

  it('moves for as long as it is told, and stops', async () => {
    const { ptz } = bench.camera.state;
    await done('ptz', { action: 'left', duration: 200, ...now() });
    await until('the stop', () => !ptz.moving);
    await done('ptz', { pan: 1, ...now() });
    assert.ok(ptz.moving);
    await done('ptz', 'stop');
    await until('the stop', () => !ptz.moving);
  });

  it('sets its motion detection, and tells all of it', async () => {
    await done('motion', { sensitivity: 5 });
    await until('the settings', () => state('detection')['sensitivity'] === 5);
    await done('motion', 'off');
    await until('the settings', () => state('detection')['enable'] === false);
    await done('motion', 'on');
    await until('the settings', () => state('detection')['enable'] === true);
  });

  it('tells its alarms: how they are is kept, and that they came is not', async () => {
    const { alarms } = bench.camera;
    const from = bench.received.length;
    const events = () =>
      bench.received
        .slice(from)
        .filter(({ topic }) => topic === `${GATE}/event`)
        .map(({ payload, retain, qos }) => {
          const { event_type, active } = JSON.parse(payload.toString()) as Record<string, unknown>;
          return [event_type, active, retain, qos];
        });
    await until(
      'somebody who listens',
      () => {
        alarms.motion(true);
        return events().length > 0 || (alarms.motion(false), false);
      },
      30_000,
    );
    alarms.person(true);
    await until('a person', () => state('person')['active'] === true);
    await until('the motion', () => state('motion')['active'] === true);
    alarms.person(false);
    const isOver = () => events().some(([type, active]) => type === 'person' && active === false);
    await until('nobody', () => state('person')['active'] === false && isOver());
    assert.deepEqual(events().slice(-2), [
      ['person', true, false, 1],
      ['person', false, false, 1],
    ]);
    const kept = await bench.kept();
    assert.equal(kept.get(`${GATE}/event`), undefined);
    assert.match(kept.get(`${GATE}/state/motion`)!, /"active":true/);
  });

  it('gives a picture, which nobody keeps', async () => {
    const { bytes } = (await done('snapshot', '{}')) as { bytes: number };
    const picture = bench.received.find(({ topic }) => topic === `${GATE}/snapshot`)!;
    assert.equal(picture.payload.subarray(0, 3).toString('hex'), 'ffd8ff');
    assert.deepEqual([picture.payload.length, picture.qos, picture.retain], [bytes, 0, false]);
    assert.equal((await bench.kept()).get(`${GATE}/snapshot`), undefined);
  });

  it('raises its alarm input', async () => {
    await done('alarm', now());
    assert.equal(bench.camera.history.alarms.length, 1);
  });
}
