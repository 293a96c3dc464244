import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDocument, readXml } from '../../../../camera/protocol/xml';
import { CameraError } from '../../../../camera/core/errors';
import { refusalOf } from '../../../support/refusal';
import { cpuMs } from '../../../support/cpu-time';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The attributes of the root. */
const attributesOf = (text: string) => Object.fromEntries(readDocument(text).attributes);

const refuses = (text: string) => refusalOf(() => readDocument(text), 'BAD_RESPONSE');

describe('an answer as a document', () => {
  it('is one root with its attributes, text and children', () => {
    assert.deepEqual(
      readDocument(`${HEAD}<video a="1">\n <stream1 b='2' c=""/> x <stream2>y</stream2>\n</video>\n`),
      {
        name: 'video',
        attributes: [['a', '1']],
        children: [
          { name: 'stream1', attributes: [['b', '2'], ['c', '']], children: [], text: '' }, // prettier-ignore
          { name: 'stream2', attributes: [], children: [], text: 'y' },
        ],
        text: 'x',
      },
    );
  });

  it('keeps every value as the text it is', () => {
    const values = { a: '00123', b: '12e4', c: '0x1F', d: 'true', e: ' 0x    ff ', f: '1.0', g: 'null' };
    const written = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
    assert.deepEqual(attributesOf(`<a ${written.join(' ')}/>`), values);
    assert.equal(readDocument('<uid>00123</uid>').text, '00123');
    assert.equal(readDocument('<uid>\n 12e4 \n</uid>').text, '12e4');
  });

  it('reads what cameras do not escape', () => {
    const raw = [
      'Gate & "Yard" <1>',
      '"',
      '""',
      '&',
      '&&',
      'a&b;c',
      '<',
      '<>',
      '</',
      'a > b',
      "it's",
      '"a" "b"',
    ];
    for (const value of raw) {
      assert.deepEqual(attributesOf(`<osd title="${value}" size="1"/>`), { title: value, size: '1' }, value);
      assert.deepEqual(attributesOf(`${HEAD}<osd size='1' title='${value.replaceAll("'", '')}' />`), {
        size: '1',
        title: value.replaceAll("'", ''),
      });
      assert.deepEqual(attributesOf(`<osd title="${value}"></osd>`), { title: value }, value);
    }
    assert.equal(readDocument('<model>AT&T & Co</model>').text, 'AT&T & Co');
    assert.equal(readDocument('<model>a < b</model>').text, 'a < b');
  });

  it('takes an entity for the characters it consists of, as a camera stores a title', () => {
    for (const title of ['a &lt; b', '&amp;lt;', '&#252;&#xFC;', '&quot;x&quot;', '&nothing; &#; &;'])
      assert.deepEqual(attributesOf(`<osd title="${title}" size="1"/>`), { title, size: '1' });
    assert.equal(readDocument('<model>A&amp;B</model>').text, 'A&amp;B');
  });

  it('reads CDATA, and passes over comments and instructions', () => {
    assert.equal(readDocument('<a><![CDATA[<b> & "c"]]></a>').text, '<b> & "c"');
    assert.equal(readDocument(`${HEAD}<!-- <b/> & " --><a>1<!-- 2 -->3<?x y?></a><!-- end -->\n`).text, '13');
    assert.deepEqual(attributesOf('<a b="<!-- no comment -->"/>'), { b: '<!-- no comment -->' });
  });

  it('takes line breaks and spaces anywhere between attributes', () => {
    assert.deepEqual(attributesOf('<a\n  b = "1"\r\n\tc\n=\n"2"\n/>'), { b: '1', c: '2' });
    assert.deepEqual(attributesOf('<图 名="值"/>'), { 名: '值' });
  });

  it('refuses a document type, whatever it holds', () => {
    refuses('<!DOCTYPE a><a/>');
    refuses('<!doctype a [<!ENTITY b "c">]><a>&b;</a>');
    refuses('<a><!ENTITY b "c"></a>');
  });

  it('refuses anything but one root', () => {
    for (const text of [
      '<a/><b/>',
      '<a></a>\n<a></a>',
      '',
      ' ',
      HEAD,
      '<!-- -->',
      'text',
      '<a/>text',
      'text<a/>',
    ])
      refuses(text);
  });

  it('refuses what is malformed', () => {
    for (const text of [
      '<a', '<a>', '<a></b>', '</a>', '<a/', '<a b></a>', '<a b=1/>', '<a b="1/>', '<a><b></a></b>',
      '<a b="1" b="2"/>', '<>', '< a/>', '<1/>', '<![CDATA[a]]>', '<a><![CDATA[</a>', '<a><!-- </a>',
    ]) refuses(text); // prettier-ignore
  });

  it('refuses names that reach into JavaScript objects, or keeps them as they are', () => {
    refuses('<__proto__ a="1"/>');
    refuses('<a><__proto__ b="1"/></a>');
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length'])
      try {
        const { attributes } = readDocument(`<a ${name}="1"/>`);
        assert.deepEqual(attributes.map(([written, value]) => [written.replace(/^__/, ''), value]), [[name, '1']]); // prettier-ignore
      } catch (error) {
        assert.ok(CameraError.is(error, 'BAD_RESPONSE'), `${name}: ${String(error)}`);
      }
    assert.equal(({} as Record<string, unknown>)['b'], undefined);
  });

  it('never takes the beginning of a document for the whole', () => {
    for (const whole of [
      `${HEAD}<osd title="Gate & "Yard" <1>" size="1"/>`,
      `${HEAD}<a b='1'><c d="2">text</c><!-- e --><f/>&amp;<![CDATA[g]]></a>`,
      `<RelayStatus>status=1</RelayStatus>`,
      `${HEAD}<!-- before --><a b="<!-- " c=" ?>"/>`,
    ]) {
      readDocument(whole);
      for (let length = 0; length < whole.length; length += 1) refuses(whole.slice(0, length));
    }
  });

  it('reads a huge attribute, and nests no deeper than it can', function () {
    this.timeout(60_000);
    const huge = 'Gate & "Yard" <1> '.repeat(50_000);
    assert.deepEqual(attributesOf(`<a b="${huge}"/>`), { b: huge });
    for (const depth of [10, 1_000, 100_000]) {
      try {
        readDocument('<a>'.repeat(depth) + '</a>'.repeat(depth));
      } catch (error) {
        assert.ok(depth > 10 && CameraError.is(error, 'BAD_RESPONSE'), String(error));
      }
    }
  });

  it('never thinks long about what makes no sense', function () {
    this.timeout(60_000);
    const pieces = [
      '<?',
      '<!--',
      '<![CDATA[',
      '<a',
      '<a ',
      '<',
      '</',
      '<a b="',
      '" ',
      '"',
      ' ',
      '\n\n',
      '&',
      '>',
    ];
    for (const piece of [
      ...pieces,
      '<a b="" ',
      '</a>',
      '<a>',
      '<a/>',
      'a="1" ',
      '&amp;',
      '&#',
      '<reason>',
      '<!',
    ]) {
      for (const before of ['', '<a>', '<a b="', '<a b="1" ', `<a ${' '.repeat(1000)}`]) {
        const text = before + piece.repeat(100_000 / piece.length);
        const reading = () => {
          try {
            readDocument(text);
          } catch (error) {
            assert.ok(CameraError.is(error, 'BAD_RESPONSE'), String(error));
          }
        };
        assert.ok(cpuMs(reading) < 2_000, `${before.slice(0, 10)}${piece}…`);
      }
    }
  });

  it('gives back any title that holds no quote followed by what looks like markup', () => {
    const title = fc
      .string({ unit: fc.constantFrom(...'&"<>=/\'abc é漢;#-![]? '), maxLength: 30 })
      // Such a title cannot be told from the end of the value.
      .filter((text) => !/"\s*(?:\/?>|[\p{L}_][^"'=]*=\s*["'])/u.test(`${text}"`) && !/&#?\w+;/.test(text));
    fc.assert(
      fc.property(title, fc.boolean(), (value, last) => {
        const text = last ? `<osd size="1" title="${value}"/>` : `<osd title="${value}" size="1"/>`;
        assert.deepEqual(attributesOf(text), { title: value, size: '1' });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a document with entities, such as SOAP', () => {
  const attributesOf = (text: string) => Object.fromEntries(readXml(text).attributes);

  it('has them decoded once, whether they are named or numbers', () => {
    assert.deepEqual(attributesOf('<a b="&amp;&lt;&gt;&quot;&apos;&#252;&#xFC;"/>'), { b: '&<>"\'üü' });
    assert.equal(readXml('<a>&lt;b&gt; &#x6F22; &amp;lt;</a>').text, '<b> 漢 &lt;');
  });

  it('is forgiven an ampersand that is none', () => {
    assert.equal(readXml('<a>AT&T &nothing; &#; &;</a>').text, 'AT&T &nothing; &#; &;');
  });

  it('reads an element that has both an attribute and text', () => {
    const [topic] = readXml('<a><t:Topic Dialect="urn:d">x/y</t:Topic><b c="1">2</b></a>').children;
    assert.deepEqual([topic?.attributes, topic?.text], [[['Dialect', 'urn:d']], 'x/y']);
  });

  it('keeps the prefixes of names', () => {
    const { name, children } = readXml('<s:Envelope xmlns:s="urn:s"><s:Body wsu:Id="1"/></s:Envelope>');
    assert.equal(name, 's:Envelope');
    assert.deepEqual(children[0], { name: 's:Body', attributes: [['wsu:Id', '1']], children: [], text: '' });
  });

  it('is refused with a document type, cut, or with a second root', () => {
    for (const text of ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a>', '<a/><b/>', '', '<__proto__/>'])
      refusalOf(() => readXml(text), 'BAD_RESPONSE');
  });

  it('is read in no time, however often an entity stands in it', () => {
    for (const entity of ['&lt;', '&#60;']) {
      const text = `<a>${entity.repeat(100_000)}</a>`;
      assert.ok(cpuMs(() => assert.equal(readXml(text).text, '<'.repeat(100_000))) < 2_000);
    }
  });
});
