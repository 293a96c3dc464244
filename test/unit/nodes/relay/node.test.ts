import assert from 'node:assert/strict';
import { useStage } from '../stage';

const OPEN = { open: true, status: 1 };
const CLOSED = { open: false, status: 0 };
const SET_OPEN = ['setRelayStatus?status=1', 'getRelayStatus'];
const SET_CLOSED = ['setRelayStatus?status=0', 'getRelayStatus'];

describe('anjvision-relay', () => {
  const stage = useStage();
  const load = (config: object = {}, setting = {}) =>
    stage.load({ type: 'anjvision-relay', ...config }, setting);

  describe('set to do what the payload says', () => {
    for (const payload of [true, 'on', 'open', 1, { action: 'open' }, { action: 'open', duration: 5 }]) {
      it(`opens by ${JSON.stringify(payload)}`, async () => {
        await load();
        assert.deepEqual(await stage.result(payload), OPEN);
        assert.deepEqual(stage.sent, SET_OPEN);
        assert.equal(stage.shown, 'green dot open');
      });
    }

    for (const payload of [false, 'off', 'close', 0, { action: 'close' }]) {
      it(`closes by ${JSON.stringify(payload)}`, async () => {
        await load();
        stage.camera.state.relay.open = true;
        assert.deepEqual(await stage.result(payload), CLOSED);
        assert.deepEqual(stage.sent, SET_CLOSED);
        assert.equal(stage.shown, 'green dot closed');
      });
    }

    it('reads', async () => {
      await load({ action: 'payload' });
      assert.deepEqual(await stage.result('get'), CLOSED);
      stage.camera.state.relay.open = true;
      assert.deepEqual(await stage.result({ action: 'get' }), OPEN);
      assert.deepEqual(stage.sent, ['getRelayStatus', 'getRelayStatus']);
    });

    it('toggles', async () => {
      await load();
      assert.deepEqual(await stage.result('toggle'), OPEN);
      assert.deepEqual(await stage.result({ action: 'toggle' }), CLOSED);
    });

    it('refuses everything else before it reaches the camera', async () => {
      await load();
      await stage.refuses([
        undefined, null, '', 'OPEN', 'Off', 'yes', 'no', 'opened', 'stop', 2, -1, NaN, 0.5, [], [true], {},
        Buffer.from('1'), new Date(), { action: 'payload' }, { action: '' }, { action: true }, { action: null },
        { open: 'maybe' }, { action: 'open', x: 1 }, { action: 'pulse', duration: 'x' }, { duration: 100 },
        { action: 'pulse', duration: NaN }, { action: 'pulse', duration: 0 }, { action: 'pulse', duration: -5 },
        { action: 'pulse', duration: 1.5 }, { action: 'pulse', duration: '100' },
        { action: 'pulse', duration: Infinity }, { action: 'pulse', duration: 2 ** 31 },
        { action: 'pulse', duration: null }, { action: 'open', duration: 'x' }, { action: 'get', duration: NaN },
      ]); // prettier-ignore
      assert.equal(stage.shown, 'red ring INVALID_INPUT');
    });
  });

  for (const [action, sent] of [
    ['open', SET_OPEN],
    ['close', SET_CLOSED],
    ['get', ['getRelayStatus']],
    ['toggle', ['getRelayStatus', ...SET_OPEN]],
  ] as const) {
    it(`set to ${action}, does so whatever the payload`, async () => {
      await load({ action });
      for (const payload of [undefined, 1700000000000, 'open sesame', false, []]) {
        stage.camera.state.relay.open = false;
        stage.camera.forgetRequests();
        await stage.result(payload);
        assert.deepEqual(stage.sent, sent);
      }
    });
  }

  it('takes an object over what it is set to, key by key', async () => {
    await load({ action: 'open', duration: '60000' });
    assert.deepEqual(await stage.result({ action: 'close' }), CLOSED);
    assert.deepEqual(await stage.result({}), OPEN);
    const { outputs } = await stage.ask({ action: 'pulse', duration: 30 });
    assert.equal(outputs.length, 2);
  });

  it('takes back what it gave, which changes nothing', async () => {
    await load();
    for (const action of ['open', 'close', 'get']) {
      const given = await stage.result(action);
      const before = stage.camera.state.relay.open;
      assert.deepEqual(await stage.result(given), given);
      assert.equal(stage.camera.state.relay.open, before);
    }
    assert.deepEqual(await stage.result({ status: 1 }), OPEN);
    assert.deepEqual(await stage.result({ open: 'off' }), CLOSED);
  });

  it('does what it is set to, or what an object names, whatever state the object states', async () => {
    await load({ action: 'close' });
    assert.deepEqual(await stage.result(OPEN), CLOSED);
    assert.deepEqual(await stage.result({ ...CLOSED, action: 'open' }), OPEN);
  });

  it('refuses a result that contradicts itself', async () => {
    await load();
    await stage.refuses([
      { open: true, status: 0 },
      { open: 'ajar' },
      { status: 2 },
      { open: null, status: 1 },
    ]);
  });

  it('refuses values of its own that make no sense', async () => {
    await load({ action: 'pulse', duration: 'long' });
    await stage.refuses([1, { action: 'pulse' }]);
  });

  it('refuses an action of its own that there is not', async () => {
    await load({ action: 'explode' });
    await stage.refuses([1, {}]);
  });

  it('does not read back when set not to', async () => {
    await load({ verify: false });
    assert.deepEqual(await stage.result(true), OPEN);
    assert.deepEqual(stage.sent, ['setRelayStatus?status=1']);
  });

  it('says when a camera has no relay', async () => {
    await load({}, { simulator: { hasRelay: false } });
    await stage.refusal('NOT_APPLIED', 'open');
    const error = await stage.refusal('CAMERA_FAULT', 'get');
    assert.equal(error.reason, 'Get status(0) fail');
  });

  it('says when the relay did not move', async () => {
    await load();
    stage.camera.injectFault('pretend', { path: '/cgi-bin/setRelayStatus' });
    const error = await stage.refusal('NOT_APPLIED', 'open');
    assert.match(error.message, /^Gate: relay: .*closed/);
  });

  it('opens once more after a lost connection, but never more', async () => {
    await load();
    stage.camera.injectFault('reset-before', { path: '/cgi-bin/setRelayStatus', times: Infinity });
    await stage.refusal('CONNECTION_LOST', 'open');
    assert.equal(stage.camera.received('/cgi-bin/setRelayStatus').length, 2);
  });
});
