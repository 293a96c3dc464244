import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cameraNode, node, until, useWorld } from './support';

const AWAY = 'http://192.0.2.1:80';
const RESET = { open: false, verify: true };

describe('what is owed to cameras', function () {
  this.timeout(240_000).slow(60_000);

  const world = useWorld({ nodes: [node('relay', { action: 'payload' }), node('ptz', { maxDuration: 0 })] });
  const fileOf = (name: string) => join(world.red.userDir, name);
  const records = () =>
    JSON.parse(readFileSync(fileOf('.anjvision-relays.json'), 'utf8')) as Record<string, unknown>;

  it('is said at each start and deploy, if nobody is configured for the camera or it makes no sense', async () => {
    const { red, flows } = world;
    await red.kill('SIGTERM');
    writeFileSync(fileOf('.anjvision-relays.json'), JSON.stringify({ [AWAY]: RESET, 'http://x:80': null }));
    writeFileSync(fileOf('.anjvision-relays.json.5b0d5a4e-0f5c-4c3e-9d3c-1b1f2d3c4b5a'), '');
    const said = (what: RegExp) => red.log.filter((line) => what.test(line)).length;
    const orphan = /the relay of http:\/\/192\.0\.2\.1:80 is still to be closed/;
    const senseless = /the record of "http:\/\/x:80" makes no sense/;
    const before = [said(orphan), said(senseless)];
    await red.start();
    await until('it to be said', () => said(orphan) > before[0]! && said(senseless) > before[1]!);
    await red.deploy(flows);
    await until('it to be said again', () => said(orphan) > before[0]! + 1);
    assert.deepEqual(
      readdirSync(red.userDir).filter((name) => name.startsWith('.anjvision-relays')),
      ['.anjvision-relays.json'],
    );
  });

  it('is not erased by a pulse of another camera', async () => {
    const { red } = world;
    await red.ask('relay', { payload: { action: 'pulse', duration: 200 } });
    // Its own is written down first, and erased after it.
    const keys = () => Object.keys(records()).sort().join(' ');
    await until('the record of the pulse to be erased', () => keys() === `${AWAY} http://x:80`);
  });

  it('is said when the address of a camera is changed while it is away', async () => {
    const { red, camera, flows } = world;
    await red.send('relay', { payload: { action: 'pulse', duration: 60_000 } });
    await until('the relay to open', () => camera.state.relay.open);
    await camera.unplug();
    const moved = flows.map((item) => (item.id === 'cam' ? { ...item, host: '127.0.0.2' } : item));
    await red.deploy(moved);
    await red.waitForLog(
      new RegExp(`the relay of http://127\\.0\\.0\\.1:${camera.port} is still to be closed`),
    );
    await camera.plug();
    // The former client goes on in the background.
    await until('the relay to close', () => !camera.state.relay.open);
    await red.deploy(flows);
  });

  it('is one thing for two cameras of one address, which is said at deploy', async () => {
    const { red, camera, flows } = world;
    const twin = { ...cameraNode(camera, { name: 'Door' }), id: 'twin' };
    await red.deploy([
      ...flows,
      twin,
      { ...node('relay', { action: 'payload', camera: 'twin' }), id: 'other' },
    ]);
    await red.waitForLog(/"(?:Gate|Door)" and "(?:Gate|Door)" have the same address/);
    camera.history.relay.length = 0;
    const pulses = [
      red.ask('relay', { payload: { action: 'pulse', duration: 600 } }),
      red.ask('other', { payload: { action: 'pulse', duration: 2_000 } }),
    ];
    for (const { error } of await Promise.all(pulses)) assert.equal(error, undefined);
    const [opened, closed, ...more] = camera.history.relay;
    assert.deepEqual(more, []);
    assert.ok(closed!.at - opened!.at >= 1_900, `${closed!.at - opened!.at} ms`);
    await red.deploy(flows);
  });

  it('is nothing once the last node of a camera is gone: it is left alone', async () => {
    const { red, camera, flows } = world;
    await camera.unplug();
    await red.waitForLog(/Gate is offline/, 60_000);
    await red.deploy(
      flows.filter(({ type }) => !/anjvision-(?:relay|ptz)/.test(type)),
      'nodes',
    );
    await camera.plug();
    camera.forgetRequests();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    assert.deepEqual(camera.requests, []);
  });

  it('is a stop, at the next start of a Node-RED that was killed during a movement', async () => {
    const { red, camera, flows } = world;
    await red.deploy(flows);
    assert.equal((await red.ask('ptz', { payload: 'left' })).error, undefined);
    assert.equal(camera.state.ptz.moving, true);
    await red.kill('SIGKILL');
    assert.equal(camera.history.ptz.at(-1)?.kind, 'move');
    await red.start();
    await until('the camera to be stopped', () => camera.history.ptz.at(-1)?.kind === 'stop');
  });
});
