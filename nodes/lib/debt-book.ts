import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { DebtBook } from '../../camera/index';

const books = new Map<string | undefined, DebtBook>();

/** The one book of this Node-RED, kept in its user directory. */
export function debtBook(RED: NodeAPI): DebtBook {
  const { userDir } = RED.settings as { userDir?: string };
  const known = books.get(userDir);
  if (known) return known;
  const file = userDir && join(userDir, '.anjvision-relays.json');
  const book = new DebtBook(file, (trouble) => RED.log.warn(`anjvision: ${trouble}`));
  books.set(userDir, book);
  return book;
}
