import assert from 'node:assert/strict';
import { SimulatedCamera } from '../../simulator';
import { type FlowNode, type NodeRedProcess, startNodeRed } from '../../tools/node-red/node-red-process';

const flows = (port: number): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'Test' },
  {
    id: 'camera',
    type: 'anjvision-camera',
    name: 'Gate',
    host: '127.0.0.1',
    port,
    protocol: 'http',
    timeout: 2000,
    keepSession: true,
    credentials: { username: 'admin', password: '123456' },
  },
  {
    id: 'relay',
    type: 'anjvision-relay',
    z: 'tab',
    camera: 'camera',
    action: 'pulse',
    duration: 60_000,
    rest: 'close',
    verify: true,
    wires: [['sink']],
  },
  { id: 'sink', type: 'test-sink', z: 'tab' },
];

describe('a gate that stands open for a pulse', function () {
  this.timeout(240_000).slow(60_000);

  let camera: SimulatedCamera;
  let red: NodeRedProcess;
  beforeEach(async () => {
    camera = await SimulatedCamera.start();
    red = await startNodeRed({ flows: flows(camera.port) });
    await red.send('relay', { payload: '' });
    await red.waitForOutputs('relay', 1);
    assert.equal(camera.state.relay.open, true);
  });
  afterEach(async () => {
    await red.close();
    await camera.stop();
  });

  it('is closed at the next start of a Node-RED that was killed', async () => {
    await red.kill('SIGKILL');
    assert.equal(camera.state.relay.open, true);
    camera.forgetRequests();
    const closing = camera.when('/cgi-bin/setRelayStatus');
    await red.start();
    await closing;
    await camera.when('/cgi-bin/getRelayStatus');
    assert.equal(camera.state.relay.open, false);
    assert.deepEqual(
      camera.history.relay.map(({ open }) => open),
      [true, false],
    );
  });

  it('is closed before a Node-RED that is told to stop has gone', async () => {
    await red.kill('SIGTERM');
    assert.equal(camera.state.relay.open, false);
  });

  it('is not touched again by a start after it came to rest', async () => {
    await red.deploy(flows(camera.port), 'full');
    assert.equal(camera.state.relay.open, false);
    camera.forgetRequests();
    await red.kill('SIGKILL');
    await red.start();
    await camera.when('/cgi-bin/keep_alive');
    assert.equal(camera.received('/cgi-bin/setRelayStatus').length, 0);
  });
});
