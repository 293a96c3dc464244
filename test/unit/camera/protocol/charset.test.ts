import assert from 'node:assert/strict';
import { readText } from '../../../../camera/protocol/charset';

const declaring = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<osd title_utf8="${text}"/>`;

/** An answer that declares an encoding, with a title of given bytes. */
function answer(encoding: string, title: readonly number[]): Buffer {
  const [before, after] = declaring(encoding, '|').split('|');
  return Buffer.concat([Buffer.from(before!), Buffer.from(title), Buffer.from(after!)]);
}

describe('the characters of an answer', () => {
  it('are UTF-8 where the bytes are', () => {
    assert.equal(readText(Buffer.from('Tür 漢 😀 €')), 'Tür 漢 😀 €');
  });

  it('are the Western encoding where they are not', () => {
    assert.equal(readText(Buffer.from('Tür', 'latin1')), 'Tür');
    assert.equal(readText(answer('UTF-8', [0x54, 0xfc, 0x72])), declaring('UTF-8', 'Tür'));
  });

  it('are as declared where GB2312 or one of its successors is', () => {
    for (const encoding of ['GB2312', 'gb2312', 'GBK', 'gb18030'])
      // 大门
      assert.equal(readText(answer(encoding, [0xb4, 0xf3, 0xc3, 0xc5])), declaring(encoding, '大门'));
    // 镕 is in GBK, and 𠀀 in GB18030.
    assert.equal(readText(answer('GBK', [0xe9, 0x46])), declaring('GBK', '镕'));
    assert.equal(readText(answer('GB18030', [0x95, 0x32, 0x82, 0x36])), declaring('GB18030', '𠀀'));
  });

  it('are as declared even where the same bytes would be UTF-8', () => {
    // 联通
    assert.equal(readText(answer('GB2312', [0xc1, 0xaa, 0xcd, 0xa8])), declaring('GB2312', '联通'));
    assert.equal(readText(answer('GBK', [0xc4, 0xa3])), declaring('GBK', '模'));
  });

  it('are as declared in other encodings that the runtime knows', () => {
    assert.equal(readText(answer('ISO-8859-1', [0x54, 0xfc, 0x72])), declaring('ISO-8859-1', 'Tür'));
    assert.equal(readText(answer('windows-1251', [0xc4, 0xe2])), declaring('windows-1251', 'Дв'));
    assert.equal(readText(answer('Big5', [0xa4, 0x6a, 0xaa, 0xf9])), declaring('Big5', '大門'));
    assert.equal(readText(answer('EUC-KR', [0xb9, 0xae])), declaring('EUC-KR', '문'));
  });

  it('are UTF-8 where a camera writes it and declares something else', () => {
    for (const encoding of ['GB2312', 'GBK', 'ISO-8859-1', 'Big5'])
      assert.equal(readText(Buffer.from(declaring(encoding, '大门 1'))), declaring(encoding, '大门 1'));
    assert.equal(readText(Buffer.from(declaring('ISO-8859-1', 'Tür'))), declaring('ISO-8859-1', 'Tür'));
  });

  it('are read all the same where the declared encoding is unknown or wrong', () => {
    assert.equal(readText(Buffer.from(declaring('nonsense', 'Tür'))), declaring('nonsense', 'Tür'));
    assert.equal(readText(answer('nonsense', [0xfc])), declaring('nonsense', 'ü'));
    assert.equal(readText(answer('GB2312', [0xff])), declaring('GB2312', 'ÿ'));
  });

  it('end where NULs and white space begin', () => {
    for (const behind of ['\0', '\0\0\0', ' ', '\r\n', ' \n\0', '\0 \0'])
      assert.equal(readText(Buffer.from(`<a/>${behind}`)), '<a/>');
    assert.equal(readText(Buffer.from('\0\0')), '');
    assert.equal(readText(Buffer.from('<a/>\0<b/>')), '<a/>\0<b/>');
  });

  it('never become the replacement character', () => {
    for (let byte = 0; byte < 256; byte += 1)
      assert.doesNotMatch(readText(Buffer.from([0x61, byte, 0x62])), /\ufffd/);
  });

  it('do not begin with a byte order mark', () => {
    assert.equal(readText(Buffer.from('\ufeff<a/>')), '<a/>');
  });
});
