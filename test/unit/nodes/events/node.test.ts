import assert from 'node:assert/strict';
import { useStage, type Message } from '../stage';

describe('anjvision-events', () => {
  const stage = useStage();
  const load = (config: object = {}, setting: object = {}) =>
    stage.load({ type: 'anjvision-events', ...config }, setting);
  const of = (topic: string) => stage.outputs.filter((output) => output['topic'] === topic);
  const states = () => of('connection').map(({ payload }) => (payload as { state: string }).state);
  const sends = (topic: string, count: number) =>
    stage.until(() => of(topic).length >= count, `${count} messages about the ${topic}`);

  it('sends the connection once at start', async () => {
    const from = Date.now();
    await load();
    await sends('connection', 1);
    const { payload, camera } = of('connection')[0]!;
    const { since, ...rest } = payload as { since: number };
    assert.deepEqual([camera, rest], ['Gate', { state: 'online', reason: '' }]);
    assert.ok(since >= from - 1000 && since <= Date.now());
    assert.equal(stage.outputs.length, 1);
    assert.equal(stage.shown, 'green dot online');
  });

  it('sends when the camera goes and when it comes back', async () => {
    await load({}, { camera: { keepSession: true } });
    await sends('connection', 1);
    await stage.camera.reboot(1500);
    await sends('connection', 1);
  });

  it('tells that an account is refused', async () => {
    await load({}, { credentials: { password: 'wrong' } });
    await sends('connection', 1);
    assert.deepEqual(states(), ['auth-failed']);
    const { reason } = of('connection')[0]!['payload'] as { reason: string };
    assert.match(reason, /password/);
    assert.match(stage.shown, /^red ring/);
  });

  it('tells that an account is locked', async () => {
    const camera = { keepSession: true };
    await load({ camera: '' }, { camera });
    stage.camera.lock();
    await stage.redeploy({ camera: 'cam' });
    await sends('connection', 1);
    assert.deepEqual(states(), ['locked']);
  });

  it('tells that a camera was never there, and when it appears', async () => {
    await load({ camera: '' }, { camera: { keepSession: true } });
    await stage.camera.unplug();
    await stage.redeploy({ camera: 'cam' });
    await sends('connection', 1);
    assert.match(stage.shown, /^red ring offline/);
    await stage.camera.plug();
    await sends('connection', 2);
    assert.deepEqual(states(), ['offline', 'online']);
  });

  it('does not look at the relay unless told to', async () => {
    await load();
    await sends('connection', 1);
    assert.ok(stage.camera.received('/cgi-bin/getRelayStatus').length === 0);
  });

  it('sends the relay once at start and when it changes', async () => {
    await load({ relayInterval: '1' });
    await sends('relay', 1);
    await stage.camera.when('/cgi-bin/getRelayStatus', 3);
    stage.camera.state.relay.open = true;
    await sends('relay', 2);
    const payloads = of('relay').map(({ payload, camera }: Message) => ({ ...(payload as object), camera }));
    assert.deepEqual(payloads, [
      { open: false, status: 0, camera: 'Gate' },
      { open: true, status: 1, camera: 'Gate' },
    ]);
  });

  it('stops looking when it is deleted', async () => {
    await load({ relayInterval: '1' });
    await sends('relay', 1);
    await stage.redeploy('delete');
    const before = stage.camera.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.ok(stage.camera.requests.length <= before + 1);
  });

  it('looks no more often than a timer can wait', async () => {
    await load({ relayInterval: '9999999' });
    await sends('relay', 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(stage.camera.received('/cgi-bin/getRelayStatus').length, 1);
  });
});
