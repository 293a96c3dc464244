import assert from 'node:assert/strict';
import { ago, GATE, newId, useBridge } from './bridge-stage';

describe('anjvision-mqtt', () => {
  const { stage, load, command, published, latest, until } = useBridge();

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
