import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

/** A relay that was brought away from rest, and where it belongs. */
export interface PendingReset {
  readonly open: boolean;
  readonly verify: boolean;
}

/** What one client owes to one camera, as the client sees it. */
export interface PendingResetLease {
  /** What was owed to the camera when the page was opened, and is now the opener's to give. */
  readonly recovered: PendingReset | undefined;
  /** Whether something is owed here that nobody has inherited since. */
  isCurrent(): boolean;
  /** Resolves once it is on the disk. */
  write(debt: PendingReset | undefined): Promise<void>;
  /** The client is closing: whoever opens the camera's page next inherits what is owed. */
  handOver(): void;
}

interface Entry {
  readonly address: string;
  debt: PendingReset | undefined;
  isLeft: boolean;
}

/**
 * Remembers which relays are owed their rest, so that even a process that was killed can make up for it.
 *
 * Debts go by the camera's address: whoever talks to that camera next inherits what was left. Written to a file
 * if there is one, before the relay leaves rest; Node-RED's own context stores keep such a note in memory for up
 * to 30 s.
 */
export class PendingResetStore {
  readonly #file: string | undefined;
  readonly #warn: (trouble: string) => void;
  /** The newest last; two clients may owe the same camera a rest. */
  readonly #entries: Set<Entry>;
  #writing: Promise<void> = Promise.resolve();
  #hasComplained = false;

  /** @param warn is told if the file cannot be read, and once if it cannot be written. */
  constructor(file?: string, warn: (trouble: string) => void = () => undefined) {
    this.#file = file;
    this.#warn = warn;
    this.#entries = new Set(file === undefined ? [] : this.#load(file));
  }

  /** Whether anybody owes this camera's relay its rest. */
  isPending(address: string): boolean {
    return [...this.#entries].some((entry) => entry.address === address);
  }

  lease(address: string): PendingResetLease {
    const left = [...this.#entries].filter((entry) => entry.isLeft && entry.address === address);
    for (const entry of left) this.#entries.delete(entry);
    const inherited = left.at(-1)?.debt;
    const mine: Entry = { address, debt: inherited, isLeft: false };
    if (inherited) this.#entries.add(mine);
    return {
      recovered: inherited,
      isCurrent: () => this.#entries.has(mine),
      write: (debt) => {
        if (!this.#entries.delete(mine) && !debt) return Promise.resolve();
        mine.debt = debt;
        if (debt) this.#entries.add(mine);
        return this.#save();
      },
      handOver: () => {
        mine.isLeft = true;
      },
    };
  }

  #load(file: string): Entry[] {
    try {
      const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Partial<PendingReset> | null>;
      return Object.entries(read).flatMap(([address, debt]) =>
        debt === null || typeof debt !== 'object'
          ? []
          : [{ address, debt: { open: debt.open === true, verify: debt.verify !== false }, isLeft: true }],
      );
    } catch (error) {
      const { code = 'it makes no sense' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT')
        this.#warn(
          `${file} cannot be read (${code}): if Node-RED was killed during a pulse, see to the relay`,
        );
      return [];
    }
  }

  /** A disk that fails must not keep a gate from being used; this process still knows the debt. */
  #save(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return Promise.resolve();
    this.#writing = this.#writing
      .then(() => replace(file, this.#text()))
      .catch((error: unknown) => this.#complain(error));
    return this.#writing;
  }

  #text(): string {
    return JSON.stringify(Object.fromEntries([...this.#entries].map(({ address, debt }) => [address, debt])));
  }

  /** Once; a disk that is full stays full for a while. */
  #complain(error: unknown): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    const { code } = error as NodeJS.ErrnoException;
    this.#warn(
      `${this.#file} cannot be written (${code}): if Node-RED is killed during a pulse, the relay stays as it is`,
    );
  }
}

/** Replaces a file in one step, once the new text is safe on the disk. */
async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
