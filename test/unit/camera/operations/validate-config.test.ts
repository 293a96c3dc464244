import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Camera } from '../../../../camera/device/camera';
import { commandNames, commands, type CommandName } from '../../../../camera/commands/index';
import type { Command } from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { validateConfig, execute } from '../../../../camera/operations/execute';
import { inputFor } from '../../../support/arbitrary-input';
import { refusalOf } from '../../../support/refusal';

const REFUSED = ['INVALID_INPUT', 'NOT_ALLOWED'];
/** What they do when the camera cannot be reached goes on in the background. */
const ACTORS = ['ptz', 'relay'];

/** Nothing listens there, so that whatever is not refused fails otherwise. */
const nowhere = { protocol: 'http' as const, host: '127.0.0.1', port: 1 };

async function verdictOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof CameraError, String(error));
    return REFUSED.includes(error.code) ? error.code : undefined;
  }
}

/** Good inputs, most of them with something wrong in them that a dialog can hold. */
function inputsOf(command: Command): fc.Arbitrary<Record<string, unknown>> {
  const wrong = fc.constantFrom<unknown>(-7, 1e6, 0.5, 'x', '', '&', 'all', true);
  const names = fc.constantFrom('nonsense', ...Object.keys(command.parameters));
  const odd = fc.dictionary(names, wrong, { maxKeys: 2 });
  const good = command.write ? inputFor(command, command.write) : fc.constant({});
  return fc.tuple(good, fc.oneof(fc.constant({}), odd)).map(([one, other]) => ({ ...one, ...other }));
}

describe('what is foreseen of an input', () => {
  let client: Camera;
  before(() => {
    client = new Camera({
      name: 'Gate',
      address: nowhere,
      username: 'admin',
      password: 'Zq9$',
      timeoutMs: 500,
    });
  });
  after(() => client.close());

  for (const name of commandNames.filter((known) => !ACTORS.includes(known))) {
    it(`is what becomes of it: ${name}`, async () => {
      const inputs = inputsOf(commands[name as CommandName]);
      await fc.assert(
        fc.asyncProperty(inputs, fc.boolean(), async (input, allowDestructive) => {
          const foreseen = await verdictOf(() => validateConfig(name, input, new Set(), allowDestructive));
          if (Object.keys(input).length === 0 && foreseen === undefined) return;
          const became = await verdictOf(() => execute(client, name, input, { allowDestructive }));
          assert.equal(foreseen, became, JSON.stringify(input));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('leaves open what depends on values that come later', () => {
    const look = (name: string, input: Record<string, unknown>, ...later: string[]) =>
      validateConfig(name, input, new Set(later), false);
    look('ircut', { time: 'day' }, 'ircutmode');
    look('ircut', { ircutmode: 3 }, 'time');
    look('time', { year: 2026, month: 2, hour: 0, min: 0, sec: 0 }, 'day');
    look('userOsd', { enable: true }, 'title_index');
    look('video', { bitrate: 500 }, 'stream');
    refusalOf(() => look('ircut', { ircutmode: 3 }), 'INVALID_INPUT');
    refusalOf(() => look('ircut', { ircutmode: 0, time: 'day' }), 'INVALID_INPUT');
    refusalOf(() => look('video', {}, 'bitrate'), 'INVALID_INPUT');
    refusalOf(() => look('network', {}, 'ipaddr', 'gateway'), 'NOT_ALLOWED');
  });

  it('is nothing when all of it comes with the message', () => {
    for (const name of commandNames) validateConfig(name, {}, new Set(), true);
    refusalOf(() => validateConfig('dance', {}, new Set(), true), 'INVALID_INPUT');
    refusalOf(() => validateConfig('factoryReset', {}, new Set(), false), 'NOT_ALLOWED');
  });
});
