import assert from 'node:assert/strict';
import { withDefaults } from '../../../../nodes/shared/operation';
import { operationOf, operations, type OperationName } from '../../../../nodes/shared/operations';

const sources = { presets: new Map(), evaluate: () => Promise.resolve({}) };
/** What a button that nobody has set sends. */
const TIMESTAMP = 1_700_000_000_000;
/** Longer than this is no line that somebody reads. */
const LONGEST = 400;

describe('a button as it comes, wired to a node as it comes,', () => {
  for (const name of Object.keys(operations) as OperationName[]) {
    it(`makes ${name} do something, or say in one line what to send`, async () => {
      const { definition, parseRequest } = operationOf(name);
      try {
        await parseRequest(withDefaults(definition, {}), { payload: TIMESTAMP }, sources);
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        assert.equal(code, 'INVALID_INPUT');
        assert.match(message, /^the payload must be .*, not 1700000000000$|msg\.command/);
        assert.ok(message.length < LONGEST, message);
      }
    });
  }
});

describe('a node from an older flow, which saved less,', () => {
  for (const name of Object.keys(operations) as OperationName[]) {
    it(`is ${name} with its defaults for what is missing, empty or null`, () => {
      const { definition } = operationOf(name);
      for (const nothing of [undefined, null, '']) {
        const saved = Object.fromEntries(Object.keys(definition.defaults).map((key) => [key, nothing]));
        assert.deepEqual(withDefaults(definition, saved), definition.defaults);
      }
      assert.deepEqual(withDefaults(definition, {}), definition.defaults);
    });
  }
});
