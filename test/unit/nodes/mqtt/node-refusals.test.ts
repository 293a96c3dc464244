import assert from 'node:assert/strict';
import type { Message } from '../stage';
import { ago, GATE, newId, useBridge, type Answer } from './bridge-stage';

describe('anjvision-mqtt', () => {
  const { stage, load, command, until, moved } = useBridge();

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
});
