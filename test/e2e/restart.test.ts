import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { codeOf, node, result, until, useWorld } from './support';

const image = randomBytes(500_000);

describe('a camera that restarts', function () {
  this.timeout(120_000).slow(20_000);

  const nodes = [
    node('reboot', { wait: true, waitTimeout: '30' }),
    node('firmware', { waitTimeout: '30' }),
    node('settings', { command: 'model' }),
    node('relay', { action: 'payload', verify: true }),
    node('events', { relayInterval: '1' }),
    node('reboot', { id: 'hasty', wait: true, waitTimeout: '1' }),
    node('firmware', { id: 'hasty-firmware', waitTimeout: '1' }),
    node('reboot', { id: 'unconcerned', wait: false }),
  ];
  const world = useWorld({ nodes, simulator: { bootMs: 2_000 } });
  const states = () =>
    world.red
      .outputs('events')
      .filter(({ topic }) => topic === 'connection')
      .map(({ payload }) => (payload as { state: string }).state);

  it('is waited for by the reboot node, and BUSY to others meanwhile', async () => {
    const { red, camera } = world;
    await result(red, 'settings');
    const rebooting = result(red, 'reboot');
    await camera.when('/cgi-bin/reboot');
    await red.waitForStatus(
      'reboot',
      ({ fill, shape, text }) => `${fill} ${shape} ${text}` === 'yellow ring rebooting',
    );
    for (const other of ['settings', 'relay', 'hasty', 'firmware', 'unconcerned']) {
      const outcome = await red.ask(other, { payload: other === 'firmware' ? image : 'open' });
      assert.equal(codeOf(outcome), 'BUSY', other);
      assert.match(outcome.error!.message, /^Gate: .*rebooting/);
    }
    const { downtime, ...rest } = (await rebooting) as { downtime: number };
    assert.deepEqual(rest, { rebooted: true });
    assert.ok(downtime >= 1_900 && downtime < 15_000, `${downtime} ms`);
    await red.waitForStatus('reboot', ({ fill }) => fill === 'green');
    assert.deepEqual(await result(red, 'settings'), { model: 'MC200J6' });
    assert.equal(camera.state.reboots, 1);
    assert.equal(camera.state.relay.open, false);
  });

  it('is waited for by the firmware node, which shows the percentage', async () => {
    const { red, camera } = world;
    const upgrading = result(red, 'firmware', { payload: image });
    await camera.when('/OnvifFirmwareUpgrade');
    await red.waitForStatus('firmware', ({ text }) => text === 'rebooting');
    assert.equal(codeOf(await red.ask('settings')), 'BUSY');
    const { downtime, ...rest } = (await upgrading) as { downtime: number };
    assert.ok(downtime >= 1_900 && downtime < 15_000, `${downtime} ms`);
    const sha256 = createHash('sha256').update(image).digest('hex');
    assert.deepEqual(rest, { bytes: image.length, sha256 });
    assert.ok(red.statuses('firmware').some(({ text }) => /^uploading \d+ %$/.test(text ?? '')));
    for (const { text = '' } of red.statuses('firmware')) assert.ok(text.length < 20, text);
    assert.equal(camera.history.upgrades[0]!.sha256, sha256);
  });

  for (const [hasty, payload] of [['hasty', 'go'], ['hasty-firmware', image]] as const) {
    it(`is given up in words by ${hasty} after its longest wait, and works once it is back`, async () => {
      const { red } = world;
      const outcome = await red.ask(hasty, { payload });
      assert.equal(codeOf(outcome), 'TIMEOUT');
      assert.match(outcome.error!.message, /^Gate: \w+: it restarted but is not back after 1 s/);
      await red.waitForStatus(hasty, ({ fill, shape }) => fill === 'red' && shape === 'ring');
      await red.waitForStatus('settings', ({ text }) => text === 'online');
      assert.deepEqual(await result(red, 'settings'), { model: 'MC200J6' });
    });
  } // prettier-ignore

  it('is not waited for when the node is set not to', async () => {
    assert.deepEqual(await result(world.red, 'unconcerned'), { rebooted: true });
    await world.red.waitForStatus('settings', ({ text }) => text === 'offline');
    await world.red.waitForStatus('settings', ({ text }) => text === 'online');
  });

  it('is told about by the events node, and so is the relay', async () => {
    const { red } = world;
    await until('the camera to be online', () => states().at(-1) === 'online');
    const all = states();
    assert.equal(all[0], 'online');
    assert.ok(all.includes('offline'));
    assert.ok(
      all.every((state, index) => state !== all[index - 1]),
      all.join(),
    );
    const relays = () => red.outputs('events').filter(({ topic }) => topic === 'relay');
    assert.deepEqual(
      relays().map(({ payload }) => payload),
      [{ open: false, status: 0 }],
    );
    await result(red, 'relay', { payload: 'open' });
    await until('the change to be told', () => relays().length === 2);
    assert.deepEqual(relays().at(-1)?.['payload'], { open: true, status: 1 });
    assert.equal(relays().at(-1)?.['camera'], 'Gate');
  });
});
