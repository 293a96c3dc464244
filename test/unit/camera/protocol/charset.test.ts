import assert from 'node:assert/strict';
import { readText } from '../../../../camera/protocol/charset';

describe('the characters of an answer', () => {
  it('are UTF-8 where the bytes are', () => {
    assert.equal(readText(Buffer.from('Tür 漢 😀 €')), 'Tür 漢 😀 €');
  });

  it('are the Western encoding where they are not', () => {
    assert.equal(readText(Buffer.from('Tür', 'latin1')), 'Tür');
  });

  it('never become the replacement character', () => {
    for (let byte = 0; byte < 256; byte += 1)
      assert.doesNotMatch(readText(Buffer.from([0x61, byte, 0x62])), /\ufffd/);
  });

  it('do not begin with a byte order mark', () => {
    assert.equal(readText(Buffer.from('\ufeff<a/>')), '<a/>');
  });
});
