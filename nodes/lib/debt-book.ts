import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { DebtBook } from '../../camera/index';

const books = new Map<string | undefined, DebtBook>();

/** The one book of this Node-RED, kept in its user directory. */
export function debtBook(RED: NodeAPI): DebtBook {
  const { userDir } = RED.settings as { userDir?: string };
  const book = books.get(userDir) ?? new DebtBook(userDir && join(userDir, '.anjvision-relays.json'));
  books.set(userDir, book);
  return book;
}
