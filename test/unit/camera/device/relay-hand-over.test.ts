import assert from 'node:assert/strict';
import { Camera } from '../../../../camera/device/camera';
import { PendingActions } from '../../../../camera/device/pending-actions';
import type { SimulatedCamera } from '../../../../simulator/index';
import { Bench, until } from '../../../support/bench';
import { gateOn, SET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

describe('the rest of a relay that several clients use', () => {
  let bench: Bench;
  let camera: SimulatedCamera;
  let pass: (ms: number) => Promise<void>;
  let newClient: (password?: string) => Camera;

  beforeEach(async () => {
    bench = new Bench();
    const gate = await gateOn(bench);
    ({ camera, pass } = gate);
    const { settings } = gate.client;
    const pending = new PendingActions();
    newClient = (password = settings.password) =>
      new Camera({ ...settings, password }, bench.clock, { pending });
  });

  afterEach(async () => {
    await bench.putAway();
    assert.equal(bench.clock.pending, 0);
  });

  const pulse = (client: Camera) =>
    client.relay.pulse({
      durationMs: 60_000,
      restOpen: false,
      verify: true,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
    });

  it('is left to the next one by a client that goes while the camera is away, and its pulse says so', async () => {
    const former = newClient();
    const { end } = await pulse(former);
    await camera.unplug();
    const closing = former.close();
    await pass(10_000);
    await closing;
    const next = newClient();
    await pass(6_000);
    assert.equal(await end, 'handed-over');
    assert.equal(camera.state.relay.open, true);
    await camera.plug();
    await pass(6_000);
    assert.equal(camera.state.relay.open, false);
    await next.close();
  });

  it('is left to the next one by a client that goes with a wrong password', async () => {
    const former = newClient();
    const { end } = await pulse(former);
    camera.changePassword('other');
    await former.close();
    assert.equal(await end, 'handed-over');
    const requests = camera.requests.length;
    await pass(120_000);
    assert.equal(camera.requests.length, requests);
    const next = newClient('other');
    await until('it is at rest', () => !camera.state.relay.open);
    await next.close();
  });

  it('is left to nobody by a client whose pulse never began', async () => {
    camera.delay(20, '/cgi-bin/getuid');
    const former = newClient();
    const waiting = later(pulse(former));
    await camera.when('/cgi-bin/getuid');
    const closing = former.close();
    const next = newClient();
    await refusal(waiting, 'CLOSED');
    await closing;
    await next.read('model');
    assert.deepEqual(camera.received(SET), []);
    await next.close();
  });

  it('is not given before its time because another client comes', async () => {
    const client = newClient();
    const { end } = await pulse(client);
    const other = newClient();
    await pass(1_000);
    assert.equal(camera.state.relay.open, true);
    await other.close();
    assert.equal(camera.state.relay.open, true);
    await client.close();
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
  });

  it('is given although the pulse of another client has failed meanwhile', async () => {
    const client = newClient();
    const { end } = await pulse(client);
    const other = newClient();
    camera.injectFault('fault-400', { path: SET });
    await refusal(pulse(other), 'CAMERA_FAULT');
    await client.close();
    assert.equal(await end, 'completed');
    assert.equal(camera.state.relay.open, false);
    await other.close();
  });
});
