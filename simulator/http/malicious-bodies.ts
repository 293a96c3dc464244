import { gzipSync } from 'node:zlib';

const PIECE_BYTES = 10_000_000;
const PIECES = 60;

let bomb: Buffer | undefined;

/** About 600 kB of gzip that unpack to 600 MB of zeros; gzip members may simply follow each other. */
export function gzipBomb(): Buffer {
  bomb ??= Buffer.concat(Array<Buffer>(PIECES).fill(gzipSync(Buffer.alloc(PIECE_BYTES))));
  return bomb;
}

/** Ten levels of ten: a gigabyte from a kilobyte. */
export function entityBomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!DOCTYPE bomb [<!ENTITY e0 "boom">${levels.join('')}]>`,
    '<RelayStatus>status=&e9;</RelayStatus>',
  ].join('\n');
}

export const PROTO_XML = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<image __proto__="polluted" constructor="polluted" brightness="1">',
  '<__proto__ polluted="1"><polluted>1</polluted></__proto__>',
  '<constructor><prototype polluted="1"/></constructor>',
  '</image>',
].join('\n');
