import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { DebtBook } from '../../camera/index';

const books = new Map<string | undefined, DebtBook>();

/** The one book of this Node-RED, kept in its user directory. */
function open(RED: NodeAPI, userDir: string | undefined): DebtBook {
  const file = userDir && join(userDir, '.anjvision-relays.json');
  return new DebtBook(file, (trouble) => RED.log.warn(`anjvision: ${trouble}`));
}

export function debtBook(RED: NodeAPI): DebtBook {
  const { userDir } = RED.settings as { userDir?: string };
  const book = books.get(userDir) ?? open(RED, userDir);
  books.set(userDir, book);
  return book;
}
