/**
 * Frames of the control port: magic, length (32 bits, little-endian), body; the same in both directions
 * (events page, "Frame").
 */
const MAGIC = Buffer.from([0x58, 0x91, 0x58, 0x51]);
const HEADER_BYTES = 8;

/** An alarm is built in a buffer of 1 KiB; files and media are never asked for. */
const BODY_LIMIT_BYTES = 65_536;

/** Bytes that belong to no frame, in a row, until it is certain that this is no control port. */
const RUBBISH_LIMIT_BYTES = 65_536;

/** A whole frame, to be written at once: the camera waits only 200 ms for the rest of a started one. */
export function encodeFrame(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

/**
 * Cuts a stream of bytes into the bodies of frames, however it was split.
 *
 * Skips what precedes a magic number, and headers with a length no alarm has. Holds one body at most.
 */
export class FrameDecoder {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerBytes = 0;
  #body: Buffer | undefined;
  #bodyBytes = 0;
  #rubbish = 0;

  /** So much rubbish came that nothing sensible will. */
  get isHopeless(): boolean {
    return this.#rubbish > RUBBISH_LIMIT_BYTES;
  }

  /** The bodies completed by this piece, each cut at its first NUL: what follows is left-over memory. */
  push(piece: Buffer): Buffer[] {
    const bodies: Buffer[] = [];
    for (let at = 0; at < piece.length && !this.isHopeless;) {
      if (!this.#body) {
        this.#addToHeader(piece[at]!);
        at += 1;
        continue;
      }
      const taken = piece.copy(this.#body, this.#bodyBytes, at);
      at += taken;
      this.#bodyBytes += taken;
      if (this.#bodyBytes < this.#body.length) continue;
      const end = this.#body.indexOf(0);
      bodies.push(end < 0 ? this.#body : this.#body.subarray(0, end));
      this.#body = undefined;
    }
    return bodies;
  }

  #addToHeader(byte: number): void {
    this.#header[this.#headerBytes] = byte;
    this.#headerBytes += 1;
    while (this.#headerBytes > 0 && !this.#isPlausible()) this.#dropFirst();
    if (this.#headerBytes < HEADER_BYTES) return;
    const length = this.#header.readUInt32LE(4);
    this.#headerBytes = 0;
    this.#rubbish = 0;
    if (length === 0) return;
    this.#body = Buffer.alloc(length);
    this.#bodyBytes = 0;
  }

  /** Whether the bytes held can be, or begin, the header of an acceptable frame. */
  #isPlausible(): boolean {
    const magic = Math.min(this.#headerBytes, MAGIC.length);
    if (this.#header.compare(MAGIC, 0, magic, 0, magic) !== 0) return false;
    return this.#headerBytes < HEADER_BYTES || this.#header.readUInt32LE(4) <= BODY_LIMIT_BYTES;
  }

  /** The magic number may begin within what looked like another one. */
  #dropFirst(): void {
    this.#header.copyWithin(0, 1, this.#headerBytes);
    this.#headerBytes -= 1;
    this.#rubbish += 1;
  }
}
