import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { useStage } from '../stage';

describe('anjvision-alarm', () => {
  const stage = useStage();
  beforeEach(() => stage.load({ type: 'anjvision-alarm' }));

  for (const payload of [undefined, null, 0, NaN, 'anything', { what: 'ever' }, [1]]) {
    it(`is triggered by ${inspect(payload)}`, async () => {
      assert.deepEqual(await stage.result(payload), { triggered: true });
      assert.deepEqual(stage.sent, ['setManualInputAlarm']);
      assert.equal(stage.camera.history.alarms.length, 1);
    });
  }

  it('is not triggered twice when the answer is lost', async () => {
    stage.camera.injectFault('reset-after', { path: '/cgi-bin/setManualInputAlarm' });
    const error = await stage.refusal('CONNECTION_LOST');
    assert.match(error.message, /^Gate: alarm: .*may or may not/);
    assert.equal(stage.camera.history.alarms.length, 1);
  });
});
