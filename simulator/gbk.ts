/** GBK's two bytes for each character; built when first needed. */
let table: Map<string, Buffer> | undefined;

/** Encodes in GBK, a superset of GB2312. Other characters become question marks. */
export function encodeGbk(text: string): Buffer {
  const pieces: Buffer[] = [];
  for (const character of text) pieces.push(encodeCharacter(character));
  return Buffer.concat(pieces);
}

function encodeCharacter(character: string): Buffer {
  if (character.charCodeAt(0) < 0x80) return Buffer.from(character);
  table ??= buildTable();
  return table.get(character) ?? Buffer.from('?');
}

function buildTable(): Map<string, Buffer> {
  const decoder = new TextDecoder('gbk', { fatal: true });
  const found = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const bytes = Buffer.from([lead, trail]);
      try {
        const character = decoder.decode(bytes);
        if (!found.has(character)) found.set(character, bytes);
      } catch {
        // These two bytes encode no character.
      }
    }
  }
  return found;
}
