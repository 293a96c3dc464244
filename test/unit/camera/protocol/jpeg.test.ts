import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCompleteJpeg } from '../../../../camera/protocol/jpeg';

const START = [0xff, 0xd8];
const HEADER = [0xff, 0xe0, 0, 4, 1, 2];
const SCAN = [0xff, 0xda, 0, 2, 0x12, 0xff, 0, 0x34];
const END = [0xff, 0xd9];
const whole = Buffer.from([...START, ...HEADER, ...SCAN, ...END]);

describe('a picture', () => {
  it('is complete from its start to its end', () => {
    assert.equal(isCompleteJpeg(whole), true);
  });

  it('may be padded with zeros or a line break', () => {
    for (const padding of [[0], [0, 0, 0, 0], [0x0d, 0x0a], [0x0a]])
      assert.equal(isCompleteJpeg(Buffer.concat([whole, Buffer.from(padding)])), true);
  });

  it('is not complete when any of its end is missing', () => {
    for (let length = 0; length < whole.length; length += 1)
      assert.equal(isCompleteJpeg(whole.subarray(0, length)), false, `${length} bytes`);
  });

  it('is not complete when it ends inside a segment, even behind the end mark of a thumbnail', () => {
    const thumbnail = [...START, ...SCAN, ...END];
    const cut = [...START, 0xff, 0xe1, 0, 200, ...thumbnail];
    assert.equal(isCompleteJpeg(Buffer.from(cut)), false);
  });

  it('is not complete without picture data', () => {
    assert.equal(isCompleteJpeg(Buffer.from([...START, ...HEADER, ...END])), false);
    assert.equal(isCompleteJpeg(Buffer.from([...START, ...END])), false);
  });

  it('is nothing else that begins or ends like one', () => {
    for (const text of ['', 'GIF89a', '<html></html>', '\xff\xd8', 'abc\xff\xd9'])
      assert.equal(isCompleteJpeg(Buffer.from(text, 'latin1')), false);
    assert.equal(isCompleteJpeg(Buffer.from([...START, 0x00, ...HEADER, ...SCAN, ...END])), false);
  });

  it('is judged without an error, whatever the bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(bytes, (middle) => {
        const picture = Buffer.from([...START, ...middle, ...END]);
        assert.equal(typeof isCompleteJpeg(picture), 'boolean');
        assert.equal(typeof isCompleteJpeg(Buffer.from(middle)), 'boolean');
      }),
      { numRuns: 2000 },
    );
    assert.equal(isCompleteJpeg(Buffer.alloc(1_000_000)), false);
    assert.equal(isCompleteJpeg(Buffer.alloc(1_000_000, 0xff)), false);
  });
});
