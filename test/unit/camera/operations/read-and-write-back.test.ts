import assert from 'node:assert/strict';
import { commandNames, commands, type CommandName } from '../../../../camera/commands/index';
import type { Command } from '../../../../camera/commands/schema';
import { execute } from '../../../../camera/operations/execute';
import { STYLES, type SimulatedCamera } from '../../../../simulator';
import { Bench } from '../../../support/bench';

const RELAY_OFF = { status: 0 };

/** Everything that a request could have changed, with the clock standing still. */
function everything({ state, requests }: SimulatedCamera) {
  const { settings, accounts, relay, ptz, alarms, outputs, reboots, encoderRestarts } = state;
  const { list } = accounts;
  const written = requests.filter(({ query }) => query.split('&').length > 1).length;
  const device = { settings, list, open: relay.open, moves: ptz.events, alarms, outputs, reboots };
  return { state: structuredClone(device), encoderRestarts, written };
}

/** The commands that flows may read, each with what chooses among several. */
const reads = commandNames.flatMap((name): [CommandName, Record<string, unknown>][] => {
  const { read }: Command = commands[name as CommandName];
  if (!read) return [];
  const each = name === 'userOsd' ? [0, 1, 2, 3, 4].map((title_index) => ({ title_index })) : [{}];
  return each.map((chosen) => [name as CommandName, chosen]);
});

const NEWER = ['deviceState', 'rtspAuth', 'wdr', 'flip', 'noiseReduction'];

for (const style of STYLES) {
  describe(`what a camera of the style ${style} answered, sent back as it is,`, () => {
    let bench: Bench;
    beforeEach(() => (bench = new Bench()));
    afterEach(() => bench.putAway());

    for (const [name, chosen] of reads) {
      if (NEWER.includes(name) && style !== 'firmware-g') continue;
      it(`is accepted and changes nothing: ${name} ${Object.values(chosen).join()}`, async () => {
        const { camera, client } = await bench.pair(
          { style },
          { lampsSwapped: true, dayNightInverted: true },
        );
        const input = name === 'connectCheck' ? { addr: 'example.test' } : chosen;
        const answer = await execute(client, name, input);
        const { state, encoderRestarts } = everything(camera);
        const again = await execute(client, name, answer!, { allowDestructive: true });
        assert.deepEqual(everything(camera).state, state);
        assert.deepEqual(await execute(client, name, input), answer);
        // Reading must not apply the settings of the encoder again, and nothing else may.
        if (name === 'videoProfile') assert.equal(everything(camera).encoderRestarts, encoderRestarts + 1);
        assert.deepEqual(Object.keys(again!).sort(), Object.keys(answer!).sort());
      });
    }

    it('is accepted and changes nothing: shutter', async () => {
      const { camera, client } = await bench.pair({ style });
      const set = { dayShutterMode: 1, dayShutterSpeed: 100, nightShutterMode: 1, nightShutterSpeed: 25 };
      const answer = await execute(client, 'shutter', set);
      assert.deepEqual(answer, set);
      const { state } = everything(camera);
      assert.deepEqual(await execute(client, 'shutter', answer), answer);
      assert.deepEqual(everything(camera).state, state);
    });

    it('is accepted with the relay open, by its number and by its word', async () => {
      const { camera, client } = await bench.pair({ style });
      camera.state.relay.open = true;
      assert.deepEqual(await execute(client, 'relay', { open: true, status: 1 }), { status: 1 });
      assert.equal(camera.state.relay.open, true);
      assert.deepEqual(await execute(client, 'relay', { ...RELAY_OFF, open: false }), RELAY_OFF);
      assert.equal(camera.state.relay.open, false);
    });

    it('is accepted and changes nothing while motion is off and its area is not told', async () => {
      const { camera, client } = await bench.pair({ style });
      camera.state.settings.motion['enable'] = '0';
      const answer = await execute(client, 'motion', {});
      assert.deepEqual([answer!['area'], answer!['areavalue']], [null, null]);
      const { state } = everything(camera);
      await execute(client, 'motion', answer!);
      assert.deepEqual(everything(camera).state, state);
    });

    it('is accepted and changes nothing in the manual mode of the IR-cut filter, which is read without its time', async () => {
      const { camera, client } = await bench.pair({ style });
      Object.assign(camera.state.settings.ircut, { ircutmode: '3', time: 'night' });
      const answer = await execute(client, 'ircut', {});
      assert.deepEqual(answer, { ircutmode: 3 });
      const { state } = everything(camera);
      camera.forgetRequests();
      assert.deepEqual(await execute(client, 'ircut', answer), answer);
      assert.deepEqual(everything(camera).state, state);
      assert.equal(everything(camera).written, 0);
    });
  });
}
