import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRedVersion } from '../../tools/node-red/node-red-version';
import { type FlowNode, type NodeRedProcess, startNodeRed } from '../../tools/node-red/node-red-process';

const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Test' };
const sink: FlowNode = { id: 'sink', type: 'test-sink', z: 'tab' };

function functionNode(id: string, func: string): FlowNode {
  return { id, type: 'function', z: 'tab', func, outputs: 1, wires: [['sink']] };
}

const flows: FlowNode[] = [
  tab,
  sink,
  functionNode('double', 'msg.payload = Buffer.concat([msg.payload, msg.payload]); return msg;'),
  functionNode('fail', 'throw Object.assign(new Error("no"), { code: "BAD" })'),
  functionNode(
    'count',
    'context.set("n", (context.get("n") ?? 0) + 1); msg.payload = context.get("n"); return msg;',
  ),
  functionNode('status', 'node.status({ fill: "green", shape: "dot", text: msg.payload }); return msg;'),
  functionNode('env', 'msg.payload = env.get("GREETING"); return msg;'),
  {
    id: 'button',
    type: 'inject',
    z: 'tab',
    props: [{ p: 'payload' }],
    payload: '7',
    payloadType: 'num',
    wires: [['sink']],
  },
  {
    id: 'secret',
    type: 'mqtt-broker',
    broker: '',
    name: 'b',
    credentials: { user: 'u', password: 'top secret' },
  },
];

describe('a Node-RED process', function () {
  this.timeout(240_000).slow(60_000);

  let red: NodeRedProcess;
  before(async () => {
    red = await startNodeRed({
      flows,
      env: { GREETING: 'good day' },
      contextStorage: { default: { module: 'localfilesystem', config: { flushInterval: 0 } } },
    });
  });
  after(() => red.close());

  it('is of the chosen version and has the packed package as a module', async () => {
    const { json } = await red.adminGet('/settings');
    // In a git checkout Node-RED takes itself for a development version and appends "-git".
    assert.equal((json as { version: string }).version.replace('-git', ''), nodeRedVersion);
    const own = (await red.adminGet('/nodes/node-red-contrib-anjvision')).json;
    const { local, user } = own as { local: boolean; user: boolean };
    assert.ok(local && user, 'not loaded as a module that the user installed');
  });

  it('carries messages in and out as they are', async () => {
    const payload = Buffer.from([0, 255, 128]);
    const { outputs, error } = await red.ask('double', {
      payload,
      topic: 't',
      when: new Date(5),
      none: undefined,
    });
    assert.equal(error, undefined);
    assert.equal(outputs.length, 1);
    assert.ok(Buffer.isBuffer(outputs[0]?.['payload']));
    assert.deepEqual(
      { ...outputs[0], _msgid: '' },
      {
        payload: Buffer.from([0, 255, 128, 0, 255, 128]),
        topic: 't',
        when: new Date(5),
        none: undefined,
        _msgid: '',
      },
    );
  });

  it('reports errors, statuses and the press of a button', async () => {
    const { outputs, error } = await red.ask('fail');
    assert.equal(outputs.length, 0);
    assert.match(error?.message ?? '', /no/);
    await red.ask('status', { payload: 'well' });
    await red.waitForStatus('status', ({ text }) => text === 'well');
    await red.send('button');
    assert.equal((await red.waitForOutputs('button'))[0]?.['payload'], 7);
    await assert.rejects(red.send('nobody'), /no running node nobody/);
  });

  it('runs in the environment it was given', async () => {
    assert.equal((await red.ask('env')).outputs[0]?.['payload'], 'good day');
  });

  it('deploys in every way', async () => {
    const changed = flows.map((node) =>
      node.id === 'env' ? functionNode('env', 'return { payload: 2 };') : node,
    );
    await red.deploy(changed, 'nodes');
    assert.equal((await red.ask('env')).outputs[0]?.['payload'], 2);
    for (const type of ['full', 'flows', 'reload'] as const) await red.deploy(flows, type);
    assert.equal((await red.ask('env')).outputs[0]?.['payload'], 'good day');
  });

  it('keeps credentials encrypted, from the first start on', () => {
    const stored =
      readFileSync(join(red.userDir, 'flows.json'), 'utf8') +
      readFileSync(join(red.userDir, 'flows_cred.json'), 'utf8');
    assert.ok(!stored.includes('top secret'));
    assert.ok(
      red.log.every((line) => !line.includes('credentials')),
      'Node-RED complains about the credentials',
    );
  });

  it('is started again with what it has stored', async () => {
    await red.ask('count');
    await red.ask('count');
    assert.deepEqual(await red.kill('SIGTERM'), { code: 0, signal: null });
    await red.start();
    assert.equal((await red.ask('count')).outputs[0]?.['payload'], 3);
    assert.deepEqual(await red.kill('SIGKILL'), { code: null, signal: 'SIGKILL' });
    await assert.rejects(red.send('count'), /does not run/);
    await red.start();
  });

  it('says so when a flow cannot run', async () => {
    const missing = startNodeRed({ flows: [tab, { id: 'x', type: 'no-such-type', z: 'tab', wires: [] }] });
    await assert.rejects(missing, /Unknown node types: no-such-type/);
  });

  it('leaves nothing behind', async () => {
    const { pid, userDir } = red;
    await red.close();
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    assert.ok(!existsSync(userDir));
  });
});
