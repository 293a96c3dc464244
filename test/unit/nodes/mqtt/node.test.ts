import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { useStage, type Message, type Setting } from '../stage';

const GATE = 'anjvision/home/gate';

/** As long ago as a sender says, in ms. */
const ago = (ms: number) => Date.now() - ms;

/** One that no test before has used: they are remembered across deploys. */
const newId = () => randomUUID();

interface Answer {
  id: unknown;
  status: string;
  code?: string;
  message?: string;
  result?: unknown;
  mayHaveReached: boolean;
  repeated?: boolean;
}

describe('anjvision-mqtt', () => {
  const stage = useStage();
  const load = (config: Message = {}, setting: Setting = {}) =>
    stage.load({ type: 'anjvision-mqtt', camera: undefined, ...config }, setting);

  /** Sends a command and gives the answer. */
  async function command(name: string, payload: unknown, more: Message = {}): Promise<Answer> {
    const { answer } = await exchange(name, payload, more);
    return answer;
  }

  async function exchange(name: string, payload: unknown, more: Message = {}) {
    const { outputs, error } = await stage.ask(payload, { topic: `${GATE}/do/${name}`, ...more });
    assert.equal(error, undefined, error?.stack);
    assert.equal(outputs.length, 1);
    const [output] = outputs;
    return { answer: JSON.parse(output!['payload'] as string) as Answer, output: output! };
  }

  const published = (topic: string) => stage.outputs.filter((output) => output['topic'] === topic);
  const latest = (topic: string): unknown => {
    const payload = published(topic).at(-1)?.['payload'];
    return typeof payload === 'string' && /^[{[]/.test(payload) ? JSON.parse(payload) : payload;
  };
  const until = (topic: string, matches: (payload: never) => boolean = () => true) =>
    stage.until(() => published(topic).length > 0 && matches(latest(topic) as never), topic);
  const moved = () => stage.camera.received('/cgi-bin/setRelayStatus').length;

  describe('tells how a camera is', () => {
    it('when it has started, retained with QoS 1', async () => {
      await load();
      await until(`${GATE}/state/detection`);
      assert.equal(latest(`${GATE}/availability`), 'online');
      assert.equal((latest(`${GATE}/state/connection`) as { state: string }).state, 'online');
      assert.deepEqual(latest(`${GATE}/state/relay`), { open: false, status: 0 });
      assert.equal((latest(`${GATE}/state/ircut`) as { mode: string }).mode, 'auto');
      assert.deepEqual(latest(`${GATE}/state/motion`), { active: null });
      const kept = stage.outputs.filter(({ topic }) => String(topic).startsWith(GATE));
      assert.ok(kept.every(({ qos, retain }) => qos === 1 && retain === true));
    });

    it('after a command, by which the state changes', async () => {
      await load();
      await until(`${GATE}/state/detection`);
      assert.equal((await command('led', { on: true, brightness: 30 })).status, 'ok');
      assert.deepEqual(latest(`${GATE}/state/light`), {
        on: true, light: 'white', brightness: 30, state: 'ON', color_mode: 'brightness', effect: 'white',
      }); // prettier-ignore
      await command('ircut', 'night');
      assert.deepEqual(latest(`${GATE}/state/ircut`), { ircutmode: 3, mode: 'manual', time: 'night' });
      await command('motion', 'off');
      assert.equal((latest(`${GATE}/state/detection`) as { enable: boolean }).enable, false);
    });

    it('also when a command changes nothing', async () => {
      await load();
      await until(`${GATE}/state/detection`);
      const before = published(`${GATE}/state/relay`).length;
      await command('relay', { action: 'close', at: ago(0), id: newId() });
      assert.ok(published(`${GATE}/state/relay`).length > before);
    });

    it('again when the broker was away, and when Home Assistant starts', async () => {
      await load();
      await until(`${GATE}/state/detection`);
      for (const topic of ['anjvision/home/bridge/state', 'homeassistant/status']) {
        stage.outputs.length = 0;
        await stage.ask('online', { topic });
        await until(`${GATE}/state/detection`);
        const topics = stage.outputs.map((output) => String(output['topic']).replace(`${GATE}/`, ''));
        for (const kept of ['availability', 'state/connection', 'state/relay', 'state/ircut', 'state/motion'])
          assert.ok(topics.includes(kept), kept);
        assert.ok(topics.some((name) => name.startsWith('homeassistant/device/anjvision_')));
      }
      stage.outputs.length = 0;
      await stage.ask(Buffer.from('offline'), { topic: 'anjvision/home/bridge/state' });
      assert.deepEqual(stage.outputs, []);
    });

    it('to Home Assistant, under its MAC address', async () => {
      await load({ allow: ['relay', 'reboot'] });
      await until(`${GATE}/state/detection`);
      const config = stage.outputs.find(({ topic }) => String(topic).startsWith('homeassistant/device/'));
      const mac = stage.camera.state.identity.mac.replaceAll('-', '').toLowerCase();
      assert.equal(config?.['topic'], `homeassistant/device/anjvision_${mac}/config`);
      const { device, components } = JSON.parse(config['payload'] as string) as {
        device: { name: string };
        components: Record<string, unknown>;
      };
      assert.equal(device.name, 'Gate');
      assert.ok('restart' in components && 'gate' in components && !('light' in components));
    });

    it('not at all to Home Assistant when discovery is off', async () => {
      await load({ discovery: '' });
      await until(`${GATE}/state/detection`);
      const told = stage.outputs.filter(({ topic }) => String(topic).startsWith('homeassistant'));
      assert.ok(
        told.every(({ payload }) => payload === ''),
        'what was announced before is taken back',
      );
    });
  });

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

  describe('refuses', () => {
    const good = () => ({ action: 'pulse', at: ago(0), id: newId() });

    it('what must not act, with a code, and sends nothing', async () => {
      await load({ allow: ['relay', 'alarm'] });
      await until(`${GATE}/state/detection`);
      const cases: [string, unknown, Message, string][] = [
        ['relay', good(), { retain: true }, 'RETAINED'],
        ['relay', { action: 'pulse', id: 1 }, {}, 'STALE'],
        ['relay', { ...good(), at: ago(11_000) }, {}, 'STALE'],
        ['relay', { ...good(), at: ago(-11_000) }, {}, 'STALE'],
        ['relay', 'open', {}, 'STALE'],
        ['relay', 'open', { messageExpiryInterval: 3600 }, 'STALE'],
        ['alarm', { id: 4 }, {}, 'STALE'],
        ['relay', '', {}, 'INVALID_INPUT'],
        ['relay', '{"action":', {}, 'INVALID_INPUT'],
        ['relay', { ...good(), action: 'toggle' }, {}, 'INVALID_INPUT'],
        ['relay', 'toggle', { messageExpiryInterval: 5 }, 'INVALID_INPUT'],
        ['relay', { ...good(), more: 1 }, {}, 'INVALID_INPUT'],
        ['relay', JSON.parse('{"__proto__":{"action":"open"}}'), {}, 'INVALID_INPUT'],
        ['relay', Buffer.alloc(5_000_000, '1'), {}, 'INVALID_INPUT'],
        ['relay', good(), { correlationData: Buffer.alloc(1_000, 'x') }, 'INVALID_INPUT'],
        ['led', 'on', {}, 'NOT_ALLOWED'],
        ['raw', { path: 'setRelayStatus', params: { status: 1 } }, {}, 'UNKNOWN_COMMAND'],
        ['webLogin', '{}', {}, 'UNKNOWN_COMMAND'],
        ['constructor', good(), {}, 'UNKNOWN_COMMAND'],
        ['__proto__', good(), {}, 'UNKNOWN_COMMAND'],
      ];
      for (const [name, payload, more, code] of cases) {
        const answer = await command(name, payload, more);
        const shown = `${name} ${JSON.stringify(payload).slice(0, 60)} ${JSON.stringify(answer)}`;
        assert.deepEqual([answer.status, answer.code], ['refused', code], shown);
        assert.equal(answer.mayHaveReached, false);
        assert.ok(answer.message);
      }
      assert.equal(moved(), 0);
      assert.equal(stage.camera.history.alarms.length, 0);
    });

    it('commands for cameras there are not', async () => {
      await load();
      const { outputs } = await stage.ask('off', { topic: 'anjvision/home/other/do/led' });
      const answer = JSON.parse(outputs[0]!['payload'] as string) as Answer;
      assert.equal(outputs[0]!['topic'], 'anjvision/home/other/done/led');
      assert.deepEqual([answer.status, answer.code], ['refused', 'UNKNOWN_CAMERA']);
    });

    it('nothing that is none of its business: that ends without an answer', async () => {
      await load();
      const topics = ['anjvision/other/gate/do/relay', `${GATE}/done/relay`, 'something', `${GATE}/do/a/b`];
      for (const topic of topics) {
        const { outputs, error } = await stage.ask(good(), { topic });
        assert.deepEqual([outputs, error], [[], undefined], topic);
      }
      assert.equal(moved(), 0);
    });
  });

  describe('carries out once what comes twice', () => {
    it('and gives the repeat the first answer', async () => {
      await load();
      const pulse = { action: 'open', at: ago(0), id: newId() };
      const first = await command('relay', pulse);
      for (const payload of [pulse, { ...pulse, at: ago(0) }, { ...pulse, action: 'close' }])
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

    it('by camera and command: another command may bear the same id', async () => {
      await load();
      const id = newId();
      await command('relay', { action: 'open', at: ago(0), id });
      assert.equal((await command('alarm', { at: ago(0), id })).repeated, undefined);
      assert.equal(stage.camera.history.alarms.length, 1);
    });
  });

  describe('says in its status', () => {
    it('how many cameras are online', async () => {
      await load();
      await stage.until(() => stage.shown === 'green dot camerasOnline', 'online');
      await stage.camera.unplug();
      await command('ircut', 'get');
      await stage.until(() => stage.shown === 'yellow ring camerasOnline', 'offline');
    });

    it('that it is set to what there is not', async () => {
      await load({ discovery: 'home/#' });
      await stage.until(() => stage.shown === 'red ring INVALID_INPUT', 'a refusal');
    });
  });
});
