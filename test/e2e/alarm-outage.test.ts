import assert from 'node:assert/strict';
import { SimulatedCamera } from '../../simulator';
import { startNodeRed, type FlowNode, type NodeRedProcess } from '../../tools/node-red/node-red-process';
import { cameraNode, node, sink, tab, until } from './support';

type Payload = Record<string, unknown>;

const SOURCES = ['onvif', 'port'] as const;

/** What a state survives that nothing is heard of it. */
const FORGOTTEN_MS = 60_000;
const DEPLOY_WAITS_AT_MOST_MS = 5_000;

describe('alarms by both ways in a Node-RED whose cameras go away', function () {
  this.timeout(400_000).slow(300_000);

  const cameras = {} as Record<(typeof SOURCES)[number], SimulatedCamera>;
  let flows: FlowNode[];
  let red: NodeRedProcess;
  before(async () => {
    flows = [tab, sink];
    for (const source of SOURCES) {
      const camera = await SimulatedCamera.start({ controlPort: 0, bootMs: 300 });
      cameras[source] = camera;
      flows.push(
        { ...cameraNode(camera, { alarms: source }), id: `cam-${source}`, name: source },
        { ...node('events', { camera: `cam-${source}` }), id: source },
      );
    }
    red = await startNodeRed({ flows });
  });
  after(async () => {
    await (red as NodeRedProcess | undefined)?.close();
    for (const camera of Object.values(cameras)) await camera.stop();
  });

  const told = (source: string, topic: string) =>
    red
      .outputs(source)
      .filter((output) => output['topic'] === topic)
      .map((output) => output['payload'] as Payload);
  const motions = (source: string) => told(source, 'motion').map(({ active }) => active);
  const states = (source: string) => told(source, 'listening').map(({ state }) => state);
  const each = async (what: string, isSo: (source: (typeof SOURCES)[number]) => boolean, ms?: number) => {
    await until(what, () => SOURCES.every(isSo), ms);
  };

  it('are unknown after a minute without them, and come again once each', async () => {
    await each('both to listen', (source) => states(source).at(-1) === 'listening');
    for (const source of SOURCES) cameras[source].alarms.motion(true);
    await each('the start', (source) => motions(source).length === 1);
    const from = Date.now();
    for (const source of SOURCES) await cameras[source].unplug();
    await each('the loss', (source) => states(source).at(-1) === 'lost', 60_000);
    await each('what nobody knows any more', (source) => motions(source).length === 2, 120_000);
    assert.ok(Date.now() - from >= FORGOTTEN_MS);
    for (const source of SOURCES) {
      const last = told(source, 'motion').at(-1)!;
      assert.equal(last['active'], null);
      assert.match(String(last['reason']), /\w/);
      cameras[source].alarms.motion(false);
    }
    for (const source of SOURCES) await cameras[source].plug();
    await each('both to listen again', (source) => states(source).at(-1) === 'listening', 200_000);
    for (const active of [true, false]) {
      for (const source of SOURCES) cameras[source].alarms.motion(active);
      await each('the change', (source) => motions(source).at(-1) === active);
    }
    for (const source of SOURCES) {
      assert.deepEqual(motions(source), [true, null, true, false], source);
      assert.deepEqual(states(source), ['listening', 'lost', 'listening'], source);
    }
  });

  it('hold up a deploy for five seconds at most, even if a camera does not answer that they are given back', async () => {
    const { onvif } = cameras;
    const deploy = async (type: 'full' | 'nodes' | 'flows') => {
      await until('it to listen', () => onvif.onvif.subscriptions.count === 1);
      const listened = states('onvif').length;
      const renamed = flows.map((one) =>
        one.id === 'onvif' ? { ...one, name: `${type} ${Date.now()}` } : one,
      );
      const began = performance.now();
      await red.deploy(renamed, type);
      const ms = performance.now() - began;
      await until('it to listen again', () => states('onvif').length > listened);
      assert.equal(onvif.onvif.subscriptions.count, 1);
      return ms;
    };
    const quick = Math.max(await deploy('full'), await deploy('nodes'), await deploy('flows'));
    onvif.onvif.faults.on('silent-unsubscribe');
    for (const type of ['full', 'nodes', 'flows'] as const) {
      const given = onvif.onvif.operations.filter((one) => one === 'Unsubscribe').length;
      const ms = await deploy(type);
      assert.ok(ms < quick + DEPLOY_WAITS_AT_MOST_MS, `${type}: ${ms} ms instead of ${quick}`);
      assert.equal(onvif.onvif.operations.filter((one) => one === 'Unsubscribe').length, given + 1);
    }
  });
});
