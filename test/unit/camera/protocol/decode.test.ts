import assert from 'node:assert/strict';
import { decode, echo } from '../../../../camera/protocol/decode';
import { readDocument } from '../../../../camera/protocol/xml';
import type { Answer, Command } from '../../../../camera/commands/schema';
import { refusalOf } from '../../../support/refusal';
import { cpuMs } from '../../../support/cpu-time';

const doc = 'For this test.';
const command: Command = {
  doc,
  section: 'field note',
  parameters: {
    enable: { type: 'flag', doc, answeredAs: ['Status'] },
    level: { type: 'integer', min: 0, max: 100, doc },
    mode: { type: 'number-choice', values: [0, 1], doc },
    format: { type: 'choice', values: ['yyyy-mm-dd_hh:mm:ss'], caseInsensitive: true, doc },
    title: { type: 'text', doc },
    color: { type: 'colour', doc },
    password: { type: 'text', doc, access: 'write-only', secret: true },
    stream1: { type: 'group', doc, members: { bitrate: { type: 'integer', min: 1, max: 9, doc } } },
    entries: { type: 'list', doc, access: 'read-only' },
  },
};

const read = (text: string, answer: Answer = { form: 'attributes' }) =>
  decode(command, answer, readDocument(text));
const refuses = (text: string, answer?: Answer) => refusalOf(() => read(text, answer), 'BAD_RESPONSE');

describe('the decoding of an answer', () => {
  it('gives flags, numbers and texts the types of the table', () => {
    assert.deepEqual(read('<a enable="1" level="80" mode="0" title="00123" color="0xFF00aa"/>'), {
      enable: true, level: 80, mode: 0, title: '00123', color: '0xff00aa',
    }); // prettier-ignore
  });

  it('reads what is padded with spaces', () => {
    assert.deepEqual(read('<a enable=" 0 " level="  7" color="0x    ff"/>'), {
      enable: false,
      level: 7,
      color: '0x0000ff',
    });
  });

  it('minds neither capitals, nor the root, nor the nesting', () => {
    assert.deepEqual(read('<Any><B Enable="1"/><c><d LEVEL="3"/></c></Any>'), { enable: true, level: 3 });
    assert.deepEqual(read('<a STATUS="1"/>'), { enable: true });
  });

  it('keeps under extra what nobody documented, and what is not of the type', () => {
    assert.deepEqual(read('<a level="1" level_range="0-255" mode="x" color="red"/>'), {
      level: 1,
      extra: { level_range: '0-255', mode: 'x', color: 'red' },
    });
  });

  it('keeps what several elements call by the same name', () => {
    const { level, extra } = read('<a level="1"><b x="2" level="3"/><c x="4"/></a>');
    assert.equal(level, 1);
    assert.deepEqual(extra, { level: '3', x: '2, 4' });
  });

  it('leaves out an empty number or flag, but not an empty text', () => {
    assert.deepEqual(read('<a enable="" level=" " title=""/>'), { title: '' });
  });

  it('never answers a secret', () => {
    assert.deepEqual(read('<a level="1" password="hush" PassWord="hush"/>'), { level: 1 });
  });

  it('keeps numbers as texts that no number can hold', () => {
    assert.deepEqual(read('<a title="" level="12345678901234567890"/>'), {
      title: '',
      extra: { level: '12345678901234567890' },
    });
  });

  it('is no answer without anything that was asked for', () => {
    for (const text of ['<a/>', '<a x="1"/>', '<a><b/></a>', '<a>text</a>']) refuses(text);
  });

  it('is a refusal where the text says so', () => {
    for (const words of ['Get status(0) fail', 'not supported', 'error'])
      assert.equal(refusalOf(() => read(`<a>${words}</a>`), 'CAMERA_FAULT').reason, words);
  });

  it('finds a group in the element of its name', () => {
    assert.deepEqual(read('<v level="2"><Stream1 bitrate="5" x="1"/><stream2 bitrate="6"/></v>'), {
      level: 2,
      extra: { bitrate: '6' },
      stream1: { bitrate: 5, extra: { x: '1' } },
    });
  });

  it('reads only within the element that is asked for, if there is one', () => {
    const within = { form: 'attributes', within: 'stream2' } as const;
    assert.deepEqual(read('<v><stream1 level="1"/><stream2 level="2"/></v>', within), { level: 2 });
    assert.deepEqual(read('<stream2 level="2"/>', within), { level: 2 });
    assert.deepEqual(read('<v level="3"/>', within), { level: 3 });
  });

  it('takes the text of the root for one parameter', () => {
    assert.deepEqual(read('<x> MC 200 </x>', { form: 'text', parameter: 'title' }), { title: 'MC 200' });
    refuses('<x><y>MC 200</y></x>', { form: 'text', parameter: 'title' });
  });

  it('finds names and values in a sentence', () => {
    const sentence = { form: 'sentence' } as const;
    assert.deepEqual(read('<x> set level=5, mode = 1; enable=0 title=a:b</x>', sentence), {
      level: 5, mode: 1, enable: false, title: 'a:b',
    }); // prettier-ignore
    refuses('<x>level</x>', sentence);
    refusalOf(() => read('<x>Get level(0) fail</x>', sentence), 'CAMERA_FAULT');
  });

  it('is done only if the camera says so', () => {
    const done = { form: 'done', like: /^ok$/i } as const;
    assert.deepEqual(read('<x>OK</x>', done), {});
    refuses('<x>maybe</x>', done);
    refusalOf(() => read('<x>not OK, invalid</x>', done), 'CAMERA_FAULT');
  });

  it('makes a list of the elements of one name', () => {
    const list = { form: 'list', parameter: 'entries', of: 'Account' } as const;
    assert.deepEqual(read('<u><Account Status="1" title="admin"/><account title=""/></u>', list), {
      entries: [{ enable: true, title: 'admin' }, { title: '' }],
    });
    assert.deepEqual(read('<u/>', list), { entries: [] });
  });

  it('makes nested objects of a tree, with ranges and numbers', () => {
    const text =
      '<c><s name="main"><rate>1-30</rate><res>VGA</res><res>D1</res></s><s name="sub" gov="7"/><n>5</n></c>';
    assert.deepEqual(read(text, { form: 'tree' }), {
      s: { main: { rate: { min: 1, max: 30 }, res: ['VGA', 'D1'] }, sub: { gov: 7 } },
      n: 5,
    });
    refuses('<c/>', { form: 'tree' });
  });

  it('gives any document as an object of texts', () => {
    assert.deepEqual(read('<a b="1">x<c/><c d="2">y</c></a>', { form: 'raw' }), {
      a: { b: '1', c: ['', { d: '2', '#text': 'y' }], '#text': 'x' },
    });
    assert.deepEqual(read('<a>1</a>', { form: 'raw' }), { a: '1' });
  });

  it('reads many elements of one name quickly', function () {
    this.timeout(60_000);
    for (const form of ['tree', 'raw'] as const) {
      for (const piece of ['<b/>', '<b name="c"/>']) {
        const text = `<a>${piece.repeat(60_000)}</a>`;
        assert.ok(cpuMs(() => read(text, { form })) < 4_000, `${form} ${piece}`);
      }
    }
  });
});

describe('the echo of what was sent', () => {
  it('has the types of a result, and no secret', () => {
    const wire = new Map([['enable', '1'], ['level', '5'], ['title', '007'], ['password', 'hush']]); // prettier-ignore
    assert.deepEqual(echo(command, wire), { enable: true, level: 5, title: '007' });
  });
});
