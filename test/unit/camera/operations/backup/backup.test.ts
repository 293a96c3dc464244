import assert from 'node:assert/strict';
import {
  compareBackup,
  restoreBackup,
  saveBackup,
  savedByDefault,
} from '../../../../../camera/operations/backup';
import { Bench } from '../../../../support/bench';
import { refusal } from '../../../../support/refusal';
import { changeTen, STYLES, TEN, writes } from './support';

describe('a backup of a camera', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  for (const style of STYLES) {
    describe(`that answers in the ${style} style`, () => {
      it('names exactly the ten settings that were changed, and restores exactly these', async () => {
        const { camera, client } = await bench.pair({ style });
        camera.state.settings.userOsd[2]!['title_utf8'] = 'Yard & "Gate"';
        const saved = await saveBackup(client);
        const before = structuredClone(camera.state.settings);
        const { framerate, bitrate } = before.video.stream1;
        changeTen(camera);

        const { same, differences, notCompared } = await compareBackup(client, saved);
        assert.deepEqual(
          differences.map(({ command, parameter }) => `${command} ${parameter}`),
          TEN,
        );
        assert.equal(same, false);
        assert.deepEqual(notCompared, []);
        assert.deepEqual(
          differences.find(({ parameter }) => parameter === 'stream1.framerate'),
          { command: 'video', parameter: 'stream1.framerate', saved: Number(framerate), now: 12 },
        );

        camera.forgetRequests();
        const report = await restoreBackup(client, saved);
        assert.deepEqual(report.failed, []);
        const restored = report.restored.flatMap(({ command, parameters }) =>
          parameters.map((parameter) => `${command} ${parameter}`),
        );
        assert.deepEqual(restored, TEN);
        assert.deepEqual(camera.state.settings, before);
        assert.deepEqual(writes(camera), [
          `videoencoder/stream1?bitrate=${bitrate}&framerate=${framerate}`,
          'videoencoder/stream2?bitrate_control=CBR',
          `userosd?color=${before.userOsd[2]!['color']}&title_index=2&title_utf8=Yard%20%26%20%22Gate%22`,
          'image?contrast=128&brightness=128&saturation=128',
          'motion?sensitivity=80&alarmthreshold=20',
        ]);
        assert.deepEqual(
          [...report.unchanged, 'video', 'userOsd', 'image', 'motion'].sort(),
          Object.keys(saved.settings).sort(),
        );
        assert.equal((await compareBackup(client, saved)).same, true);
      });

      it('of a camera that dies in the middle leaves a report that can be run again', async () => {
        const { camera, client } = await bench.pair({ style });
        camera.state.settings.userOsd[2]!['title_utf8'] = 'Yard';
        const saved = await saveBackup(client);
        const before = structuredClone(camera.state.settings);
        changeTen(camera);
        camera.forgetRequests();
        const died = camera.when('/cgi-bin/userosd').then(() => camera.unplug());
        const report = await restoreBackup(client, saved);
        await died;
        assert.deepEqual(
          report.restored.map(({ command }) => command),
          ['video'],
        );
        const failed = report.failed.map(({ command }) => command);
        assert.ok(failed.includes('userOsd') && failed.includes('motion'), failed.join());
        for (const { code, message } of report.failed) {
          assert.match(code, /^(?:CONNECTION_LOST|UNREACHABLE)$/);
          assert.match(message, /^Gate: \w+: /);
        }

        await camera.plug();
        const again = await restoreBackup(client, saved);
        assert.deepEqual(again.failed, []);
        assert.deepEqual(
          again.restored.map(({ command }) => command),
          ['userOsd', 'image', 'motion'],
        );
        assert.deepEqual(camera.state.settings, before);
      });

      it('is the same right after it was saved, and restoring it writes nothing', async () => {
        const { camera, client } = await bench.pair({ style });
        const saved = await saveBackup(client);
        assert.deepEqual(await compareBackup(client, saved), {
          same: true,
          differences: [],
          notCompared: [],
        });
        camera.forgetRequests();
        const { restored, failed } = await restoreBackup(
          client,
          JSON.parse(JSON.stringify(saved)) as typeof saved,
        );
        assert.deepEqual({ restored, failed }, { restored: [], failed: [] });
        assert.deepEqual(writes(camera), []);
      });
    });
  }

  it('says what it is of, and when it was made', async () => {
    const { client, clock } = await bench.pair({ style: 'manual' });
    const { format, camera, model, firmware, savedAt, settings } = await saveBackup(client);
    assert.deepEqual(
      { format, camera, model, firmware },
      {
        format: 1,
        camera: 'Gate',
        model: 'MC200J6',
        firmware: 'V5.2.30.230817',
      },
    );
    assert.equal(savedAt, new Date(clock.now()).toISOString());
    assert.deepEqual(
      Object.keys(settings),
      savedByDefault.filter((name) => name in settings),
    );
  });

  it('does not know the firmware of a camera that does not tell', async () => {
    const { camera, client } = await bench.pair({ style: 'field' });
    camera.injectFault('fault-400', { path: '/cgi-bin/getinfo', reason: 'no right', times: Infinity });
    assert.equal((await saveBackup(client, { commands: ['image'] })).firmware, null);
  });

  it('skips what the camera refuses or does not know, and says why', async () => {
    const { camera, client } = await bench.pair({ style: 'field' });
    camera.injectFault('fault-400', { path: '/cgi-bin/osd', reason: 'busy', times: Infinity });
    camera.injectFault('echoed-404', { path: '/cgi-bin/rtmp', times: Infinity });
    const { settings, skipped } = await saveBackup(client);
    assert.equal(skipped['osd'], 'CAMERA_FAULT');
    assert.equal(skipped['rtmp'], 'NOT_SUPPORTED');
    // Its answer is empty in this style.
    assert.equal(skipped['onvif'], 'NOT_SUPPORTED');
    assert.ok(!('osd' in settings) && !('rtmp' in settings) && 'image' in settings);
  });

  it('skips a command that alone gets no answer', async () => {
    const { camera, client, clock } = await bench.pair();
    camera.injectFault('silent', { path: '/cgi-bin/osd', times: Infinity });
    const saving = saveBackup(client, { commands: ['osd', 'image'] });
    await camera.when('/cgi-bin/osd');
    await clock.advance(5_000);
    const { settings, skipped } = await saving;
    assert.deepEqual(skipped, { osd: 'TIMEOUT' });
    assert.deepEqual(Object.keys(settings), ['image']);
  });

  it('is none if the camera goes away meanwhile', async () => {
    const { camera, client } = await bench.pair();
    camera.injectFault('silent', { path: '/cgi-bin/osd', times: Infinity });
    const died = camera.when('/cgi-bin/osd').then(() => camera.unplug());
    const error = await refusal(saveBackup(client), 'CONNECTION_LOST');
    await died;
    assert.match(error.message, /^Gate: osd: /);
  });

  it('never holds what acts, and network, accounts and ports only when named', async () => {
    const { camera, client } = await bench.pair();
    const { settings, skipped } = await saveBackup(client);
    for (const command of ['relay', 'ptz', 'led', 'alarm', 'reboot', 'uidValidTime', 'webLogin', 'raw'])
      assert.ok(!(command in settings) && !(command in skipped), command);
    for (const command of ['network', 'users', 'ports']) assert.ok(!(command in settings), command);
    assert.equal(camera.received('/cgi-bin/setUidValidTime').length, 0);
    const named = await saveBackup(client, { commands: ['users', 'network', 'ports'] });
    assert.deepEqual(Object.keys(named.settings).sort(), ['network', 'ports', 'users']);
    assert.ok(!('macaddr' in named.settings['network']!));
  });

  it('holds no secret, whatever the camera answers', async () => {
    const { camera, client } = await bench.pair({ password: 'p&ss "wört"' });
    camera.state.settings.osd['title_utf8'] = 'Login p&ss "wört"';
    camera.state.settings.rtmp['streamid'] = 'stream';
    camera.state.settings.rtmp['password'] = 'hunter2';
    const text = JSON.stringify(
      await saveBackup(client, { commands: [...savedByDefault, 'users', 'network'] }),
    );
    assert.doesNotMatch(text, /p&ss|w\u00f6rt|hunter2|extra/);
    for (const { url } of camera.requests) {
      const uid = /uid=([^&]+)/.exec(url)?.[1];
      if (uid) assert.ok(!text.includes(uid), 'the uid');
    }
  });

  it('ends with CLOSED, saying how far it came, when the node goes away', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client);
    changeTen(camera);
    const controller = new AbortController();
    const { signal } = controller;
    camera.forgetRequests();
    const gone = camera.when('/cgi-bin/userosd').then(() => controller.abort());
    const error = await refusal(restoreBackup(client, saved, { signal }), 'CLOSED');
    await gone;
    assert.match(error.message, /^Gate: backup: .*restored so far: video/);
    await refusal(saveBackup(client, { signal }), 'CLOSED');
  });

  it('tells how far it is', async () => {
    const { client } = await bench.pair();
    const told: string[] = [];
    const onProgress = (done: number, of: number) => void told.push(`${done}/${of}`);
    await saveBackup(client, { commands: ['image', 'osd'], onProgress });
    assert.deepEqual(told, ['0/2', '1/2']);
  });
});
