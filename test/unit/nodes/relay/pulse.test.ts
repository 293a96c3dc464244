import assert from 'node:assert/strict';
import { useStage } from '../stage';

const OPEN = { open: true, status: 1 };
const CLOSED = { open: false, status: 0 };

describe("anjvision-relay's pulse", () => {
  const stage = useStage();
  const load = (config: object = {}) =>
    stage.load({ type: 'anjvision-relay', action: 'pulse', duration: '100', ...config });
  const changes = () => stage.camera.history.relay.map(({ open }) => open);
  const sets = () => stage.sent.filter((url) => url.startsWith('setRelayStatus'));
  const payloads = () => stage.outputs.map(({ payload }) => payload);

  it('sends one message when it opens and one when it is back at rest', async () => {
    await load();
    const { outputs, msg } = await stage.ask('go', { req: { id: 1 } });
    assert.deepEqual(payloads(), [OPEN, CLOSED]);
    assert.notEqual(outputs[0], outputs[1]);
    assert.equal(outputs[1], msg);
    for (const output of outputs) assert.deepEqual([output['topic'], output['camera']], ['kept', 'Gate']);
    const [opened, closed] = stage.camera.history.relay;
    const lasted = closed!.at - opened!.at;
    assert.ok(lasted >= 95 && lasted < 1500, `lasted ${lasted} ms`);
  });

  it('shows a yellow ring while it lasts, and how the relay stands after', async () => {
    await load();
    await stage.ask();
    assert.ok(stage.statuses.some(({ fill, shape }) => fill === 'yellow' && shape === 'ring'));
    assert.equal(stage.shown, 'green dot closed');
  });

  it('lasts a second unless told otherwise', async () => {
    await load({ duration: undefined, action: 'payload' });
    await stage.ask('pulse');
    const [opened, closed] = stage.camera.history.relay;
    const lasted = closed!.at - opened!.at;
    assert.ok(lasted >= 990 && lasted < 3000, `lasted ${lasted} ms`);
  });

  it('rests open when set to', async () => {
    await load({ rest: 'open' });
    stage.camera.state.relay.open = true;
    await stage.ask();
    assert.deepEqual(payloads(), [CLOSED, OPEN]);
    assert.deepEqual(changes(), [true, false, true]);
  });

  it('is lengthened by a second one, without another opening', async () => {
    await load({ duration: '300' });
    const first = stage.tell();
    await stage.until(() => stage.outputs.length === 1, 'the opening');
    const second = stage.tell({ duration: 600 });
    await stage.until(() => stage.ended(first) && stage.ended(second), 'both to end');
    assert.deepEqual(sets(), ['setRelayStatus?status=1', 'setRelayStatus?status=0']);
    const [opened, closed] = stage.camera.history.relay;
    assert.ok(closed!.at - opened!.at >= 590);
    for (const msg of [first, second]) assert.equal(stage.outcome(msg).outputs.length, 2);
  });

  it('is not shortened by a shorter one', async () => {
    await load({ duration: '500' });
    const first = stage.tell();
    await stage.until(() => stage.outputs.length === 1, 'the opening');
    await stage.ask({ duration: 10 });
    await stage.until(() => stage.ended(first), 'the first to end');
    const [opened, closed] = stage.camera.history.relay;
    assert.ok(closed!.at - opened!.at >= 490);
  });

  for (const [action, rest] of [
    ['close', 1],
    ['open', 0],
  ] as const) {
    it(`is ended by an explicit ${action}`, async () => {
      await load({ duration: '200' });
      const pulse = stage.tell();
      await stage.until(() => stage.outputs.length === 1, 'the opening');
      assert.deepEqual(await stage.result({ action }), action === 'open' ? OPEN : CLOSED);
      await stage.until(() => stage.ended(pulse), 'the pulse to end');
      const settled = sets().length;
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal(sets().length, settled, 'it closed all the same');
      assert.equal(stage.camera.state.relay.open, action === 'open');
      assert.equal(stage.outcome(pulse).outputs.length, 1 + rest);
    }); // prettier-ignore
  }

  for (const type of ['full', 'nodes', 'flows'] as const) {
    it(`is brought to rest first by a deployment of ${type}`, async () => {
      await load({ duration: '60000' });
      stage.tell();
      await stage.until(() => stage.outputs.length === 1, 'the opening');
      await stage.redeploy({ name: 'changed' }, type);
      assert.deepEqual(changes(), [true, false]);
    });
  }

  it('is brought to rest first when the node is deleted', async () => {
    await load({ duration: '60000' });
    const pulse = stage.tell();
    await stage.until(() => stage.outputs.length === 1, 'the opening');
    await stage.redeploy('delete');
    assert.deepEqual(changes(), [true, false]);
    await stage.until(() => stage.ended(pulse), 'the message to end');
  });

  it('is brought to rest when the camera is back, and tells of the trouble meanwhile', async () => {
    await load({ duration: '150' });
    const pulse = stage.tell();
    await stage.until(() => stage.outputs.length === 1, 'the opening');
    await stage.camera.unplug();
    await stage.until(() => stage.shown === 'yellow ring resetPending', 'it to show that it is late');
    assert.ok(!stage.ended(pulse));
    await stage.camera.plug();
    await stage.until(() => stage.ended(pulse), 'the message to end');
    assert.deepEqual(changes(), [true, false]);
    assert.deepEqual(payloads(), [OPEN, CLOSED]);
    assert.equal(stage.shown, 'green dot closed');
  });

  it('that may have opened unseen is brought to rest', async () => {
    await load({ duration: '60000' });
    stage.camera.injectFault('silent-after', { path: '/cgi-bin/setRelayStatus' });
    await stage.refusal('TIMEOUT');
    await stage.until(() => changes().length === 2, 'the relay to close');
    assert.deepEqual(changes(), [true, false]);
  });

  it('that the camera did not carry out ends as NOT_APPLIED', async () => {
    await load();
    stage.camera.injectFault('pretend', { path: '/cgi-bin/setRelayStatus' });
    await stage.refusal('NOT_APPLIED');
  });
});
