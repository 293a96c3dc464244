import assert from 'node:assert/strict';
import { CERTIFICATE } from '../unit/simulator/certificate';
import type { FlowNode } from '../../tools/node-red/node-red-process';
import { codeOf, node, result, sentTo, useWorld } from './support';

/** Objects that a function node makes are not of the same realm as those of the nodes. */
function functionNode(id: string, func: string, next: string): FlowNode {
  return { id, type: 'function', z: 'tab', func, outputs: 1, wires: [[next]] };
}

describe('a first flow', function () {
  this.timeout(120_000).slow(20_000);

  const world = useWorld({
    nodes: [
      functionNode('button', 'return { payload: { action: "pulse", duration: 300 } };', 'relay'),
      node('relay', { action: 'payload', wires: [['snapshot']] }),
      node('snapshot'),
      functionNode(
        'area',
        'msg.payload = { blockcount: "2x2", area: [[true, false], "01"] }; return msg;',
        'motion',
      ),
      node('motion'),
      functionNode('raw', 'msg.payload = { path: "time", params: { port: 1000 } }; return msg;', 'settings'),
      node('settings', { command: 'raw', allowDestructive: true }),
    ],
  });

  it('opens the gate for a moment and takes a picture of it open and of it closed', async () => {
    const { red, camera } = world;
    await red.send('button');
    const pictures = await red.waitForOutputs('snapshot', 2);
    for (const { payload, contentType, filename, camera: name } of pictures) {
      assert.equal((payload as Buffer).readUInt16BE(0), 0xffd8);
      assert.deepEqual([contentType, name], ['image/jpeg', 'Gate']);
      assert.match(String(filename), /^Gate-.*Z\.jpg$/);
    }
    assert.deepEqual(camera.history.relay.map(({ open }) => open), [true, false]); // prettier-ignore
    assert.notDeepEqual(pictures[0]?.['payload'], pictures[1]?.['payload']);
  });

  it('takes what a function node made', async () => {
    const { red, camera } = world;
    await red.send('area');
    await red.waitForOutputs('motion');
    assert.equal(camera.state.settings.motion['areavalue'], '09');
    camera.forgetRequests();
    await red.send('raw');
    await red.waitForOutputs('settings');
    assert.ok(sentTo(camera).includes('time?port=1000'));
  });

  it('has logged in once and kept the session', () => {
    assert.equal(world.camera.state.sessions.issued.length, 1);
  });
});

describe('a camera on https', function () {
  this.timeout(120_000).slow(20_000);

  const of = (tls: string) => ({ command: 'model', camera: '', id: `settings-${tls}` });
  const world = useWorld({
    simulator: { tls: CERTIFICATE },
    nodes: [node('settings', of(''))],
    cam: { protocol: 'https' },
  });

  it('is refused unless its certificate can be verified, or need not be', async () => {
    const { red, flows } = world;
    const base = flows.find(({ id }) => id === 'cam')!;
    const trusting = {
      id: 'trusting',
      type: 'tls-config',
      name: '',
      cert: '',
      key: '',
      ca: '',
      verifyservercert: false,
    };
    const verifying = {
      ...trusting,
      id: 'verifying',
      verifyservercert: true,
      servername: 'localhost',
      credentials: { cadata: CERTIFICATE.cert },
    };
    const cameras = ['trusting', 'verifying'].map((tls) => ({ ...base, id: `cam-${tls}`, name: tls, tls }));
    await red.deploy([...flows, trusting, verifying, ...cameras]);
    const ask = (camera: string) => red.ask('settings-', { camera });
    assert.equal(codeOf(await ask('Gate')), 'UNREACHABLE');
    assert.deepEqual(world.camera.requests, []);
    assert.deepEqual(await result(red, 'settings-', { camera: 'trusting' }), { model: 'MC200J6' });
    assert.deepEqual(await result(red, 'settings-', { camera: 'verifying' }), { model: 'MC200J6' });
  });
});
