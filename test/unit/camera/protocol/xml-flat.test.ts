import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readXml } from '../../../../camera/protocol/xml-document';
import { readFlat } from '../../../../camera/protocol/xml-flat';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Mostly what a camera writes, and now and then something odd. */
const mostly = (usual: fc.Arbitrary<string>, odd: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
const pick = (...words: string[]) => fc.constantFrom(...words);
const some = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });

const anything = some('ab1 =;:#-_.?/!&"\'<>]é漢\n\r\t\0');
const value = mostly(some('ab1 =;:#-_.?/!%'), anything);
const name = mostly(
  fc.stringMatching(/^[A-Za-z]\w{0,4}$/),
  pick('constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__', 'a:b', 'é', '1'),
);
const space = mostly(pick('', '', ' ', '\n', '\r\n', '\t', '  '), pick('\ufeff', '\u00a0', '\f'));
const equals = mostly(pick('="'), pick("='", ' = "', '"', '=')); // prettier-ignore
const attribute = fc.tuple(space, name, equals, value, mostly(pick('"'), pick("'", '')));
const attributes = fc
  .array(attribute, { maxLength: 3 })
  .map((all) => all.map(([gap, ...rest]) => [gap || ' ', ...rest].join('')).join(''));
const head = mostly(pick('', HEAD), fc.oneof(pick('<?xml?>', '<?xmlish?>', '<?xml a>b?>', '<!-- -->'), anything)); // prettier-ignore
const tail = mostly(pick('', '\n', '\r\n'), fc.oneof(pick('<b/>', '<!-- -->'), anything));
const parts = fc.record({ head, name, attributes, space, own: value, end: name, isOddEnd: fc.nat(12), tail });

/** What is flat, or nearly so. */
const documents = fc.oneof(
  parts.map((part) => `${part.head}<${part.name}${part.attributes}${part.space}/>${part.tail}`),
  parts.map(({ head, name, attributes, space, own, end, isOddEnd, tail }) =>
    [head, '<', name, attributes, '>', own, '</', isOddEnd === 0 ? end : name, space, '>', tail].join(''),
  ),
);

describe('a flat answer', () => {
  it('is one element with plain attributes or plain text', () => {
    assert.deepEqual(readFlat(`${HEAD}<RelayStatus>status=0</RelayStatus>\n`), {
      name: 'RelayStatus',
      attributes: [],
      children: [],
      text: 'status=0',
    });
    assert.deepEqual(readFlat(`${HEAD}<image brightness="128" contrast="00123"/>\r\n`), {
      name: 'image',
      attributes: [['brightness', '128'], ['contrast', '00123']],
      children: [],
      text: '',
    }); // prettier-ignore
  });

  it('is left to the parser where a character could mean something else', () => {
    const others = [
      '<a b="1" b="2"/>', '<a b="&lt;"/>', '<a b="x"y"/>', "<a b='1'/>", '<a b="é"/>', '<a><b/></a>', '<a>&#65;</a>',
      '<a/><b/>', '<a>', '<a></b>', '<a></A>', 'text', '', '<!DOCTYPE a><a/>', '<constructor/>', '<a toString="1"/>',
      '<__proto__/>', '<a b="1">x"y</a>', '<a b = "1"/>', '<a b="1"c="2"/>', '<a>1\r\n2</a>',
    ]; // prettier-ignore
    for (const text of others) assert.equal(readFlat(text), undefined, text);
  });

  it('is what the parser finds, whatever it looks like', () => {
    let flat = 0;
    fc.assert(
      fc.property(documents, (text) => {
        const found = readFlat(text);
        if (!found) return;
        flat += 1;
        assert.deepEqual(found, readXml(text));
      }),
      { numRuns: 20_000 },
    );
    assert.ok(flat > 2_000, `only ${flat} were flat`);
  });

  it('is told from anything else in no time, however long that is', () => {
    const long = 200_000;
    const endless = [
      ' '.repeat(long), `<a${' '.repeat(long)}`, `<a${' b="1"'.repeat(long / 6)}`, `<${'a'.repeat(long)}`,
      `<a>${' '.repeat(long)}`, `<a>${'</a'.repeat(long / 3)}`, `<?xml${'?'.repeat(long)}`, `<a b="${'x'.repeat(long)}`,
      `<a></a${' '.repeat(long)}x`,
    ]; // prettier-ignore
    const from = process.cpuUsage();
    for (const text of endless) assert.equal(readFlat(text), undefined);
    const { user, system } = process.cpuUsage(from);
    assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms`);
  });
});
