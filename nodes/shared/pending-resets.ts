import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { PendingResetStore } from '../../camera/index';

const books = new Map<string | undefined, PendingResetStore>();

/** The one book of this Node-RED, kept in its user directory. */
export function debtBook(RED: NodeAPI): PendingResetStore {
  const { userDir } = RED.settings as { userDir?: string };
  const known = books.get(userDir);
  if (known) return known;
  const file = userDir && join(userDir, '.anjvision-relays.json');
  const book = new PendingResetStore(file, (trouble) => RED.log.warn(`anjvision: ${trouble}`));
  books.set(userDir, book);
  return book;
}
