import assert from 'node:assert/strict';
import { ago, GATE, newId, useBridge, type Answer } from './bridge-stage';

describe('anjvision-mqtt', () => {
  const { stage, load, command, exchange, published, until, moved } = useBridge();

  describe('carries out commands', () => {
    it('with an answer for each, by QoS 1 and never retained', async () => {
      await load();
      const id = newId();
      const { answer, output } = await exchange('relay', { action: 'open', at: ago(0), id });
      assert.deepEqual(answer, {
        id, status: 'ok', result: { open: true, status: 1 }, mayHaveReached: true,
      }); // prettier-ignore
      assert.equal(output['topic'], `${GATE}/done/relay`);
      assert.deepEqual([output['qos'], output['retain']], [1, false]);
    });

    it('answers a pulse when it has opened, and tells when it has closed', async () => {
      await load();
      const answer = await command('relay', { action: 'pulse', duration: 300, at: ago(0), id: newId() });
      assert.deepEqual(answer.result, { open: true, status: 1 });
      await until(`${GATE}/state/relay`, ({ open }: { open: boolean }) => !open);
      assert.deepEqual(
        stage.camera.history.relay.map(({ open }) => open),
        [true, false],
      );
    });

    it('puts a picture where pictures are, and its size into the answer', async () => {
      await load();
      const answering = stage.tell('{}', { topic: `${GATE}/do/snapshot` });
      await until(`${GATE}/snapshot`);
      await stage.until(() => stage.ended(answering), 'the answer');
      const [picture] = published(`${GATE}/snapshot`);
      const jpeg = picture!['payload'] as Buffer;
      assert.equal(jpeg.subarray(0, 2).toString('hex'), 'ffd8');
      assert.deepEqual([picture!['qos'], picture!['retain']], [0, false]);
      const answer = JSON.parse(published(`${GATE}/done/snapshot`)[0]!['payload'] as string) as Answer;
      assert.deepEqual(answer.result, { bytes: jpeg.length });
    });

    it('answers where MQTT 5 says, with its correlation data', async () => {
      await load();
      const id = newId();
      const correlationData = Buffer.from(id);
      const { answer, output } = await exchange('led', 'off', {
        responseTopic: 'answers/me',
        correlationData,
      });
      assert.equal(answer.id, id);
      assert.equal(output['topic'], 'answers/me');
      assert.deepEqual(output['correlationData'], correlationData);
    });

    it('never answers where commands, states or announcements are', async () => {
      await load();
      for (const responseTopic of [
        `${GATE}/do/relay`,
        `${GATE}/state/relay`,
        'homeassistant/status',
        'a/#',
      ]) {
        const { output } = await exchange('led', 'off', { responseTopic });
        assert.equal(output['topic'], `${GATE}/done/led`);
      }
    });

    it('says that the camera cannot be reached, and that nothing was sent', async () => {
      await load();
      await until(`${GATE}/availability`);
      await stage.camera.unplug();
      const id = newId();
      const answer = await command('relay', { action: 'open', at: ago(0), id });
      assert.deepEqual([answer.status, answer.code, answer.mayHaveReached], ['error', 'UNREACHABLE', false]);
      await stage.camera.plug();
      const again = await command('relay', { action: 'open', at: ago(0), id });
      assert.deepEqual([again.status, again.repeated], ['ok', undefined]);
    });

    it('of settings too, where they are allowed', async () => {
      await load({ allow: ['osd', 'info', 'network'] });
      assert.equal((await command('osd', { title_utf8: 'Yard' })).status, 'ok');
      assert.equal(stage.camera.state.settings.osd['title_utf8'], 'Yard');
      assert.equal((await command('info', '{}')).status, 'ok');
      assert.equal((await command('network', '{}')).status, 'ok', 'reading is harmless');
      assert.equal((await command('network', { dhcp: 1 })).code, 'STALE', 'and writing is not');
    });

    it('stops whatever moves, however old the word is', async () => {
      await load();
      await command('ptz', { action: 'left', at: ago(0), id: newId() });
      const stop = { action: 'stop', id: 'same' };
      for (const payload of ['stop', stop, stop, { pan: 0, tilt: 0, at: ago(60_000) }]) {
        const answer = await command('ptz', payload);
        assert.deepEqual([answer.status, answer.repeated], ['ok', undefined]);
      }
    });
  });

  describe('carries out once what comes twice', () => {
    it('and gives the repeat the first answer', async () => {
      await load();
      const pulse = { action: 'open', at: ago(0), id: newId() };
      const first = await command('relay', pulse);
      const repeats = [{ at: ago(0) }, { action: 'close' }, { at: ago(60_000) }, { at: undefined }];
      for (const payload of [pulse, ...repeats.map((change) => ({ ...pulse, ...change }))])
        assert.deepEqual(await command('relay', payload), { ...first, repeated: true });
      assert.equal(moved(), 1);
    });

    it('also when the second comes while the first is at work', async () => {
      await load();
      const pulse = { action: 'open', at: ago(0), id: newId() };
      const answers = await Promise.all([command('relay', pulse), command('relay', pulse)]);
      assert.deepEqual(
        answers.map(({ repeated }) => repeated),
        [undefined, true],
      );
      assert.equal(moved(), 1);
    });

    it('also without an id, when it says the same and was sent at the same time', async () => {
      await load();
      const open = { action: 'open', at: ago(0) };
      assert.equal((await command('relay', open)).repeated, undefined);
      assert.equal((await command('relay', open)).repeated, true);
      assert.equal((await command('relay', { ...open, at: open.at + 1 })).repeated, undefined);
      assert.equal(moved(), 2);
    });

    it('also after a deploy', async () => {
      await load();
      const open = { action: 'open', at: ago(0), id: newId() };
      const first = await command('relay', open);
      await stage.redeploy({ snapshotRetain: true });
      assert.deepEqual(await command('relay', open), { ...first, repeated: true });
    });

    it('by camera and command: another of either may bear the same id', async () => {
      await load({}, { twin: 'aaa' });
      const id = newId();
      const open = { action: 'open', at: ago(0), id };
      await command('relay', open);
      assert.equal((await command('alarm', { at: ago(0), id })).repeated, undefined);
      assert.equal(stage.camera.history.alarms.length, 1);
      const { outputs } = await stage.ask(open, { topic: 'anjvision/home/gate_2/do/relay' });
      const answer = JSON.parse(outputs[0]!['payload'] as string) as Answer;
      assert.deepEqual([answer.status, answer.repeated], ['ok', undefined]);
      assert.equal(moved(), 2);
    });
  });
});
