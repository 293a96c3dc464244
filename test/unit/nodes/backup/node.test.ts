import assert from 'node:assert/strict';
import type { BackupDocument } from '../../../../camera/operations/backup';
import { useStage } from '../stage';

describe('anjvision-backup', () => {
  const stage = useStage();
  const load = (config: object = {}) => stage.load({ type: 'anjvision-backup', ...config });
  const save = async (config: object = {}) => {
    await load({ action: 'save', ...config });
    return (await stage.result('now')) as BackupDocument;
  };

  it('saves by itself every setting that is no danger', async () => {
    const { format, camera, model, settings } = await save();
    assert.deepEqual([format, camera, model], [1, 'Gate', 'MC200J6']);
    assert.ok('image' in settings && 'motion' in settings && !('network' in settings));
    assert.deepEqual(
      stage.sent.filter((url) => /relay|ptz|set_led|ValidTime|reboot/i.test(url)),
      [],
    );
  });

  it('saves only the commands that it is set to', async () => {
    const { settings } = await save({ commands: ['image', 'network'] });
    assert.deepEqual(Object.keys(settings), ['image', 'network']);
  });

  it('compares what a message brings, as an object, as JSON or as a Buffer', async () => {
    const document = await save({ commands: ['image'] });
    await stage.redeploy({ action: 'compare' });
    stage.camera.state.settings.image['brightness'] = '7';
    const expected = {
      same: false,
      differences: [{ command: 'image', parameter: 'brightness', saved: 128, now: 7 }],
      notCompared: [],
    };
    const json = JSON.stringify(document);
    for (const payload of [document, json, Buffer.from(json)])
      assert.deepEqual(await stage.result(payload), expected);
    assert.equal(stage.shown, 'green dot different');
    stage.camera.state.settings.image['brightness'] = '128';
    assert.deepEqual(await stage.result(document), { same: true, differences: [], notCompared: [] });
    assert.equal(stage.shown, 'green dot same');
  });

  it('restores what differs', async () => {
    const document = await save({ commands: ['image', 'audio'] });
    await stage.redeploy({ action: 'restore' });
    stage.camera.state.settings.image['brightness'] = '7';
    assert.deepEqual(await stage.result(document), {
      restored: [{ command: 'image', parameters: ['brightness'] }],
      unchanged: ['audio'],
      failed: [],
    });
    assert.equal(stage.camera.state.settings.image['brightness'], '128');
    assert.equal(stage.shown, 'green dot restored');
  });

  it('shows how far it is, and what failed', async () => {
    const document = await save({ commands: ['image', 'audio'] });
    const shown = () =>
      stage.statuses.map(({ fill, shape, text }) => `${fill} ${shape} ${text?.split('.').at(-1)}`);
    assert.ok(shown().includes('blue dot saving'), shown().join());
    await stage.redeploy({ action: 'restore' });
    stage.camera.state.settings.image['brightness'] = '7';
    stage.camera.injectFault('fault-400', { path: '/cgi-bin/image', times: Infinity });
    const { failed } = (await stage.result(document)) as { failed: { command: string }[] };
    assert.deepEqual(
      failed.map(({ command }) => command),
      ['image'],
    );
    assert.equal(stage.shown, 'red ring notRestored');
  });

  it('restores neither destructive commands nor other models without permission', async () => {
    const document = await save({ commands: ['network'] });
    stage.camera.state.settings.network['dns1'] = '9.9.9.9';
    await stage.redeploy({ action: 'restore' });
    const { failed } = (await stage.result(document)) as { failed: { code: string }[] };
    assert.deepEqual(
      failed.map(({ code }) => code),
      ['NOT_ALLOWED'],
    );
    await stage.refusal('NOT_ALLOWED', { ...document, model: 'MC1' });
  });

  it('restores them with permission', async () => {
    const document = await save({ commands: ['network'] });
    stage.camera.state.settings.network['dns1'] = '9.9.9.9';
    await stage.redeploy({ action: 'restore', allowDestructive: true, otherModel: true });
    const { restored } = (await stage.result({ ...document, model: 'MC1' })) as { restored: object[] };
    assert.deepEqual(restored, [{ command: 'network', parameters: ['dns1'] }]);
  });

  for (const action of ['compare', 'restore']) {
    it(`sends nothing for what is no backup, when it is to ${action}`, async () => {
      await load({ action });
      await stage.refuses([undefined, 1, 'x', {}, [], { format: 2 }, Buffer.from('{}'), { format: 1 }]);
    });
  }

  it('sends nothing when it is set to what is none of its actions or commands', async () => {
    await load({ action: 'erase' });
    await stage.refuses(['now']);
    await stage.redeploy({ action: 'save', commands: ['relay'] });
    await stage.refuses(['now']);
  });

  it('ends with CLOSED when it is deployed anew meanwhile', async () => {
    await load({ action: 'save' });
    stage.camera.delay(300, '/cgi-bin/osd');
    const msg = stage.tell('now');
    await stage.camera.when('/cgi-bin/osd');
    await stage.redeploy({ name: 'other' }, 'nodes');
    await stage.until(() => stage.ended(msg), 'the message to end');
    assert.equal(stage.outcome(msg).error?.code, 'CLOSED');
  });
});
