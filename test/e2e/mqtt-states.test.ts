import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokerName } from '../../tools/mqtt/broker';
import { BrokerBench, protocols, type ProtocolVersion } from './broker-bench';
import { until } from './support';

const GATE = 'anjvision/home/gate';
const YARD = 'anjvision/home/yard';

/** A start, and how much longer than the 6 s of the contract a busy machine may take to show it. */
const TOLD_MS = 15_000;

for (const { version, name, isSpoken } of protocols) {
  describe(`what is kept on a broker, by ${name} and ${brokerName}`, function () {
    if (isSpoken) keptOnTheBroker.call(this, version);
    else it('is left out: the embedded broker does not speak it; install Mosquitto');
  });
}

function keptOnTheBroker(this: Mocha.Suite, version: ProtocolVersion): void {
  this.timeout(180_000).slow(30_000);
  let bench: BrokerBench;
  before(async () => {
    bench = await BrokerBench.start({ version });
  });
  after(async () => {
    await (bench as BrokerBench | undefined)?.close();
  });

  const untilKept = async (what: string, matches: (kept: Map<string, string>) => boolean) => {
    const deadline = Date.now() + TOLD_MS;
    for (;;) {
      const kept = await bench.kept();
      if (matches(kept)) return kept;
      assert.ok(Date.now() < deadline, `${what}: ${[...kept.keys()].join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const below = (kept: Map<string, string>, camera: string) =>
    [...kept.keys()]
      .filter((topic) => topic.startsWith(`${camera}/`))
      .map((topic) => topic.slice(camera.length + 1));
  const configs = (kept: Map<string, string>) =>
    [...kept.keys()].filter((topic) => topic.startsWith('homeassistant/device/'));

  const STATES = ['availability', ...['connection', 'detection', 'input', 'ircut', 'motion', 'person', 'relay', 'vehicle'].map((what) => `state/${what}`)]; // prettier-ignore

  it('are the states and the announcement of each camera, soon after a start', async () => {
    const kept = await untilKept('everything', (now) => below(now, GATE).length >= STATES.length);
    assert.deepEqual(below(kept, GATE).sort(), STATES);
    assert.equal(kept.get(`${GATE}/availability`), 'online');
    assert.equal(kept.get('anjvision/home/bridge/state'), 'online');
    assert.equal(configs(kept).length, 1);
  });

  it('are all of them again when the broker was away and forgot everything', async () => {
    await bench.replaceBroker();
    const kept = await untilKept('everything', (now) => below(now, GATE).length >= STATES.length);
    assert.equal(configs(kept).length, 1);
  });

  it('are those of another name when a camera is renamed, and no more those of the old one', async () => {
    await bench.red.deploy(bench.flows({ name: 'Yard' }), 'nodes');
    const kept = await untilKept('the new name', (now) => below(now, YARD).length >= STATES.length && below(now, GATE).length === 0); // prettier-ignore
    const [config, ...more] = configs(kept);
    assert.deepEqual(more, []);
    assert.match(kept.get(config!)!, /anjvision\/home\/yard\/do\/relay/);
    assert.doesNotMatch(kept.get(config!)!, /anjvision\/home\/gate/);
  });

  it('are cleared as well when a camera was renamed while Node-RED did not run', async () => {
    await bench.red.kill();
    const flows = bench.flows({ name: 'Gate' }).map(({ credentials: _, ...node }) => node);
    writeFileSync(join(bench.red.userDir, 'flows.json'), JSON.stringify(flows));
    await bench.red.start();
    await untilKept('the old name again', (now) => below(now, GATE).length >= STATES.length && below(now, YARD).length === 0); // prettier-ignore
  });

  it('say that the site is gone, within seconds, when Node-RED is killed', async () => {
    await bench.red.kill('SIGKILL');
    await untilKept('the will', (now) => now.get('anjvision/home/bridge/state') === 'offline');
    await bench.red.start();
    await untilKept('the birth', (now) => now.get('anjvision/home/bridge/state') === 'online');
  });

  it('follow what the camera does, which is told to everybody who listens', async () => {
    await untilKept('the relay', (now) => now.get(`${GATE}/state/relay`)?.includes('false') ?? false);
    await bench.command('relay', { action: 'pulse', duration: 300, at: Date.now(), id: `pulse ${version}` });
    await until('the gate to close', () => bench.latest(`${GATE}/state/relay`)!.includes('false'));
    await bench.camera.unplug();
    await bench.command('ircut', 'get');
    await until('offline', () => bench.latest(`${GATE}/availability`) === 'offline');
    await bench.camera.plug();
    await until('online', () => bench.latest(`${GATE}/availability`) === 'online', 30_000);
  });

  it('are told again when Home Assistant starts', async () => {
    const from = bench.received.length;
    await bench.publish('homeassistant/status', 'online');
    const told = () => bench.received.slice(from).map(({ topic }) => topic);
    await until('everything', () => STATES.every((state) => told().includes(`${GATE}/${state}`)));
    assert.ok(told().some((topic) => topic.startsWith('homeassistant/device/')));
  });

  const untilTold = () =>
    untilKept('everything', (now) => below(now, GATE).length >= STATES.length && configs(now).length === 1);
  const untilCleared = () =>
    untilKept('nothing', (now) => below(now, GATE).length === 0 && configs(now).length === 0);

  it('are those of another site when the bridge gets one', async () => {
    const works = { ...bench.flows().find(({ id }) => id === 'home-bridge')!, site: 'works' };
    await bench.red.deploy(
      bench.flows().map((node) => (node.id === works.id ? works : node)),
      'nodes',
    );
    const there = 'anjvision/works/gate';
    await untilKept('the other site', (now) => below(now, there).length >= STATES.length && below(now, GATE).length === 0); // prettier-ignore
    await bench.red.deploy(bench.flows(), 'nodes');
    const kept = await untilTold();
    assert.deepEqual(below(kept, there), []);
  });

  for (const type of ['nodes', 'full'] as const) {
    it(`are cleared when the bridge is deleted (${type}), and told when it is there again`, async () => {
      const without = bench.flows().filter(({ id }) => id !== 'home-bridge');
      await bench.red.deploy(without, type);
      await untilCleared();
      await bench.red.deploy(bench.flows(), type);
      await untilTold();
    });
  }

  it('are cleared by the next bridge of a site', async () => {
    const others = bench
      .flows()
      .filter(({ id }) => id !== 'home-bridge' && id !== 'home-out' && id !== 'cam');
    await bench.red.deploy(others, 'full');
    assert.ok(below(await bench.kept(), GATE).length > 0, 'there was nobody to clear it');
    const next = bench.flows().map((node) => ({
      ...node,
      ...(node.id === 'home-bridge' && { id: 'another' }),
      ...(Array.isArray(node['wires']) && {
        wires: JSON.parse(JSON.stringify(node['wires']).replaceAll('home-bridge', 'another')) as string[][],
      }),
    }));
    await bench.red.deploy(
      next.filter(({ id }) => id !== 'cam'),
      'full',
    );
    await untilCleared();
    await bench.red.deploy(bench.flows(), 'full');
    await untilTold();
  });

  it('are cleared when the camera is removed', async () => {
    const without = bench.flows().filter(({ type }) => type !== 'anjvision-camera');
    await bench.red.deploy(without, 'full');
    await untilCleared();
  });
}
