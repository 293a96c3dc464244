const START_OF_IMAGE = 0xffd8;
const END_OF_IMAGE = 0xffd9;
const START_OF_SCAN = 0xda;

/**
 * Whether the bytes are one complete JPEG: every segment up to the picture data is whole, and the end is marked.
 * Cameras may pad the end with zeros or a line break.
 */
export function isCompleteJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== START_OF_IMAGE) return false;
  let end = bytes.length;
  while (end > 4 && [0x00, 0x0a, 0x0d].includes(bytes[end - 1]!)) end -= 1;
  if (bytes.readUInt16BE(end - 2) !== END_OF_IMAGE) return false;
  for (let at = 2; at + 4 <= end; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return false;
    if (bytes[at + 1] === START_OF_SCAN) return true;
  }
  return false;
}
