import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeFrame, FrameDecoder } from '../../../../../camera/events/control-port/frame';

const MAGIC = Buffer.from('58915851', 'hex');

function header(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

const frame = (body: string | Buffer) => Buffer.concat([header(Buffer.from(body).length), Buffer.from(body)]);

/** The bodies of a stream that arrives in these pieces. */
function decode(...pieces: Buffer[]): string[] {
  const decoder = new FrameDecoder();
  return pieces.flatMap((piece) => decoder.push(piece)).map(String);
}

describe('a frame of the control port', () => {
  it('is written as magic, little-endian length and the text with its NUL', () => {
    assert.deepEqual(encodeFrame('<a/>'), Buffer.from('58915851' + '05000000' + '3c612f3e00', 'hex'));
  });

  it('is read up to its first NUL', () => {
    assert.deepEqual(decode(frame('<a/>\0<ALARM_INFO left over\0\0')), ['<a/>']);
    assert.deepEqual(decode(frame('<a/>')), ['<a/>']);
  });

  it('is read from several segments, and several from one', () => {
    const both = Buffer.concat([frame('<a/>\0'), frame('<b/>\0')]);
    assert.deepEqual(decode(both), ['<a/>', '<b/>']);
    assert.deepEqual(decode(...[...both].map((byte) => Buffer.from([byte]))), ['<a/>', '<b/>']);
    assert.deepEqual(decode(both.subarray(0, 8), both.subarray(8)), ['<a/>', '<b/>']);
  });

  it('is found behind rubbish, even such as looks like its beginning', () => {
    const rubbish = ['', '\r\nOK', '58', '5891', '589158', '5891585158', '589158515891', '58585858'];
    for (const bytes of rubbish.map((hex) => Buffer.from(hex, 'hex'))) {
      assert.deepEqual(decode(bytes, frame('<a/>\0')), ['<a/>'], bytes.toString('hex'));
    }
  });

  it('is passed over without a body, or with one no alarm has', () => {
    assert.deepEqual(decode(header(0), frame('<a/>\0')), ['<a/>']);
    for (const length of [65_537, 0x7fffffff, 0xffffffff])
      assert.deepEqual(decode(header(length), frame('<a/>\0')), ['<a/>']);
  });

  it('may have up to 64 KiB', () => {
    const body = 'a'.repeat(65_536);
    assert.deepEqual(decode(frame(body)), [body]);
  });

  it('is not waited for when nothing but rubbish comes', () => {
    const decoder = new FrameDecoder();
    decoder.push(Buffer.alloc(65_536));
    assert.equal(decoder.isHopeless, false);
    decoder.push(Buffer.alloc(1));
    assert.equal(decoder.isHopeless, true);
    assert.deepEqual(decoder.push(frame('<a/>\0')), []);
  });

  /** Streams made of frames, of what looks like them, and of anything. */
  const stream = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }).map((body) => frame(Buffer.from(body))),
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
        fc.nat(0xffffffff).map(header),
        fc.constantFrom(MAGIC, MAGIC.subarray(0, 3), Buffer.alloc(3)),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => Buffer.concat(pieces));

  it('is the same however its stream is split', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(400), { maxLength: 20 }), (bytes, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        assert.deepEqual(decode(...pieces), decode(bytes));
      }),
    );
  });

  it('costs no more than it has, whatever comes', () => {
    const before = process.memoryUsage().arrayBuffers;
    const decoder = new FrameDecoder();
    for (let i = 0; i < 2_000; i += 1) decoder.push(header(65_536));
    for (let i = 0; i < 2_000; i += 1) decoder.push(header(0xffffffff));
    assert.ok(process.memoryUsage().arrayBuffers - before < 20_000_000);
  });
});
