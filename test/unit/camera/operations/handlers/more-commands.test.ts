import assert from 'node:assert/strict';
import { refusal } from '../../../../support/refusal';
import { G, useCamera } from './support';

describe('a camera of another firmware', () => {
  const pair = useCamera();

  describe('that has more commands', () => {
    it('reads and sets them', async () => {
      const { camera, perform } = await pair();
      assert.deepEqual(await perform('wdr', { enable: true, wdr_value: 7 }), { enable: true, wdr_value: 7 });
      assert.deepEqual(await perform('wdr'), { enable: true, wdr_value: 7 });
      assert.deepEqual(await perform('flip', { vertical_flip: true }), { vertical_flip: true, horizon_flip: false });
      assert.deepEqual(await perform('rtspAuth', { rtsp_auth: false }), { rtsp_auth: false });
      assert.deepEqual(await perform('rtspAuth'), {});
      assert.deepEqual(await perform('alarmOutput', { position: 6, logicalstate: 1 }), { position: 6, logicalstate: 1 });
      assert.deepEqual(camera.state.outputs, [false, false, false, false, false, false, true]);
      const { MemTotal, sd1 } = (await perform('deviceState')) as Record<string, unknown>;
      assert.deepEqual([MemTotal, sd1], [61_440, '1']);
    }); // prettier-ignore

    it('reads noise reduction as the image has it, whatever its answer calls the two', async () => {
      const { camera, perform } = await pair();
      Object.assign(camera.state.settings.image, { nr2d: '10', nr3d: '200' });
      assert.deepEqual(await perform('noiseReduction'), { y_2D_value: 10, y_3D_value: 200 });
      await perform('noiseReduction', { y_2D_value: 11, y_3D_value: 201 });
      assert.deepEqual(
        [camera.state.settings.image['nr2d'], camera.state.settings.image['nr3d']],
        ['11', '201'],
      );
    });

    it('is never asked to switch an output without its number and state', async () => {
      const { camera, perform } = await pair();
      for (const input of [{}, { position: 1 }, { logicalstate: 0 }, { position: 7, logicalstate: 0 }])
        await refusal(perform('alarmOutput', input), 'INVALID_INPUT');
      assert.deepEqual(camera.received('/cgi-bin/setAlarmState'), []);
    });

    it('is NOT_SUPPORTED for them where it does not know them', async () => {
      const { perform } = await pair({ style: 'manual' });
      for (const command of ['wdr', 'flip', 'noiseReduction', 'rtspAuth', 'deviceState'])
        await refusal(perform(command), 'NOT_SUPPORTED');
      await refusal(perform('alarmOutput', { position: 0, logicalstate: 0 }), 'NOT_SUPPORTED');
    });

    it('tells where its streams are as ONVIF does where it answers, at its configured host and without credentials', async () => {
      const { camera, perform } = await pair({ ...G, onvif: true, password: 'hush hush' });
      camera.state.settings.ports['rtspport'] = '2554';
      const host = 'rtsp://127.0.0.1:2554';
      assert.deepEqual(await perform('streams'), { main: `${host}/stream0`, sub: `${host}/stream1` });
      const calls = camera.requests.filter(({ method }) => method === 'POST').map(({ body }) => String(body));
      assert.equal(calls.filter((body) => body.includes('GetStreamUri')).length, 2);
    });

    it('asks ONVIF no more for a minute once it has refused the password', async () => {
      const { camera, client, perform } = await pair({ ...G, onvif: true });
      await client.read('model');
      camera.state.accounts.list[0]!.password = 'another';
      const posts = () => camera.requests.filter(({ method }) => method === 'POST').length;
      await perform('streams');
      const before = posts();
      assert.ok(before > 0);
      await perform('streams');
      assert.equal(posts(), before);
    });

    it('tells where its streams are, by its own port', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.ports['rtspport'] = '1554';
      const host = 'rtsp://127.0.0.1:1554';
      assert.deepEqual(await perform('streams'), { main: `${host}/stream0`, sub: `${host}/stream1` });
      const { perform: older } = await pair({ style: 'manual' });
      assert.deepEqual(await older('streams'), {
        main: 'rtsp://127.0.0.1:554/stream0',
        sub: 'rtsp://127.0.0.1:554/stream1',
      });
    });
  });
});
