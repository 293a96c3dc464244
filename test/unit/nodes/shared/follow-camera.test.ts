import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import { SimulatedCamera } from '../../../../simulator/index';
import { useStage, type FlowItem } from '../stage';

describe('a node follows its camera', () => {
  const stage = useStage();
  let other: SimulatedCamera;

  beforeEach(async () => {
    other = await SimulatedCamera.start({});
  });
  afterEach(() => other.stop());

  /** A subflow with one alarm node, whose camera its instance chooses by an environment variable. */
  const subflow: FlowItem[] = [
    {
      id: 'sub',
      type: 'subflow',
      name: 'Alarm',
      in: [{ wires: [{ id: 'inner' }] }],
      out: [{ wires: [{ id: 'inner', port: 0 }] }],
      env: [{ name: 'CAM', type: 'conf-type', value: '' }],
    },
    { id: 'inner', x: 1, y: 1, z: 'sub', type: 'anjvision-alarm', name: '', camera: '${CAM}', wires: [[]] },
    { id: 'in', z: 'tab', type: 'helper', wires: [['node']] },
  ];
  const trigger = () => helper.getNode('in').send({});
  // What has no place in the flow would be a configuration node.
  const instance = {
    x: 1,
    y: 1,
    type: 'subflow:sub',
    env: [{ name: 'CAM', type: 'conf-type', value: 'cam' }],
  };

  for (const type of ['nodes', 'flows', 'full'] as const) {
    it(`that an instance of a subflow chooses, when it is deployed anew as "${type}"`, async () => {
      await stage.load(instance, { more: subflow });
      trigger();
      await stage.until(() => stage.camera.history.alarms.length === 1, 'an alarm at the first camera');
      await stage.redeploy({ port: String(other.port) }, type, 'cam');
      trigger();
      await stage.until(() => other.history.alarms.length === 1, 'an alarm at the other camera');
      assert.equal(stage.camera.history.alarms.length, 1);
    });
  }

  it('whose state it shows', async () => {
    await stage.load(instance, { more: subflow });
    const shown: string[] = [];
    stage.watchStatus((_id, text) => shown.push(text));
    const shows = (key: string) => stage.until(() => !!shown.at(-1)?.endsWith(key), `the status ${key}`);
    await stage.redeploy({ host: 'http://gate/' }, 'nodes', 'cam');
    await shows('INVALID_INPUT');
    await stage.redeploy({ host: '127.0.0.1' }, 'nodes', 'cam');
    await shows('idle');
    trigger();
    await shows('triggered');
    await stage.redeploy('delete', 'nodes', 'cam');
    await shows('UNKNOWN_CAMERA');
  });

  it('that stands on a later tab', async () => {
    const later = { id: 'later', type: 'tab', label: 'Later' };
    await stage.load({ type: 'anjvision-alarm' }, { camera: { z: 'later' }, more: [later] });
    assert.equal(stage.shown, 'grey ring idle');
    await stage.camera.unplug();
    await stage.refusal('UNREACHABLE');
  });
});

describe('the camera of a message that a node sends', () => {
  const stage = useStage();

  const two = async (setting: Parameters<typeof stage.load>[1]) => {
    await stage.load({ type: 'anjvision-alarm', camera: '' }, setting);
    const [first] = (await stage.ask('go', { camera: 'cam' })).outputs;
    const second = await stage.ask('go', { camera: first!['camera'] });
    assert.equal(second.error, undefined);
    assert.equal(stage.camera.history.alarms.length, 2);
    return first!['camera'];
  };

  it('is its name', async () => {
    assert.equal(await two({}), 'Gate');
  });

  it('is its id if it has no name', async () => {
    assert.equal(await two({ camera: { name: '' } }), 'cam');
  });

  it('is its id if another one has the same name', async () => {
    assert.equal(await two({ twin: 'cam2' }), 'cam');
  });

  it('is its id if its name is the id of another one', async () => {
    const more = [{ id: 'Gate', type: 'anjvision-camera', name: 'Other', host: '127.0.0.1' }];
    assert.equal(await two({ more }), 'cam');
  });
});
