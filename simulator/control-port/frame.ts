/** The first four bytes of every frame, in both directions. */
export const MAGIC = Buffer.from('58915851', 'hex');
const HEADER_BYTES = 8;
const LENGTH_LIMIT = 15 * 1024 * 1024;

/** Magic, length in little-endian order, body; one NUL behind the text, which the length counts. */
export function frame(body: Buffer, spare: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length + 1 + spare.length);
  return Buffer.concat([MAGIC, length, body, Buffer.from([0]), spare]);
}

/** Assembles frames from a byte stream. */
export class FrameReader {
  private waiting: Buffer = Buffer.alloc(0);

  /** Whether a frame is incomplete. */
  get started(): boolean {
    return this.waiting.length > 0;
  }

  /** The bodies completed by this piece; `broken` for a wrong magic or length, which closes the connection. */
  push(piece: Buffer): Buffer[] | 'broken' {
    this.waiting = Buffer.concat([this.waiting, piece]);
    const bodies: Buffer[] = [];
    for (;;) {
      const { waiting } = this;
      const begun = waiting.subarray(0, MAGIC.length);
      if (!begun.equals(MAGIC.subarray(0, begun.length))) return 'broken';
      if (waiting.length < HEADER_BYTES) return bodies;
      const length = waiting.readInt32LE(MAGIC.length);
      if (length <= 0 || length >= LENGTH_LIMIT) return 'broken';
      if (waiting.length < HEADER_BYTES + length) return bodies;
      bodies.push(waiting.subarray(HEADER_BYTES, HEADER_BYTES + length));
      this.waiting = waiting.subarray(HEADER_BYTES + length);
    }
  }
}
