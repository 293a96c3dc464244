import assert from 'node:assert/strict';
import { codeOf, node, until, useWorld } from './support';

const SET = '/cgi-bin/setRelayStatus';
const PTZ = '/cgi-bin/ptz_ctrl';
/** After the request came; the camera's timeout is over long before. */
const EFFECT_MS = 4_000;
/** It is looked at every two seconds at least. */
const NOTICED_MS = 4_000;

describe('a command that the camera carries out after its timeout', function () {
  this.timeout(120_000).slow(30_000);

  const world = useWorld({
    nodes: [node('relay', { action: 'payload', duration: '1000' }), node('ptz', { maxDuration: 10_000 })],
    cam: { timeout: '1500' },
  });
  const changes = () => world.camera.history.relay.map(({ open }) => open);
  beforeEach(() => {
    world.camera.history.relay.length = 0;
    world.camera.history.ptz.length = 0;
  });

  /** It was opened late, and is closed again. */
  const closedAgain = async (): Promise<void> => {
    await until('the late opening', () => changes().includes(true), 2 * EFFECT_MS);
    await until('the relay to close', () => changes().at(-1) === false, NOTICED_MS);
    assert.deepEqual(changes(), [true, false]);
  };

  it('leaves no gate open after a pulse, and the log says what happened', async () => {
    const { red, camera } = world;
    await red.ask('relay', { payload: 'get' });
    camera.injectFault('late', { path: SET, effectMs: EFFECT_MS });
    assert.equal(codeOf(await red.ask('relay', { payload: 'pulse' })), 'TIMEOUT');
    await closedAgain();
    await red.waitForLog(/Gate: relay: the camera has opened the relay by a command that was given up/);
  });

  it('leaves no gate open whose closing was asked for after the opening', async () => {
    const { red, camera } = world;
    camera.injectFault('late', { path: SET, effectMs: EFFECT_MS });
    assert.equal(codeOf(await red.ask('relay', { payload: 'open' })), 'TIMEOUT');
    assert.equal((await red.ask('relay', { payload: 'close' })).error, undefined);
    await closedAgain();
  });

  it('leaves no motor running', async () => {
    const { red, camera } = world;
    camera.injectFault('late', { path: PTZ, effectMs: EFFECT_MS });
    assert.equal(codeOf(await red.ask('ptz', { payload: 'left' })), 'TIMEOUT');
    const moves = () => camera.history.ptz.map(({ kind }) => kind);
    await until('the late movement', () => moves().includes('move'), 2 * EFFECT_MS);
    await until('a stop after it', () => moves().at(-1) === 'stop', NOTICED_MS);
  });
});
