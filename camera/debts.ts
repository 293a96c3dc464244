import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';

/** A relay that was brought away from rest, and where it belongs. */
export interface Debt {
  readonly open: boolean;
  readonly verify: boolean;
}

/**
 * Remembers which relays are owed their rest, so that even a process that was killed can make up for it.
 *
 * Debts go by the camera's address: whoever talks to that camera next inherits them. Written to a file if there
 * is one, before the relay leaves rest; Node-RED's own context stores keep such a note in memory for up to 30 s.
 */
export class DebtBook {
  readonly #file: string | undefined;
  readonly #debts: Map<string, Debt>;
  #writing: Promise<void> = Promise.resolve();

  constructor(file?: string) {
    this.#file = file;
    this.#debts = new Map(file === undefined ? [] : load(file));
  }

  /** The page of one camera. What is owed on it becomes the reader's. */
  page(address: string): DebtPage {
    let mine = this.#debts.get(address);
    if (mine) this.#debts.set(address, (mine = { ...mine }));
    const isMine = () => mine !== undefined && this.#debts.get(address) === mine;
    return {
      inherited: mine,
      isMine,
      write: (debt) => {
        if (!debt && !isMine()) return Promise.resolve();
        mine = debt;
        return this.#write(address, debt);
      },
    };
  }

  #write(address: string, debt: Debt | undefined): Promise<void> {
    if (debt) this.#debts.set(address, debt);
    else this.#debts.delete(address);
    const file = this.#file;
    if (file === undefined) return Promise.resolve();
    // A disk that fails must not keep a gate from being used; this process still knows the debt.
    this.#writing = this.#writing.then(() =>
      save(file, Object.fromEntries(this.#debts)).catch(() => undefined),
    );
    return this.#writing;
  }
}

/** What one camera is owed, as one who talks to it sees it. */
export interface DebtPage {
  /** What was owed when the page was opened. */
  readonly inherited: Debt | undefined;
  /** Whether what is owed is still the holder's to give: nobody has opened the page since, or settled it. */
  isMine(): boolean;
  /** Resolves once it is on the disk. */
  write(debt: Debt | undefined): Promise<void>;
}

function load(file: string): [string, Debt][] {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Partial<Debt>>;
    return Object.entries(read).map(([address, { open, verify }]) => [
      address,
      { open: open === true, verify: verify !== false },
    ]);
  } catch {
    return [];
  }
}

/** Replaces the file in one step; it survives a power cut too. */
async function save(file: string, debts: Record<string, Debt>): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(debts));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
