import assert from 'node:assert/strict';
import { codeOf, node, result, useWorld } from './support';

describe('a camera that is off when Node-RED starts', function () {
  this.timeout(120_000).slow(20_000);

  const nodes = [node('settings', { command: 'model' }), node('events', { topics: ['connection'] })];
  const world = useWorld({ nodes, prepare: (camera) => camera.unplug() });

  it('is UNREACHABLE, and works as soon as it is there', async () => {
    const { red, camera } = world;
    const outcome = await red.ask('settings');
    assert.equal(codeOf(outcome), 'UNREACHABLE');
    assert.match(outcome.error!.message, /^Gate: model: /);
    assert.equal(outcome.error!['reason'], undefined);
    await red.waitForStatus('settings', ({ fill, shape }) => fill === 'red' && shape === 'ring');
    await camera.plug();
    assert.deepEqual(await result(red, 'settings'), { model: 'MC200J6' });
  });

  it('is noticed without a message, with one log line for each change', async () => {
    const { red, camera } = world;
    await red.waitForOutputs('events', 2);
    await camera.unplug();
    // The first may have gone out on a connection of which nobody knew yet that it was dead.
    assert.match(String(codeOf(await red.ask('settings'))), /^(?:UNREACHABLE|CONNECTION_LOST)$/);
    assert.equal(codeOf(await red.ask('settings')), 'UNREACHABLE');
    await camera.plug();
    const outputs = await red.waitForOutputs('events', 4, 20_000);
    const states = outputs.map(({ payload }) => (payload as { state: string }).state);
    assert.deepEqual(states, ['offline', 'online', 'offline', 'online']);
    await red.waitForStatus('settings', ({ fill, text }) => fill === 'green' && text === 'online');
    const lines = (pattern: RegExp) => red.log.filter((line) => pattern.test(line)).length;
    assert.deepEqual([lines(/Gate is offline: /), lines(/Gate is online again after \d+ s/)], [2, 2]);
  });
});

describe('a command that waited longer than the timeout', function () {
  this.timeout(120_000).slow(20_000);

  const nodes = [node('settings', { command: 'model' })];
  const world = useWorld({ nodes, cam: { timeout: '2000', keepSession: false } });

  it('is STALE and never sent', async () => {
    const { red, camera } = world;
    await result(red, 'settings');
    camera.forgetRequests();
    camera.delay(1_500, '/cgi-bin/getmodel');
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => red.ask('settings')));
    const stale = outcomes.filter(({ error }) => error);
    assert.equal(stale.length, 5);
    for (const outcome of stale) assert.equal(codeOf(outcome), 'STALE');
    camera.clearFaults();
    await result(red, 'settings');
    assert.equal(camera.received('/cgi-bin/getmodel').length, 5);
  });
});
