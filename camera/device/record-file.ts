import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DRAFT_SUFFIX, draftName, replaceFile } from '../core/replace-file';
import { isRecord } from '../core/type-guards';

/** Changes the records in place. */
export type Change = (records: Record<string, unknown>) => void;

/** A lock is held for some milliseconds; one that is older was left by a process that was killed. */
const LOCK_STALE_MS = 2_000;
const LOCK_LOOK_MS = 10;

/**
 * Named records in a file that several processes may share: each change reads what is there, and replaces the file in
 * one step. A disk that fails is reported once and keeps nobody from going on.
 */
export class RecordFile {
  readonly #path: string;
  readonly #warn: (trouble: string) => void;
  readonly #lock: string;
  #changing: Promise<void> = Promise.resolve();
  #hasComplained = false;

  /** @param warn is told if the file cannot be read, and once if it cannot be written. */
  constructor(path: string, warn: (trouble: string) => void) {
    this.#path = path;
    this.#warn = warn;
    this.#lock = `${path}.lock`;
  }

  /** What is there at the start. Removes what killed processes have left beside the file. */
  load(): Record<string, unknown> {
    this.#removeDrafts();
    try {
      const records: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      if (isRecord(records)) return records;
      this.#warn(`${this.#path} makes no sense: it holds no object`);
    } catch (error) {
      const { code = 'it is no JSON' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.#warn(`${this.#path} cannot be read (${code})`);
    }
    return {};
  }

  /** Resolves once the change is safe on the disk. Never rejects. */
  change(change: Change): Promise<void> {
    this.#changing = this.#changing.then(() => this.#changeSafely(change)).catch((error: unknown) => this.#complain(error)); // prettier-ignore
    return this.#changing;
  }

  /**
   * Makes the change at once, so that it survives the end of this process, though not that of the machine. Takes a
   * fraction of a millisecond: nothing waits for the disk.
   */
  changeNow(change: Change): void {
    // Another process is at it, or this one.
    if (!this.#tryLock()) return void this.change(change);
    const draft = draftName(this.#path);
    try {
      writeFileSync(draft, this.#changed(change), { mode: 0o600 });
      renameSync(draft, this.#path);
    } catch (error) {
      rmSync(draft, { force: true });
      this.#complain(error);
    } finally {
      this.#unlock();
    }
  }

  async #changeSafely(change: Change): Promise<void> {
    const isLocked = await this.#waitForLock();
    try {
      await replaceFile(this.#path, this.#changed(change));
    } finally {
      if (isLocked) this.#unlock();
    }
  }

  #changed(change: Change): string {
    const records = this.#present();
    change(records);
    return JSON.stringify(records);
  }

  /** What makes no sense was reported at the start. */
  #present(): Record<string, unknown> {
    try {
      const records: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      return isRecord(records) ? records : {};
    } catch {
      return {};
    }
  }

  #removeDrafts(): void {
    const folder = dirname(this.#path);
    const name = basename(this.#path);
    try {
      for (const other of readdirSync(folder)) {
        const isDraft = other.startsWith(name) && DRAFT_SUFFIX.test(other.slice(name.length));
        if (isDraft) rmSync(join(folder, other), { force: true });
      }
    } catch {
      // That the folder cannot be read is reported when the file is.
    }
  }

  async #waitForLock(): Promise<boolean> {
    const until = performance.now() + 2 * LOCK_STALE_MS;
    while (!this.#tryLock()) {
      // Rather two at a time than a gate that does not open.
      if (performance.now() > until) return false;
      await wait(LOCK_LOOK_MS);
    }
    return true;
  }

  #tryLock(): boolean {
    try {
      closeSync(openSync(this.#lock, 'wx', 0o600));
      return true;
    } catch (error) {
      // Where no lock can be written, neither can the file, which is reported.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return true;
      if (this.#isStale()) this.#unlock();
      return false;
    }
  }

  #isStale(): boolean {
    const { mtimeMs = Date.now() } = statSync(this.#lock, { throwIfNoEntry: false }) ?? {};
    return Math.abs(Date.now() - mtimeMs) > LOCK_STALE_MS;
  }

  #unlock(): void {
    rmSync(this.#lock, { force: true });
  }

  /** Once; a disk that is full stays full for a while. */
  #complain(error: unknown): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    this.#warn(`${this.#path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
