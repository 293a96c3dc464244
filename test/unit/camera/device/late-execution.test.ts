import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Camera } from '../../../../camera/device/camera';
import { PendingActions } from '../../../../camera/device/pending-actions';
import type { SimulatedCamera } from '../../../../simulator/index';
import { accountOf, Bench, until } from '../../../support/bench';
import { GET, gateOn, SET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

const PTZ = '/cgi-bin/ptz_ctrl';
const TIMEOUT_MS = 1_500;
/** A look every two seconds at most, and the time it takes. */
const NOTICED_MS = 2_300;

describe('a command that the camera carries out after it was given up', function () {
  this.timeout(30_000);

  let bench: Bench;
  let folder: string;
  let camera: SimulatedCamera;
  let client: Camera;
  let pass: (ms: number, stepMs?: number) => Promise<void>;
  let changes: () => unknown[][];
  const reports: string[] = [];
  /** A client was left without being closed. */
  let isKilled = false;

  beforeEach(async () => {
    bench = new Bench();
    folder = mkdtempSync(join(tmpdir(), 'late-'));
    reports.length = 0;
    const gate = await gateOn(bench, { later: bench.later });
    ({ camera, pass, changes } = gate);
    await gate.client.close();
    client = start();
  });

  afterEach(async () => {
    await client.close();
    await pass(70_000, 500);
    await bench.putAway();
    if (isKilled) bench.clock.cancelAll();
    isKilled = false;
    assert.equal(bench.clock.pending, 0);
    // Neither a draft nor a lock.
    await until('the disk is done', () => readdirSync(folder).every((name) => name.endsWith('.json')));
    rmSync(folder, { recursive: true, maxRetries: 10 });
  });

  /** As a Node-RED that starts. */
  function start(pending = new PendingActions(folder), timeoutMs = TIMEOUT_MS): Camera {
    return new Camera({ ...accountOf(camera), name: 'Gate', timeoutMs }, bench.clock, {
      pending,
      report: ({ message }) => reports.push(message),
    });
  }

  const pulse = (more: object = {}) =>
    client.relay.pulse({
      durationMs: 1_000,
      restOpen: false,
      verify: true,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
      ...more,
    });

  const move = (more: object = {}) =>
    client.ptz.move({
      input: { move_x: 1, speed: 1 },
      stopAfterMs: 10_000,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
      ...more,
    });

  /** The clock stands still until the camera has received it, which the disk may delay. */
  async function givenUp(command: Promise<unknown>, path: string): Promise<void> {
    await camera.when(path);
    await pass(TIMEOUT_MS + 100);
    await refusal(command, 'TIMEOUT');
  }

  /** How long the relay stood open after it was opened late. */
  function openMs(): number {
    const [, openedAt] = changes().at(-2)!;
    const [what, closedAt] = changes().at(-1)!;
    assert.equal(what, 'close', JSON.stringify(changes()));
    return Number(closedAt) - Number(openedAt);
  }

  it('leaves no gate open after a pulse: the relay is closed again', async () => {
    camera.injectFault('late', { path: SET, effectMs: 4_000 });
    const lost = later(pulse());
    await givenUp(lost, SET);
    await pass(6_000);
    assert.equal(changes().length, 2);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
    assert.match(reports.join('\n'), /^Gate: relay: the camera has opened the relay by a command that was given up; it is closed again$/); // prettier-ignore
    const { length } = camera.requests;
    await pass(60_000, 500);
    const looks = camera.requests.length - length;
    assert.ok(looks > 20 && looks < 60, `${looks} looks`);
    await pass(60_000, 500);
    assert.equal(camera.requests.length, length + looks, 'it cannot come any more');
  });

  it('leaves no gate open whose closing was asked for after the opening', async () => {
    camera.injectFault('late', { path: SET, effectMs: 4_000 });
    const lost = later(client.relay.set(true, { verify: true }));
    await givenUp(lost, SET);
    // The disk has a clock of its own.
    await client.relay.set(false, { verify: true });
    await pass(6_000);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
  });

  it('leaves no gate open whose closing was asked for after a deploy', async () => {
    const pending = new PendingActions();
    client = start(pending);
    camera.injectFault('late', { path: SET, effectMs: 6_000 });
    const lost = later(client.relay.set(true, { verify: true }));
    await givenUp(lost, SET);
    await client.close();
    client = start(pending);
    await client.relay.set(false, { verify: true });
    await pass(8_000);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
  });

  it('leaves no gate open that was closed by hand after a pulse whose rest is open', async () => {
    const { end } = await pulse({ restOpen: true, verify: false });
    camera.injectFault('late', { path: SET, effectMs: 6_000 });
    await pass(1_000);
    // The rest is given up, and the next one is taken.
    await pass(TIMEOUT_MS + 700);
    assert.equal(await end, 'completed');
    await client.relay.set(false, { verify: true });
    await pass(7_000);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
  });

  it('leaves the relay as it was asked for last', async () => {
    camera.injectFault('late', { path: SET, effectMs: 4_000 });
    const lost = later(client.relay.set(true, { verify: true }));
    await givenUp(lost, SET);
    await pass(60_000, 500);
    assert.deepEqual(changes().map(([what]) => what), ['open'], 'it was asked for, and nothing else'); // prettier-ignore
    assert.equal(camera.received(GET).length, 0);
  });

  it('leaves no gate open for a Node-RED that was killed meanwhile', async () => {
    camera.injectFault('late', { path: SET, effectMs: 6_000 });
    void later(pulse());
    await camera.when(SET);
    // Nobody closes this client: as if the process had ended.
    bench.clock.cancelAll();
    isKilled = true;
    camera.options.later(5_000, () => (camera.state.relay.open = true));
    client = start();
    await pass(10_000);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
  });

  it('leaves the end of the next pulse alone, and is taken back after it', async () => {
    camera.injectFault('late', { path: SET, effectMs: 8_000 });
    const lost = later(pulse());
    await givenUp(lost, SET);
    await pass(500);
    const { end } = await pulse({ durationMs: 3_000 });
    await pass(3_100);
    assert.equal(await end, 'completed');
    const [opened, closed] = changes().slice(-2);
    assert.equal(Number(closed![1]) - Number(opened![1]), 3_000);
    await pass(7_000);
    assert.ok(openMs() <= NOTICED_MS, `${openMs()} ms`);
  });

  for (const what of ['an opening', 'a pulse'])
    it(`does not have ${what} undone that is asked for meanwhile, and answered slowly`, async () => {
      const pending = new PendingActions();
      client = start(pending, 10_000);
      camera.injectFault('late', { path: SET, effectMs: 60_000 });
      const lost = later(pulse());
      await camera.when(SET);
      await pass(10_100);
      await refusal(lost, 'TIMEOUT');
      await pass(500);
      camera.history.relay.length = 0;
      camera.delay(4_000, SET);
      const command = () =>
        what === 'a pulse' ? pulse({ durationMs: 60_000 }) : client.relay.set(true, { verify: true });
      const asked = later<unknown>(command());
      await pass(5_000);
      await asked;
      assert.deepEqual(camera.history.relay.map(({ open }) => open), [true]); // prettier-ignore
      assert.deepEqual(reports, []);
      camera.delay(0, SET);
    });

  it('leaves no motor running: it is stopped again', async () => {
    camera.injectFault('late', { path: PTZ, effectMs: 4_000 });
    const lost = later(move());
    await givenUp(lost, PTZ);
    await pass(2_500);
    assert.equal(camera.state.ptz.moving, true, 'it has come');
    await pass(NOTICED_MS);
    assert.equal(camera.state.ptz.moving, false);
  });

  it('stops no movement that is asked for meanwhile', async () => {
    camera.injectFault('late', { path: PTZ, effectMs: 20_000 });
    const lost = later(move());
    await givenUp(lost, PTZ);
    await pass(3_000);
    await move();
    await pass(9_900);
    assert.equal(camera.state.ptz.moving, true);
    await pass(300);
    assert.equal(camera.state.ptz.moving, false);
    // The first one comes now.
    await pass(8_000 + NOTICED_MS);
    assert.deepEqual(camera.history.ptz.filter(({ kind }) => kind === 'move').length, 2);
    assert.equal(camera.state.ptz.moving, false);
  });

  it('leaves a camera alone that stays away, but for a look now and then', async () => {
    camera.injectFault('late', { path: PTZ, effectMs: 100_000 });
    const lost = later(move());
    await givenUp(lost, PTZ);
    await camera.unplug();
    await pass(90_000, 500);
    await camera.plug();
    camera.forgetRequests();
    await pass(3_000);
    assert.equal(camera.received(PTZ).length, 1, 'once more after the time in which it may come');
  });
});

describe('a movement that runs when Node-RED is killed', () => {
  it('is stopped at the next start', async () => {
    const bench = new Bench();
    const folder = mkdtempSync(join(tmpdir(), 'killed-'));
    const { camera, pass } = await gateOn(bench);
    const start = () =>
      new Camera({ ...accountOf(camera), name: 'Gate' }, bench.clock, {
        pending: new PendingActions(folder),
      });
    const options = { signal: new AbortController().signal, onTrouble: () => undefined };
    await start().ptz.move({ input: { move_x: 1, speed: 1 }, ...options });
    assert.equal(camera.state.ptz.moving, true);
    bench.clock.cancelAll();
    const next = start();
    await pass(500);
    assert.equal(camera.state.ptz.moving, false);
    await next.close();
    await bench.putAway();
    rmSync(folder, { recursive: true });
  });
});
