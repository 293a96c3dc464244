import assert from 'node:assert/strict';
import { mosquitto } from '../../tools/mqtt/broker';
import { bridgeNodes, brokerNode } from '../../tools/mqtt/flows';
import { startNodeRed, type FlowNode, type NodeRedProcess } from '../../tools/node-red/node-red-process';
import { Bench } from './example-flows';
import { cameraNode, tab, until } from './support';

interface Row {
  site: string;
  camera: string;
  online: boolean;
  open?: boolean;
  answer?: { text: string };
}

/** The example without cameras commands those of another Node-RED, over a broker. */
describe('the example "One control room for all sites"', function () {
  this.timeout(180_000).slow(20_000);
  let bench: Bench;
  let site: NodeRedProcess;
  before(async () => {
    bench = await Bench.start();
    site = await startNodeRed({ flows: [...withoutCamera(), cameraNode(bench.camera)] });
    await bench.import('One control room for all sites');
  });
  after(async () => {
    await (site as NodeRedProcess | undefined)?.close();
    await (bench as Bench | undefined)?.close();
  });

  const withoutCamera = (): FlowNode[] => {
    const { port } = bench.broker;
    const broker = brokerNode({ port, protocolVersion: mosquitto ? 5 : 4, site: 'works' });
    return [tab, broker, ...bridgeNodes('works', { discovery: '' })];
  };
  const rows = () => (bench.arrived('cameras').at(-1)?.payload ?? []) as Row[];
  const press = (more: object) =>
    bench.red.send(bench.id('as a command'), { site: 'works', camera: 'gate', at: Date.now(), ...more });

  it('shows the cameras of all sites', async () => {
    await until('the camera', () => rows()[0]?.online === true && rows()[0]?.open === false, 30_000);
    assert.deepEqual(
      rows().map((row) => [row.site, row.camera]),
      [['works', 'gate']],
    );
    assert.match(await (await fetch(`${bench.red.url}/dashboard/control-room`)).text(), /<div id="app">/);
  });

  it('opens a gate for a second, and shows the answer', async () => {
    await press({ command: 'relay' });
    await until('the answer', () => rows()[0]?.answer?.text === 'done');
    await until(
      'the gate to close',
      () => bench.camera.history.relay.length === 2 && rows()[0]?.open === false,
    );
    assert.deepEqual(
      bench.camera.history.relay.map(({ open }) => open),
      [true, false],
    );
  });

  it('shows a picture of it', async () => {
    await press({ command: 'snapshot' });
    const pictures = () => bench.red.outputs(bench.id('for the page'));
    await until('a picture', () => pictures().length === 1);
    const { name, src } = pictures()[0]!.payload as { name: string; src: string };
    assert.equal(name, 'works: gate');
    assert.match(src, /^data:image\/jpeg;base64,\/9j\//);
  });

  it('opens nothing by a press that comes late, and sends nothing that is no button', async () => {
    const sent = bench.red.outputs(bench.id('as a command')).length;
    for (const wrong of [
      { command: 'reboot' },
      { site: '+' },
      { camera: 'a/b' },
      { at: 'now' },
      { command: '__proto__' },
    ])
      await press({ command: 'relay', ...wrong });
    assert.equal(bench.red.outputs(bench.id('as a command')).length, sent);
    await press({ command: 'relay', at: Date.now() - 60_000 });
    await until('the answer', () => rows()[0]?.answer?.text === 'refused: STALE');
    assert.equal(bench.camera.history.relay.length, 2);
  });

  it('shows within seconds that a site is gone, and shows no camera that was removed', async () => {
    await site.kill('SIGKILL');
    await until('the site to be gone', () => rows()[0]?.online === false);
    await site.start();
    await until('the site to be back', () => rows()[0]?.online === true, 30_000);
    await site.deploy(withoutCamera());
    await until('no camera', () => rows().length === 0, 30_000);
  });
});
