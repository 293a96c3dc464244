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

  it('refuses an empty text that stands alone, which would turn a write into a read', () => {
    const { rtmp } = commands;
    for (const input of [{ server: '' }, { server: '', appname: undefined }, { server: '', appname: '' }]) {
      const { message } = refusalOf(() => validate(rtmp, rtmp.write, input), 'INVALID_INPUT');
      assert.match(message, /^"server" cannot be empty/);
    }
    assert.deepEqual([...validate(rtmp, rtmp.write, { server: '', enable: true })], [['enable', '1']]);
    const { time } = commands;
    assert.equal(validate(time, time.write, { ntpaddr: '', current_time: '2026-11-26 08:00:00' }).size, 0);
    refusalOf(() => validate(time, time.write, { ntpaddr: '' }), 'INVALID_INPUT');
    assert.equal(validate(rtmp, rtmp.write, {}).size, 0);
  });

  it('refuses a text that would clear it, unless it looks as if cleared', () => {
    for (const title of ['NULL', 'null', 'Null'])
      assert.match(refusalFor({ index: 0, title }), /the camera would clear it; send an empty text/);
    assert.deepEqual(check({ index: 0, title: 'NULL 1' }), { index: '0', title: 'NULL 1' });
    const { userOsd } = commands;
    for (const [given, sent] of [['', ' '], [' ', ' '], ['NULL', 'NULL']]) {
      const wire = validate(userOsd, userOsd.write, { title_index: 0, title_utf8: given });
      assert.equal(wire.get('title_utf8'), sent);
    } // prettier-ignore
  });

  it('refuses a text that would not read back, since nothing is escaped', () => {
    for (const title of ['Tor 12" x="5', 'a" b = \'', '" x="', 'a"/><b c="', 'x"></osd><osd a="'])
      assert.match(refusalFor({ index: 0, title }), /"title" would be cut when it is read/, title);
    for (const title of ['Tor 12"', '"', '"quoted" text', 'a="b"', '/>', '"/>', 'a &lt; b', '<b/>', 'x"y"z', "it's"])
      assert.deepEqual(check({ index: 0, title }), { index: '0', title });
  }); // prettier-ignore

  it('leaves out what is not needed beside the others', () => {
    const { ptz } = commands;
    const sent = (input: Record<string, unknown>) => Object.fromEntries(validate(ptz, ptz.write, input));
    assert.deepEqual(sent({ move_x: 1, zoom: 0 }), { move_x: '1' });
    assert.deepEqual(sent({ move_x: 1, move_y: 0, focus: 0, iris: 0 }), { move_x: '1', move_y: '0' });
    assert.deepEqual(sent({ zoom: 1, move_x: 0, move_y: 0, speed: 3 }), { zoom: '1', speed: '3' });
    assert.deepEqual(sent({ iris: -1, focus: 0 }), { iris: '-1' });
    for (const nothing of [{ zoom: 0 }, { move_x: 0, move_y: 0 }, { move_x: 0, zoom: 0, speed: 5 }])
      refusalOf(() => sent(nothing), 'INVALID_INPUT');
  });

  it('counts what comes later as there, and compares it with nothing', () => {
    const { ircut, osd, ptz, time } = commands;
    const known = (command: Command, input: Record<string, unknown>, ...later: string[]) =>
      validate(command, command.write!, input, new Set(later));
    assert.equal(known(ircut, { ircutmode: 3 }, 'time').size, 1);
    assert.equal(known(ircut, { time: 'day' }, 'ircutmode').size, 1);
    assert.equal(known(osd, { title_pos_x: 50 }, 'title_pos_type').size, 1);
    assert.equal(known(time, { year: 2026, month: 2 }, 'day', 'hour', 'min', 'sec').size, 2);
    assert.equal(known(ptz, { zoom: 0 }, 'move_x').size, 0);
    refusalOf(() => known(ircut, { ircutmode: 3 }, 'other'), 'INVALID_INPUT');
    refusalOf(() => known(time, { year: 2026 }, 'month'), 'INVALID_INPUT');
    refusalOf(() => known(ptz, { stop: 1 }, 'move_x'), 'INVALID_INPUT');
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
