/** What the bench's camera always answers. Knows nothing but itself: it runs in a process of its own. */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** As large as that of a camera with five million pixels. */
export const PICTURE_BYTES = 1_500_000;

/** A complete JPEG, as far as its form goes. */
function picture(): Buffer {
  const bytes = Buffer.alloc(PICTURE_BYTES, 0x55);
  Buffer.from('ffd8ffda0002', 'hex').copy(bytes);
  Buffer.from('ffd9', 'hex').copy(bytes, PICTURE_BYTES - 2);
  return bytes;
}

/** Bodies by the last part of the path, without an ending. */
export const ANSWERS: Readonly<Record<string, string>> = {
  getuid: `${DECLARATION}<uid>7468421d</uid>\n`,
  keep_alive: `${DECLARATION}<keep_alive>true</keep_alive>\n`,
  getRelayStatus: `${DECLARATION}<RelayStatus>status=0</RelayStatus>\n`,
  image: `${DECLARATION}<image brightness="128" contrast="128" saturation="128" sharpness="128"/>\n`,
};

export const PICTURES: Readonly<Record<string, Buffer>> = { snapshot: picture() };
