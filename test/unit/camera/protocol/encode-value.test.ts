import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Parameter } from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { describeAllowed, formatValue, encodeValue } from '../../../../camera/protocol/encode-value';
import { asFlag } from '../../../../shared/value-checks';
import { refusalOf } from '../../../support/refusal';

const doc = 'For this test.';

const flag: Parameter = { type: 'flag', doc };
const integer: Parameter = { type: 'integer', min: -3, max: 255, extraValues: [1000], doc };
const numbers: Parameter = { type: 'number-choice', values: [0, 2, 5], doc };
const words: Parameter = { type: 'choice', values: ['CBR', 'yyyy-mm-dd_hh:mm:ss'], doc };
const loose: Parameter = {
  type: 'choice',
  values: ['NTP', 'yyyy-mm-dd_hh:mm:ss'],
  caseInsensitive: true,
  doc,
};
const colour: Parameter = { type: 'colour', doc };
const text: Parameter = { type: 'text', doc };
const short: Parameter = { type: 'text', maxBytes: 4, encoded: true, doc };
const encoded: Parameter = { type: 'text', encoded: true, doc };
const address: Parameter = {
  type: 'text',
  pattern: { like: /^\d+(?:\.\d+){3}$/, words: 'an IP address' },
  doc,
};

const all = { flag, integer, numbers, words, loose, colour, text, short, encoded, address };

function accepts(parameter: Parameter, pairs: [given: unknown, sent: string][]): void {
  for (const [given, sent] of pairs) assert.equal(encodeValue('it', parameter, given), sent);
}

function refuses(parameter: Parameter, values: unknown[]): void {
  for (const value of values) {
    const { message } = refusalOf(() => encodeValue('it', parameter, value), 'INVALID_INPUT');
    assert.ok(message.startsWith(`"it" must be ${describeAllowed(parameter)}`), message);
  }
}

describe('the values of parameters', () => {
  it('takes ten spellings of yes and no for a flag and nothing else', () => {
    accepts(flag, [true, 1, '1', 'true', 'on'].map((yes) => [yes, '1'])); // prettier-ignore
    accepts(flag, [false, 0, -0, '0', 'false', 'off'].map((no) => [no, '0'])); // prettier-ignore
    refuses(flag, [2, -1, NaN, '', ' 1', 'TRUE', 'On', 'yes', '01', [], [1], {}, 1n, 0.1]);
    assert.equal(asFlag('on'), true);
    assert.equal(asFlag(null), undefined);
  });

  it('takes whole numbers within their bounds, and those beyond that are listed', () => {
    accepts(integer, [[-3, '-3'], [-2, '-2'], [0, '0'], [-0, '0'], [254, '254'], [255, '255'], [1000, '1000']]); // prettier-ignore
    refuses(integer, [-4, 256, 999, 1001, 0.5, 254.999, NaN, Infinity, -Infinity, 1e21]);
    refuses(integer, ['1', '', true, false, [1], {}, 1n, new Date(0)]);
  });

  it('takes only the listed numbers of a choice', () => {
    accepts(numbers, [[0, '0'], [2, '2'], [5, '5']]); // prettier-ignore
    refuses(numbers, [1, 3, -2, 2.5, NaN, Infinity, '2', true, false, [2], {}]);
  });

  it('takes only the listed words of a choice, letter by letter', () => {
    accepts(words, [['CBR', 'CBR']]);
    refuses(words, ['cbr', 'CBR ', '', 'yyyy-mm-dd hh:mm:ss', 'VBR', 0, true, ['CBR'], {}]);
  });

  it('takes the words of a loose choice in any capitals and with spaces, and sends the listed spelling', () => {
    accepts(loose, [['ntp', 'NTP'], ['Ntp', 'NTP'], ['YYYY-MM-DD HH:MM:SS', 'yyyy-mm-dd_hh:mm:ss']]); // prettier-ignore
    refuses(loose, ['ntpp', '', ' NTP', 'yyyy-mm-ddhh:mm:ss', 1]);
  });

  it('takes a colour as 0x and six digits', () => {
    accepts(colour, [['0xFF00aa', '0xff00aa'], ['0X000000', '0x000000']]); // prettier-ignore
    refuses(colour, ['0xfff', '0xfffffff', 'ff00aa', '#ff00aa', '0xgg0000', '', 0xff00aa, null, ' 0xffffff']);
  });

  it('refuses in plain text what a URL cannot carry', () => {
    accepts(text, ['a', '%41', '+', '=', '?', '/', ':', '"', "'", '~', '|', ''].map((same) => [same, same])); // prettier-ignore
    refuses(text, ['a b', 'a&b', 'a#b', 'é', '漢', '\n', 'a\n', '\0', '\x7f', '\ud800', 1, true, ['a'], {}]);
  });

  it('takes any character but control characters where the camera decodes', () => {
    accepts(encoded, ['a b & # é 漢 😀 "<>%+', '', '\u00a0'].map((same) => [same, same])); // prettier-ignore
    refuses(encoded, ['\n', '\r\n', 'a\0', '\x1b', '\x7f', '\ud800', 'a\udc00', 1, null]);
  });

  it('counts the length of a text in bytes of UTF-8', () => {
    accepts(short, [['abcd', 'abcd'], ['éé', 'éé'], ['😀', '😀']]); // prettier-ignore
    refuses(short, ['abcde', 'ééa', '漢字', '😀a']);
  });

  it('holds a text against its pattern, but lets it be empty', () => {
    accepts(address, [['10.0.0.1', '10.0.0.1'], ['', '']]); // prettier-ignore
    refuses(address, ['10.0.0', '10.0.0.1\n', 'host']);
  });

  it('never repeats a secret, nor more than a line of anything', () => {
    const secret: Parameter = { ...text, secret: true };
    const { message } = refusalOf(() => encodeValue('it', secret, 'my secret'), 'INVALID_INPUT');
    assert.equal(message.includes('my secret'), false);
    for (const value of [
      'x'.repeat(1e5),
      'a\nb',
      () => 'two\nlines',
      Symbol('a\nb'),
      [1],
      Buffer.from('x'),
    ]) {
      assert.ok(formatValue(value).length <= 60, formatValue(value));
      assert.doesNotMatch(formatValue(value), /\n/);
    }
  });

  it('throws INVALID_INPUT and nothing else, whatever it is given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(all)), fc.anything(), ([name, parameter], value) => {
        try {
          assert.equal(typeof encodeValue(name, parameter, value), 'string');
        } catch (error) {
          assert.ok(CameraError.is(error, 'INVALID_INPUT'), String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
