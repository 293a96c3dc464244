const MARKER = 0xff;
const START_OF_IMAGE = 0xffd8;
const END_OF_IMAGE = Buffer.from([MARKER, 0xd9]);
const START_OF_SCAN = 0xda;

/**
 * Whether the bytes hold one complete JPEG: every segment up to the picture data is whole, and the end is marked.
 *
 * The maker's bytes may follow the end (field note 19). Within picture data `ff` is followed by 0 or a restart's number,
 * so that the end cannot be mistaken; it is looked for from behind, where it stands.
 */
export function isCompleteJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== START_OF_IMAGE) return false;
  const data = startOfData(bytes);
  return data !== undefined && bytes.lastIndexOf(END_OF_IMAGE) >= data;
}

/** Where the picture data begins, behind the segments before it. */
function startOfData(bytes: Buffer): number | undefined {
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== MARKER) return undefined;
    // Fill bytes may stand before the name of a segment.
    if (bytes[at + 1] === MARKER) at += 1;
    else {
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      if (bytes[at + 1] === START_OF_SCAN) return end;
      at = end;
    }
  }
  return undefined;
}
