import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { useStage } from '../stage';

describe('every action node', () => {
  const stage = useStage();

  describe('passes its message on', () => {
    beforeEach(() => stage.load({ type: 'anjvision-alarm' }));

    it('as the same object, with payload and camera set and all else kept', async () => {
      const request = { url: '/x' };
      const { outputs, msg } = await stage.ask('go', { topic: 't', req: request, extra: [1] });
      assert.equal(outputs[0], msg);
      assert.equal(outputs[0]['req'], request);
      assert.deepEqual(
        { ...msg, _msgid: 0 },
        { topic: 't', req: request, extra: [1], payload: { triggered: true }, camera: 'Gate', _msgid: 0 },
      );
    });

    it('with the name, when the message chose another camera than the node is set to', async () => {
      const { outputs } = await stage.ask('go', { camera: 'Nowhere' });
      assert.equal(outputs[0]!['camera'], 'Gate');
    });

    it('not at all when the camera refused, with code, reason, camera and command in the error', async () => {
      stage.camera.injectFault('fault-400', {
        path: '/cgi-bin/setManualInputAlarm',
        reason: 'no permission',
      });
      const error = await stage.refusal('CAMERA_FAULT');
      assert.equal(error.reason, 'no permission');
      assert.match(error.message, /^Gate: alarm: .*no permission/);
    });
  });

  describe('shows', () => {
    beforeEach(() => stage.load({ type: 'anjvision-alarm' }));

    it('a grey ring when idle', () => assert.equal(stage.shown, 'grey ring idle'));

    it('a blue dot at work and a green dot when done', async () => {
      await stage.ask();
      const colours = stage.statuses.map(({ fill, shape }) => `${fill} ${shape}`);
      assert.deepEqual([...new Set(colours)], ['grey ring', 'blue dot', 'green dot']);
      assert.equal(stage.shown, 'green dot triggered');
    });

    it('a red ring when refused', async () => {
      stage.camera.injectFault('fault-400', { path: '/cgi-bin/setManualInputAlarm' });
      await stage.refusal('CAMERA_FAULT');
      assert.equal(stage.shown, 'red ring CAMERA_FAULT');
    });

    it('a red ring when the camera is offline', async () => {
      await stage.camera.unplug();
      await stage.refusal('UNREACHABLE');
      assert.match(stage.shown, /^red ring (UNREACHABLE|offline)$/);
    });
  });

  describe('with no camera of its own', () => {
    beforeEach(() => stage.load({ type: 'anjvision-alarm', camera: '' }));
    const ask = (camera?: unknown) => stage.ask('go', camera === undefined ? {} : { camera });

    it('takes the one that a message names', async () => {
      const { outputs, error } = await ask('Gate');
      assert.equal(error, undefined);
      assert.equal(outputs[0]!['camera'], 'Gate');
    });

    it('takes the one whose id a message gives, and tells its name', async () => {
      assert.equal((await ask('cam')).outputs[0]!['camera'], 'Gate');
    });

    for (const camera of [undefined, '', 'Nowhere', 'gate', 'node', 7, null, {}, ['Gate'], '__proto__']) {
      it(`refuses ${inspect(camera)} for one`, async () => {
        const { error, outputs } = await ask(camera);
        assert.equal(error?.code, 'UNKNOWN_CAMERA');
        assert.match(error.message, /alarm: .*camera/);
        assert.deepEqual([outputs, stage.camera.requests], [[], []]);
        assert.match(stage.shown, /^red ring/);
      });
    }
  });

  describe('with cameras of the same name', () => {
    beforeEach(async () => {
      await stage.load({ type: 'anjvision-alarm', camera: '' }, { twin: 'cam2' });
    });

    it('refuses the name, and says so', async () => {
      const error = await stage.refusal('UNKNOWN_CAMERA', 'go', { camera: 'Gate' });
      assert.match(error.message, /2 cameras are called "Gate"/);
      assert.deepEqual(stage.camera.requests, []);
    });

    it('takes the id of either', async () => {
      await stage.ask('go', { camera: 'cam' });
      await stage.ask('go', { camera: 'cam2' });
      assert.equal(stage.camera.history.alarms.length, 2);
    });
  });

  it('refuses every message while the camera it is set to is missing', async () => {
    await stage.load({ type: 'anjvision-alarm', camera: 'gone' });
    assert.match(stage.shown, /^red ring/);
    await stage.refusal('UNKNOWN_CAMERA', 'go', { camera: 'Gate' });
    assert.deepEqual(stage.camera.requests, []);
  });

  it('refuses every message while the camera is not configured rightly', async () => {
    await stage.load({ type: 'anjvision-alarm' }, { camera: { host: 'http://gate/' } });
    const error = await stage.refusal('INVALID_INPUT');
    assert.match(error.message, /Gate: .*host/);
    assert.match(stage.shown, /^red ring/);
  });

  it('ends what waits as CLOSED when it is deleted', async () => {
    await stage.load({ type: 'anjvision-alarm' });
    stage.camera.delay(300);
    const messages = Array.from({ length: 6 }, () => stage.tell());
    await stage.camera.when('/cgi-bin/setManualInputAlarm');
    await stage.redeploy('delete');
    await stage.until(() => messages.every((msg) => stage.ended(msg)), 'all to end');
    const codes = messages.map((msg) => stage.outcome(msg).error?.code);
    assert.equal(codes.filter((code) => code === 'CLOSED').length, 5);
    assert.equal(stage.camera.history.alarms.length, 1);
  });
});
