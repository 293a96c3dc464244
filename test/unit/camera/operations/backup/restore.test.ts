import assert from 'node:assert/strict';
import {
  compareBackup,
  restoreBackup,
  saveBackup,
  type BackupDocument,
} from '../../../../../camera/operations/backup';
import { Bench } from '../../../../support/bench';
import { refusal } from '../../../../support/refusal';
import { changeTen, writes } from './support';

/** The same, as it comes back from a file. */
const copy = (document: BackupDocument) => JSON.parse(JSON.stringify(document)) as BackupDocument;

describe('restoring a backup', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  it('goes on after a command that the camera refuses', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client);
    changeTen(camera);
    camera.injectFault('fault-400', { path: '/cgi-bin/image', reason: 'sensor busy', times: Infinity });
    const { restored, failed } = await restoreBackup(client, saved);
    assert.deepEqual(
      restored.map(({ command }) => command),
      ['video', 'userOsd', 'motion'],
    );
    assert.deepEqual(
      failed.map(({ command, code }) => [command, code]),
      [['image', 'CAMERA_FAULT']],
    );
    assert.match(failed[0]!.message, /^Gate: image: .*sensor busy/);
  });

  it('clears a title with a blank, and takes that for an empty one', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client, { commands: ['userOsd'] });
    camera.state.settings.userOsd[2]!['title_utf8'] = 'Somebody else';
    const { restored, failed } = await restoreBackup(client, saved);
    assert.deepEqual(failed, []);
    assert.deepEqual(restored, [{ command: 'userOsd', parameters: ['title.2.title_utf8'] }]);
    assert.equal(camera.state.settings.userOsd[2]!['title_utf8'], ' ');
    assert.equal((await compareBackup(client, saved)).same, true);
  });

  it('tells apart what took effect and what did not', async () => {
    const { camera, client } = await bench.pair();
    const saved = copy(await saveBackup(client, { commands: ['video'] }));
    Object.assign(camera.state.settings.video.stream1, { framerate: '12' });
    Object.assign(saved.settings['video']!['stream2'] as object, { resolution: 'CINEMA' });
    const { restored, failed } = await restoreBackup(client, saved);
    assert.deepEqual(restored, [{ command: 'video', parameters: ['stream1.framerate'] }]);
    assert.deepEqual([failed[0]?.command, failed[0]?.code], ['video', 'CAMERA_FAULT']);
  });

  it('believes only what it reads back', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client, { commands: ['audio'] });
    camera.state.settings.audio['input_volume'] = '1';
    Object.defineProperty(camera.state.settings.audio, 'input_volume', {
      get: () => '1',
      set: () => undefined,
      enumerable: true,
    });
    const { restored, failed } = await restoreBackup(client, saved);
    assert.deepEqual(restored, []);
    assert.deepEqual([failed[0]?.command, failed[0]?.code], ['audio', 'NOT_APPLIED']);
    assert.match(failed[0]!.message, /input_volume/);
  });

  it('leaves the motion area alone that was not told while motion was off', async () => {
    const { camera, client } = await bench.pair();
    camera.state.settings.motion['enable'] = '0';
    const saved = copy(await saveBackup(client, { commands: ['motion'] }));
    assert.equal(saved.settings['motion']!['area'], null);
    Object.assign(camera.state.settings.motion, { sensitivity: '3' });
    const area = camera.state.settings.motion['areavalue'];
    assert.deepEqual(
      (await compareBackup(client, saved)).differences.map(({ parameter }) => parameter),
      ['sensitivity'],
    );
    await restoreBackup(client, saved);
    assert.deepEqual(writes(camera), ['motion?sensitivity=80']);
    assert.equal(camera.state.settings.motion['areavalue'], area);
  });

  it('restores a motion area that shows only once motion is on again', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client, { commands: ['motion'] });
    const before = structuredClone(camera.state.settings.motion);
    Object.assign(camera.state.settings.motion, { enable: '0', areavalue: `01${'00'.repeat(49)}` });
    assert.deepEqual(
      (await compareBackup(client, saved)).differences.map(({ parameter }) => parameter),
      ['enable'],
    );
    const { restored, failed } = await restoreBackup(client, saved);
    assert.deepEqual(failed, []);
    assert.deepEqual(restored, [{ command: 'motion', parameters: ['enable', 'area'] }]);
    assert.deepEqual(camera.state.settings.motion, before);
  });

  it('writes a grid together with the area in it', async () => {
    const { camera, client } = await bench.pair();
    const half = '0f0f';
    Object.assign(camera.state.settings.motion, { blockcount: '4x4', areavalue: half });
    const saved = await saveBackup(client, { commands: ['motion'] });
    Object.assign(camera.state.settings.motion, { enable: '0', blockcount: '2x2', areavalue: '0f' });
    const { failed } = await restoreBackup(client, saved);
    assert.deepEqual(failed, []);
    assert.equal(camera.state.settings.motion['areavalue'], half);
    assert.equal(camera.state.settings.motion['blockcount'], '4x4');
  });

  it('does not write what is destructive without permission, nor what is not named', async () => {
    const { camera, client } = await bench.pair();
    const commands = ['image', 'network'];
    const saved = await saveBackup(client, { commands });
    camera.state.settings.network['dns1'] = '9.9.9.9';
    for (const options of [{ commands }, { allowDestructive: true }, {}]) {
      const { restored, unchanged, failed } = await restoreBackup(client, saved, options);
      assert.deepEqual([restored, unchanged], [[], ['image']]);
      assert.deepEqual(
        failed.map(({ command, code }) => [command, code]),
        [['network', 'NOT_ALLOWED']],
      );
    }
    assert.deepEqual(writes(camera), []);
    const { restored } = await restoreBackup(client, saved, { commands, allowDestructive: true });
    assert.deepEqual(restored, [{ command: 'network', parameters: ['dns1'] }]);
  });

  it('sends an address with the gateway that it needs', async () => {
    const { camera, client } = await bench.pair();
    const commands = ['network'];
    const saved = await saveBackup(client, { commands });
    camera.state.settings.network['ipaddr'] = '10.0.0.7';
    const { restored } = await restoreBackup(client, saved, { commands, allowDestructive: true });
    assert.deepEqual(restored, [{ command: 'network', parameters: ['ipaddr'] }]);
    assert.deepEqual(writes(camera), ['network?ipaddr=192.168.0.10&gateway=192.168.0.1']);
  });

  it('writes what can cut the camera off last', async () => {
    const { camera, client } = await bench.pair();
    const commands = ['network', 'ports', 'users', 'image', 'osd'];
    camera.state.accounts.list.push({ name: 'guest', password: 'x', privilege: 'User', enable: 'Enable' });
    camera.state.options.style = 'field';
    const saved = await saveBackup(client, { commands });
    camera.state.settings.network['dns1'] = '9.9.9.9';
    camera.state.settings.ports['hikport'] = '8001';
    camera.state.accounts.find('guest')!.privilege = 'Administrator';
    camera.state.settings.image['brightness'] = '1';
    const { failed } = await restoreBackup(client, saved, { commands, allowDestructive: true });
    assert.deepEqual(failed, []);
    assert.deepEqual(
      writes(camera).map((url) => url.split('?')[0]),
      ['image', 'user_management', 'set_service_port', 'network'],
    );
  });

  it('neither creates nor deletes accounts, and leaves the one that is logged in alone', async () => {
    const { camera, client } = await bench.pair();
    const commands = ['users'];
    const { accounts } = camera.state;
    accounts.list.push({ name: 'guest', password: 'x', privilege: 'User', enable: 'Enable' });
    const saved = copy(await saveBackup(client, { commands }));
    Object.assign((saved.settings['users']!['users'] as object[])[0]!, { privilege: 'User' });
    accounts.list = accounts.list.filter(({ name }) => name !== 'guest');
    accounts.list.push({ name: 'mallory', password: 'x', privilege: 'Administrator', enable: 'Enable' });
    const { differences } = await compareBackup(client, saved);
    assert.deepEqual(
      differences.map(({ parameter }) => parameter),
      ['users.admin.privilege', 'users.guest', 'users.mallory'],
    );
    const { restored, failed } = await restoreBackup(client, saved, { commands, allowDestructive: true });
    assert.deepEqual(restored, []);
    assert.deepEqual(
      failed.map(({ command, code }) => [command, code]),
      [['users', 'NOT_ALLOWED']],
    );
    assert.deepEqual(writes(camera), []);
  });

  it('refuses the backup of another model unless that is permitted', async () => {
    const { camera, client } = await bench.pair();
    const saved = await saveBackup(client);
    camera.state.settings.model = 'MC500';
    changeTen(camera);
    const error = await refusal(restoreBackup(client, saved), 'NOT_ALLOWED');
    assert.match(error.message, /^Gate: backup: .*"MC200J6".*"MC500".*other model/);
    assert.deepEqual(writes(camera), []);
    const { failed } = await restoreBackup(client, saved, { otherModel: true });
    assert.deepEqual(failed, []);
  });

  it('of commands that it does not have says so', async () => {
    const { camera, client } = await bench.pair();
    camera.injectFault('echoed-404', { path: '/cgi-bin/osd', times: Infinity });
    const saved = await saveBackup(client, { commands: ['image', 'osd'] });
    const commands = ['osd', 'audio'];
    const expected = [
      ['osd', 'NOT_SUPPORTED'],
      ['audio', 'INVALID_INPUT'],
    ].sort();
    const { notCompared } = await compareBackup(client, saved, { commands });
    assert.deepEqual(notCompared.map(({ command, code }) => [command, code]).sort(), expected);
    const { failed } = await restoreBackup(client, saved, { commands });
    assert.deepEqual(failed.map(({ command, code }) => [command, code]).sort(), expected);
  });

  it('leaves out values that the camera does not tell now, and says that they were not compared', async () => {
    const { camera, client } = await bench.pair({ style: 'field' });
    const saved = await saveBackup(client, { commands: ['image'] });
    camera.state.options.style = 'manual';
    const { same, notCompared } = await compareBackup(client, saved);
    assert.equal(same, true);
    assert.deepEqual(notCompared, [{ command: 'image', code: 'NOT_SUPPORTED' }]);
    assert.deepEqual((await restoreBackup(client, saved)).unchanged, ['image']);
  });
});
