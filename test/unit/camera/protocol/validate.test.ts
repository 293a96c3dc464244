import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands } from '../../../../camera/commands/index';
import type { Command, Endpoint } from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { validate } from '../../../../camera/protocol/validate';
import { refusalOf } from '../../../support/refusal';

const doc = 'For this test.';
const exchange: Endpoint = { path: 'test', effect: 'set', answer: { form: 'attributes' } };
const command: Command = {
  doc,
  section: 'field note',
  parameters: {
    index: { type: 'integer', min: 0, max: 4, doc, access: 'selector', required: true },
    enable: { type: 'flag', doc },
    title: { type: 'text', encoded: true, emptyAs: 'NULL', doc },
    server: { type: 'text', doc },
    secret: { type: 'text', doc, access: 'write-only', secret: true },
    macaddr: { type: 'text', doc, access: 'read-only' },
  },
  rules: [
    {
      doc: 'A server needs "enable" too.',
      isViolated: (sent) => sent.has('server') && !sent.has('enable'),
    },
  ],
  read: { ...exchange, effect: 'read', readParameters: ['index'] },
  write: exchange,
};

const check = (input: Record<string, unknown>) => Object.fromEntries(validate(command, exchange, input));
const refusalFor = (input: Record<string, unknown>) => refusalOf(() => check(input), 'INVALID_INPUT').message;

describe('the check of an input', () => {
  it('gives the texts to send in the order of the table', () => {
    const wire = validate(command, exchange, { server: 'a', enable: true, index: 3 });
    assert.deepEqual([...wire], [['index', '3'], ['enable', '1'], ['server', 'a']]); // prettier-ignore
  });

  it('leaves out what a read returned but nobody can set', () => {
    const sent = check({ index: 0, macaddr: '00-11', extra: { serial: '1' }, enable: 'off' });
    assert.deepEqual(sent, { index: '0', enable: '0' });
    assert.deepEqual(check({ index: 0, macaddr: { even: 'this' }, extra: 'or this' }), { index: '0' });
  });

  it('refuses a parameter that nobody knows, and names those it knows', () => {
    for (const name of ['Enable', 'uid', '', 'constructor', 'toString', 'hasOwnProperty']) {
      const message = refusalFor({ index: 0, [name]: 1 });
      assert.match(message, /unknown parameter .*; it knows index, enable, title, server, secret$/);
    }
    assert.match(refusalFor(JSON.parse('{"index":0,"__proto__":1}') as Record<string, unknown>), /__proto__/);
    assert.match(
      refusalOf(() => validate(commands.keepAlive, commands.keepAlive.read, { a: 1 }), 'INVALID_INPUT')
        .message,
      /it has no parameters/,
    );
  });

  it('takes undefined for absent, but null for no value at all', () => {
    assert.deepEqual(check({ index: 1, enable: undefined, server: undefined }), { index: '1' });
    assert.match(refusalFor({ index: 1, enable: null }), /"enable" must be true or false, not null/);
    assert.match(refusalFor({ index: null }), /"index" must be a whole number from 0 to 4, not null/);
  });

  it('leaves an empty text out, unless the camera has a word for it', () => {
    assert.deepEqual(check({ index: 0, server: '' }), { index: '0' });
    assert.deepEqual(check({ index: 0, title: '' }), { index: '0', title: 'NULL' });
  });

  it('wants what is required, and takes 0 for a value', () => {
    assert.match(refusalFor({}), /"index" is missing; it must be a whole number from 0 to 4/);
    assert.deepEqual(check({ index: 0 }), { index: '0' });
  });

  it('checks rules over several parameters on what would be sent', () => {
    assert.equal(refusalFor({ index: 0, server: 'a', enable: undefined }), 'A server needs "enable" too');
    assert.deepEqual(check({ index: 0, server: '', enable: undefined }), { index: '0' });
  });

  it('sends only what the exchange carries', () => {
    assert.deepEqual(
      [...validate(command, command.read!, { index: 2, enable: true, server: 'a', title: 'x' })],
      [['index', '2']],
    );
  });

  it('does not read inherited values', () => {
    const input = Object.assign(Object.create({ enable: true }) as Record<string, unknown>, { index: 0 });
    assert.deepEqual(check(input), { index: '0' });
  });

  it('leaves a flag out where absent is what the camera takes for no', () => {
    const { factoryReset } = commands;
    assert.equal(validate(factoryReset, factoryReset.write, { retain_network: false }).size, 0);
    assert.deepEqual(
      [...validate(factoryReset, factoryReset.write, { retain_network: true })],
      [['retain_network', '1']],
    );
  });

  it('never repeats a secret', () => {
    assert.doesNotMatch(refusalFor({ index: 0, secret: 'hush hush' }), /hush/);
  });

  it('throws INVALID_INPUT and nothing else, whatever it is given', () => {
    const values = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(command.parameters), 'extra', '__proto__'), fc.string()),
      fc.anything(),
    );
    fc.assert(
      fc.property(values, (input) => {
        try {
          for (const text of validate(command, exchange, input).values()) assert.equal(typeof text, 'string');
        } catch (error) {
          assert.ok(CameraError.is(error, 'INVALID_INPUT'), String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
