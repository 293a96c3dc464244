import assert from 'node:assert/strict';
import { codeOf, node, until, useWorld } from './support';

const LOG_IN = '/cgi-bin/getuid';
const MODEL = '/cgi-bin/getmodel';
const PICTURE = '/cgi-bin/snapshot.cgi';
const PTZ = '/cgi-bin/ptz_ctrl';
const SET = '/cgi-bin/setRelayStatus';
const PULSE_MS = 1_500;
const TIMEOUT_MS = 1_500;
/** The contract's half second, and as much again for a machine that has other things to do. */
const PROMPT_MS = 1_000;

describe('whatever a camera answers to something else, or never answers,', function () {
  this.timeout(120_000).slow(30_000);

  const world = useWorld({
    nodes: [
      node('relay', { action: 'payload', duration: String(PULSE_MS) }),
      node('ptz', { action: 'payload', maxDuration: PULSE_MS }),
      node('snapshot'),
      node('settings', { command: 'model' }),
    ],
    cam: { timeout: String(TIMEOUT_MS) },
  });
  beforeEach(async () => {
    const { red, camera } = world;
    while ((await red.ask('settings')).error) await new Promise((resolve) => setTimeout(resolve, 200));
    camera.forgetRequests();
    camera.history.relay.length = 0;
    camera.history.ptz.length = 0;
  });

  async function pulseWith(during: () => Promise<unknown>, laterMs = 0): Promise<void> {
    const { red, camera } = world;
    const pulse = red.ask('relay', { payload: 'pulse' }, 60_000);
    const before = red.outputs('relay').length;
    await until('the relay to be seen open', () => red.outputs('relay').length > before);
    await during();
    assert.equal((await pulse).error, undefined);
    const [opened, closed] = camera.history.relay;
    const ms = closed!.at - opened!.at;
    assert.ok(ms >= PULSE_MS - 10 && ms < PULSE_MS + laterMs + PROMPT_MS, `open for ${ms} ms`);
  }

  async function moveWith(during: () => Promise<unknown>): Promise<void> {
    const { red, camera } = world;
    assert.equal((await red.ask('ptz', { payload: 'left' })).error, undefined);
    await during();
    await until('the stop', () => camera.history.ptz.at(-1)?.kind === 'stop', 60_000);
    const [moved, stopped] = camera.history.ptz;
    const ms = stopped!.at - moved!.at;
    assert.ok(ms < PULSE_MS + PROMPT_MS, `moved for ${ms} ms`);
  }

  it('a pulse ends on time: a picture is refused with 401', () =>
    pulseWith(async () => {
      world.camera.injectFault('unauthorized', { path: PICTURE });
      assert.equal(codeOf(await world.red.ask('snapshot')), 'CAMERA_FAULT');
    }));

  it('a movement ends on time: a question is refused with 401', () =>
    moveWith(async () => {
      world.camera.injectFault('unauthorized', { path: MODEL });
      assert.equal(codeOf(await world.red.ask('settings')), 'CAMERA_FAULT');
    }));

  for (const reason of ['system is starting', 'user is full'])
    it(`a pulse ends soon: the session is lost, and for a while a log-in is refused by "${reason}"`, () =>
      pulseWith(
        async () => {
          const { red, camera } = world;
          camera.expireSessions();
          const over = camera.injectFault('refusal', { path: LOG_IN, reason, status: 400, times: Infinity });
          await red.ask('settings');
          const refusedMs = 2 * PULSE_MS;
          setTimeout(over, refusedMs);
        },
        2 * PULSE_MS + 2_000,
      ));

  it('a pulse ends soon: its rest is answered by a switch of protocols', () =>
    pulseWith(() => {
      world.camera.injectFault('upgrade', { path: SET });
      return Promise.resolve();
    }, TIMEOUT_MS));

  it('a movement ends on time: two questions are answered by a switch of protocols', () =>
    moveWith(async () => {
      const { red, camera } = world;
      camera.injectFault('upgrade', { path: MODEL, times: 2 });
      const asked = [red.ask('settings'), red.ask('settings')];
      for (const outcome of await Promise.all(asked)) assert.equal(codeOf(outcome), 'BAD_RESPONSE');
    }));

  it('a log-in that is answered by a switch of protocols fails what waits for it, and nothing else', async () => {
    const { red, camera } = world;
    camera.expireSessions();
    camera.injectFault('upgrade', { path: LOG_IN });
    assert.equal(codeOf(await red.ask('settings')), 'BAD_RESPONSE');
    assert.equal((await red.ask('settings')).error, undefined);
  });

  it('a movement ends on time that is never answered, and so does a stop', async () => {
    const { red, camera } = world;
    camera.injectFault('silent-after', { path: PTZ, times: 2 });
    assert.equal(codeOf(await red.ask('ptz', { payload: 'left' })), 'TIMEOUT');
    await until('it to be stopped', () => camera.history.ptz.at(-1)?.kind === 'stop');
    const [moved, stopped] = camera.history.ptz;
    assert.ok(stopped!.at - moved!.at < TIMEOUT_MS + PROMPT_MS);
  });
});
