/** `<camera>-<UTC time>.jpg`, in characters that every file system takes. */
export function pictureName(camera: string, now: number): string {
  const safe = camera
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|[._]+$/g, '');
  const time = new Date(now).toISOString().replace(/[:.]/g, '-');
  return `${cutToBytes(safe, 150) || 'camera'}-${time}.jpg`;
}

/** File systems limit names to 255 bytes. */
function cutToBytes(text: string, bytes: number): string {
  let cut = '';
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes) break;
    cut += character;
  }
  return cut;
}
