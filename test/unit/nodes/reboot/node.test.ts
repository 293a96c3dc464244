import assert from 'node:assert/strict';
import { useStage } from '../stage';

describe('anjvision-reboot', () => {
  const stage = useStage();
  const load = (config: object = {}, simulator = {}) =>
    stage.load({ type: 'anjvision-reboot', ...config }, { simulator: { bootMs: 300, ...simulator } });

  it('waits until the camera is back', async () => {
    await load();
    const result = (await stage.result('go')) as { rebooted: boolean; downtime: number };
    assert.deepEqual(Object.keys(result), ['rebooted', 'downtime']);
    assert.equal(result.rebooted, true);
    assert.ok(Number.isInteger(result.downtime) && result.downtime >= 200, `${result.downtime}`);
    assert.equal(stage.camera.state.reboots, 1);
    assert.equal(stage.camera.received('/cgi-bin/reboot').length, 1);
    assert.match(stage.shown, /^green dot/);
  });

  it('shows a yellow ring until then', async () => {
    await load({}, { bootMs: 1500 });
    const msg = stage.tell();
    await stage.camera.when('/cgi-bin/reboot');
    const before = stage.statuses.length;
    await stage.until(() => stage.ended(msg), 'the end');
    const meanwhile = stage.statuses.slice(before, -1).map(({ fill, shape }) => `${fill} ${shape}`);
    assert.deepEqual(new Set([...meanwhile, 'yellow ring']), new Set(['yellow ring']));
  });

  it('does not wait when set not to', async () => {
    await load({ wait: false });
    assert.deepEqual(await stage.result(), { rebooted: true });
    assert.equal(stage.camera.received('/cgi-bin/reboot').length, 1);
  });

  it('gives up in words after the longest wait', async () => {
    await load({ waitTimeout: '1' }, { bootMs: 60_000 });
    const error = await stage.refusal('TIMEOUT');
    assert.match(error.message, /^Gate: reboot: .*not back after 1 s/);
  });

  it('says when the camera refuses', async () => {
    await load();
    stage.camera.injectFault('fault-400', { path: '/cgi-bin/reboot', reason: 'no permission' });
    assert.equal((await stage.refusal('CAMERA_FAULT')).reason, 'no permission');
    assert.equal(stage.camera.state.reboots, 0);
  });

  it('answers BUSY to a second one', async () => {
    await load();
    const first = stage.tell();
    await stage.camera.when('/cgi-bin/reboot');
    const second = stage.tell();
    await stage.until(() => stage.ended(first) && stage.ended(second), 'both to end');
    assert.equal(stage.outcome(second).error?.code, 'BUSY');
    assert.equal(stage.outcome(first).outputs.length, 1);
    assert.equal(stage.camera.state.reboots, 1);
  });

  for (const waitTimeout of ['0', '-1', 'long', NaN, '1.5']) {
    it(`refuses to wait ${waitTimeout} s`, async () => {
      await load({ waitTimeout });
      await stage.refuses([undefined]);
    });
  }
});
