/** What the bench's camera always answers. Knows nothing but itself: it runs in a process of its own. */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Documents by the last part of the path. */
export const ANSWERS: Readonly<Record<string, string>> = {
  getuid: `${DECLARATION}<uid>7468421d</uid>\n`,
  keep_alive: `${DECLARATION}<keep_alive>true</keep_alive>\n`,
  getRelayStatus: `${DECLARATION}<RelayStatus>status=0</RelayStatus>\n`,
  image: `${DECLARATION}<image brightness="128" contrast="128" saturation="128" sharpness="128"/>\n`,
};
