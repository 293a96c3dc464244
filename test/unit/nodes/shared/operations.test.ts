import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createCamera, type Camera } from '../../../../camera/index';
import { withDefaults, type OperationContext } from '../../../../nodes/shared/operation';
import { operationOf, operations, type OperationName } from '../../../../nodes/shared/operations';
import { SimulatedCamera } from '../../../../simulator/index';
import { nodeNames, root } from '../../../../tools/build/sources';

const ignore = () => undefined;
const sources = { presets: new Map([['Gate', 3]]), evaluate: () => Promise.resolve({}) };

describe('the operations of the action nodes, without a node', () => {
  let simulated: SimulatedCamera;
  let camera: Camera;
  const results: unknown[] = [];

  beforeEach(async () => {
    simulated = await SimulatedCamera.start({});
    const { username, password } = simulated.options;
    const address = { protocol: 'http', host: '127.0.0.1', port: simulated.port } as const;
    camera = createCamera({ name: 'Gate', address, username, password, timeoutMs: 5000 });
    results.length = 0;
  });
  afterEach(async () => {
    await camera.close();
    await simulated.stop();
  });

  const request = (name: OperationName, payload: unknown) => {
    const { definition, parseRequest } = operationOf(name);
    return Promise.resolve().then(() => parseRequest(withDefaults(definition, {}), { payload }, sources));
  };

  async function carryOut(name: OperationName, payload: unknown): Promise<unknown[]> {
    const status = { working: ignore, done: ignore, waiting: ignore, failed: ignore, incomplete: ignore };
    const context: OperationContext = {
      camera,
      signal: new AbortController().signal,
      status,
      send: (result) => results.push(result),
      sendFirst: (result) => results.push(result),
      report: (error) => assert.fail(error),
    };
    await operationOf(name).execute(await request(name, payload), context);
    return results;
  }

  it('are all that there are', () => {
    const names = nodeNames.filter((name) => existsSync(join(root, 'nodes', name, 'operation.ts')));
    assert.deepEqual(Object.keys(operations).sort(), names);
  });

  it('refuse what is not allowed before anything is sent', async () => {
    await assert.rejects(request('relay', 'ajar'), { code: 'INVALID_INPUT' });
    await assert.rejects(request('ptz', { action: 'goto-preset', preset: 'Door' }), {
      code: 'INVALID_INPUT',
    });
    assert.deepEqual(simulated.requests, []);
  });

  it('give a pulse two results, the first once the relay has opened', async () => {
    assert.deepEqual(await carryOut('relay', { action: 'pulse', duration: 50 }), [
      { open: true, status: 1 },
      { open: false, status: 0 },
    ]);
  });

  it('know the presets that they are told of', async () => {
    assert.deepEqual(await carryOut('ptz', { action: 'goto-preset', preset: 'Gate' }), [
      { action: 'goto-preset', preset: 3 },
    ]);
  });
});
