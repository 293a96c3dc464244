/** Two bytes for each character, as GB2312 and its extension GBK have them; built when first needed. */
let table: Map<string, Buffer> | undefined;

/** The bytes of a text in GBK, which holds all of GB2312. What it does not have becomes a question mark. */
export function encodeGbk(text: string): Buffer {
  table ??= buildTable();
  const pieces: Buffer[] = [];
  for (const character of text) {
    const isAscii = character.charCodeAt(0) < 0x80;
    pieces.push(isAscii ? Buffer.from(character) : (table.get(character) ?? Buffer.from('?')));
  }
  return Buffer.concat(pieces);
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
        // No character has these two bytes.
      }
    }
  }
  return found;
}
