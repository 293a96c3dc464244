import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands } from '../../../../camera/commands/index';
import { isSent, type Command, type Endpoint, type Parameter } from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { buildQuery, hiddenParameters, withUid } from '../../../../camera/protocol/query';
import { validate } from '../../../../camera/protocol/validate';
import { findParameter } from '../../../../simulator/url';
import { inputFor } from '../../../support/arbitrary-input';
import { refusalOf } from '../../../support/refusal';

const doc = 'For this test.';
const flag: Parameter = { type: 'flag', doc };
const level: Parameter = { type: 'integer', min: 0, max: 100, doc };
const text: Parameter = { type: 'text', doc };
const encoded: Parameter = { type: 'text', encoded: true, doc };
const exchange: Endpoint = { path: 'test', effect: 'set', answer: { form: 'attributes' } };

function commandOf(parameters: Record<string, Parameter>): Command {
  return { doc, section: 'field note', parameters, write: exchange };
}

function queryOf(command: Command, input: Record<string, unknown>, uid?: string): string {
  const query = buildQuery(command, exchange, validate(command, exchange, input));
  return uid === undefined ? query : withUid(uid, query);
}

const motion = commandOf({
  enable_nighttime: flag,
  night_sensitivity: level,
  enable: flag,
  sensitivity: level,
  mode: { type: 'choice', values: ['plain', 'sensitivity=1'], doc },
});
const title = commandOf({
  title_utf8: encoded,
  fontsize: level,
  enable: flag,
  colour: { type: 'colour', doc },
});
const stream = commandOf({
  streamid: { ...text, toEndOfUrl: true },
  server: text,
  appname: text,
  port: level,
});
const user = commandOf({ username: text, password: { ...encoded, secret: true } });

describe('the query string', () => {
  it('puts the uid first', () => {
    assert.equal(
      queryOf(title, { title_utf8: 'fluid', enable: 1 }, '00123'),
      'uid=00123&enable=1&title_utf8=fluid',
    );
    assert.equal(queryOf(title, {}, '12e4'), 'uid=12e4');
    assert.equal(queryOf(title, {}), '');
  });

  it('puts a name before every name that contains it', () => {
    const input = { enable_nighttime: 0, night_sensitivity: 3, enable: 1, sensitivity: 4 };
    assert.equal(
      queryOf(motion, input, 'u'),
      'uid=u&enable=1&sensitivity=4&enable_nighttime=0&night_sensitivity=3',
    );
  });

  it('refuses a name in which the camera would find another parameter', () => {
    const error = refusalOf(() => queryOf(motion, { night_sensitivity: 30 }), 'INVALID_INPUT');
    assert.match(error.message, /send "sensitivity" too/);
  });

  it('minds no name without a value behind it, where nothing of that name is sent', () => {
    assert.equal(queryOf(motion, { enable_nighttime: 1 }), 'enable_nighttime=1');
    assert.equal(queryOf(stream, { server: 'port.example' }), 'server=port.example');
    const { time } = commands;
    for (const host of ['admin.example', 'second.example', 'daytime.example', 'hour', 'minsec.example']) {
      const wire = validate(time, time.write, { ntpaddr: host });
      assert.equal(buildQuery(time, time.write, wire), `ntpaddr=${host}`);
    }
  });

  it('knows which parameters have to be sent too', () => {
    const hidden = (input: Record<string, unknown>) =>
      hiddenParameters(motion, validate(motion, exchange, input));
    assert.deepEqual(hidden({ night_sensitivity: 3, enable_nighttime: 1 }), ['sensitivity']);
    assert.deepEqual(hidden({ night_sensitivity: 3, sensitivity: 1 }), []);
    assert.deepEqual(hidden({}), []);
  });

  it('refuses a word in which the camera would find another parameter', () => {
    refusalOf(() => queryOf(motion, { mode: 'sensitivity=1' }), 'INVALID_INPUT');
    assert.equal(queryOf(motion, { mode: 'plain' }), 'mode=plain');
  });

  it('puts free text after everything of fixed form, and what takes the rest of the URL last', () => {
    const input = { streamid: 'a?b=c', server: 'host', appname: 'live', port: 1 };
    assert.equal(queryOf(stream, input, 'u'), 'uid=u&port=1&server=host&appname=live&streamid=a?b=c');
  });

  it('orders free texts so that none hides another', () => {
    assert.equal(
      queryOf(stream, { server: 'appname.org', appname: 'live', port: 1 }),
      'port=1&appname=live&server=appname.org',
    );
    assert.equal(queryOf(user, { username: 'password', password: 'x' }), 'password=x&username=password');
  });

  it('orders free texts so that no name hides another', () => {
    const names = commandOf({ appname: text, name: text });
    assert.equal(queryOf(names, { appname: 'a', name: 'b' }), 'name=b&appname=a');
    refusalOf(() => queryOf(names, { appname: 'a' }), 'INVALID_INPUT');
  });

  it('refuses free texts of which each would hide the other', () => {
    const error = refusalOf(
      () => queryOf(stream, { server: 'appname', appname: 'server', port: 1 }),
      'INVALID_INPUT',
    );
    assert.match(
      error.message,
      /mistake a part of "server" for the parameter "appname"; choose another text/,
    );
    refusalOf(() => queryOf(stream, { server: 'streamid', streamid: '1', port: 1 }), 'INVALID_INPUT');
  });

  it('refuses a free text that would set a parameter that is not sent', () => {
    const error = refusalOf(() => queryOf(stream, { server: 'port=5' }), 'INVALID_INPUT');
    assert.match(error.message, /"server" for the parameter "port"; send "port" too/);
    assert.equal(queryOf(stream, { server: 'port=5', port: 1 }), 'port=1&server=port=5');
  });

  it('sends as it is what the camera does not decode', () => {
    assert.equal(queryOf(stream, { server: '/a%20b+c:d' }), 'server=/a%20b+c:d');
  });

  it('encodes everything but letters, digits and -_.~ where the camera decodes', () => {
    assert.equal(
      queryOf(title, { title_utf8: 'A-z_0.~ &+%#"<é>!\'()*' }),
      'title_utf8=A-z_0.~%20%26%2B%25%23%22%3C%C3%A9%3E%21%27%28%29%2A',
    );
  });

  it('refuses a text that is too long as it is encoded', () => {
    const short = commandOf({ title_utf8: { ...encoded, maxEncoded: 9 } });
    for (const text of ['123456789', '漢', 'é123'])
      assert.ok(queryOf(short, { title_utf8: text }).length <= 'title_utf8='.length + 9);
    for (const text of ['1234567890', '漢1', '    '])
      assert.match(refusalOf(() => queryOf(short, { title_utf8: text }), 'INVALID_INPUT').message, /takes 9/);
  });

  it('breaks names of parameters inside an encoded text', () => {
    assert.equal(
      queryOf(title, { title_utf8: 'enable fontsize title_utf8 username' }),
      'title_utf8=%65nable%20%66ontsize%20%74itle_utf8%20%75sername',
    );
  });

  it('is found by the camera exactly as it was sent, or refused before it is', () => {
    const cases = fc.oneof(
      ...[motion, title, stream, user].map((command) =>
        inputFor(command, exchange).map((input) => [command, input] as const),
      ),
    );
    let sent = 0;
    const property = fc.property(cases, fc.stringMatching(/^[\da-f]{1,8}$/), ([command, input], uid) => {
      let wire: ReadonlyMap<string, string>;
      let query: string;
      try {
        wire = validate(command, exchange, input);
        query = withUid(uid, buildQuery(command, exchange, wire));
      } catch (error) {
        assert.ok(CameraError.is(error, 'INVALID_INPUT'), String(error));
        return;
      }
      sent += 1;
      const url = `/cgi-bin/test?${query}`;
      assert.match(url, /^[!-~]+$/);
      assert.equal(findParameter(url, 'uid'), uid);
      for (const [name, parameter] of Object.entries(command.parameters).filter(([, p]) => isSent(p))) {
        const toEnd = parameter.type === 'text' && parameter.toEndOfUrl === true;
        assert.equal(findParameter(url, name, toEnd), wire.get(name), `${name} in ${url}`);
      }
    });
    fc.assert(property, { numRuns: 3000 });
    assert.ok(sent > 1000, `only ${sent} were sent`);
  });

  it('carries every password to the camera', () => {
    const password = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{C}/u.test(text));
    fc.assert(
      fc.property(
        fc.oneof(password, fc.constantFrom('a+b', 'username=x', '100%', '%41', 'é"<&')),
        (secret) => {
          const url = `/cgi-bin/login?${queryOf(user, { username: 'admin', password: secret })}`;
          assert.equal(findParameter(url, 'password'), secret);
          assert.equal(findParameter(url, 'username'), 'admin');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
