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

  it('may be followed by zeros, a line break, or bytes of the maker', () => {
    for (const behind of [[0], [0, 0, 0, 0], [0x0d, 0x0a], [0x0a], [...Buffer.from('vendor data')], [0xff, 0xd9], [0xff]])
      assert.equal(isCompleteJpeg(Buffer.concat([whole, Buffer.from(behind)])), true);
    assert.equal(isCompleteJpeg(Buffer.concat([whole, Buffer.alloc(100_000, 0x5a)])), true);
  }); // prettier-ignore

  it('may have fill bytes before any marker', () => {
    const filled = [...START, 0xff, ...HEADER, 0xff, 0xff, ...SCAN, 0xff, ...END];
    assert.equal(isCompleteJpeg(Buffer.from(filled)), true);
    assert.equal(isCompleteJpeg(Buffer.from(filled.slice(0, -1))), false);
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

  it('is not complete when it was cut in its data, even with a thumbnail before that, or padded behind', () => {
    const thumbnail = [...START, ...SCAN, ...END];
    const withThumbnail = [...START, 0xff, 0xe1, 0, 2 + thumbnail.length, ...thumbnail, ...SCAN];
    assert.equal(isCompleteJpeg(Buffer.from(withThumbnail)), false);
    assert.equal(isCompleteJpeg(Buffer.from([...withThumbnail, ...END])), true);
    assert.equal(isCompleteJpeg(Buffer.from([...withThumbnail, 0, 0, 0, 0])), false);
    assert.equal(isCompleteJpeg(Buffer.from([...withThumbnail, 0xff])), false);
  });

  it('of 4 MB is judged in a moment, whether it is complete or cut', () => {
    const data = Buffer.alloc(4_000_000, 0xff);
    for (let at = 1; at < data.length; at += 2) data[at] = 0;
    const cut = Buffer.concat([Buffer.from([...START, ...HEADER, ...SCAN]), data]);
    const picture = Buffer.concat([cut, Buffer.from(END), Buffer.from('vendor')]);
    const started = process.cpuUsage();
    for (let time = 0; time < 10; time += 1) {
      assert.equal(isCompleteJpeg(picture), true);
      assert.equal(isCompleteJpeg(cut), false);
    }
    const { user } = process.cpuUsage(started);
    assert.ok(user < 500_000, `${user / 20_000} ms each`);
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
