import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { interrupted, type Outcome } from './answer';
import { replaceFile } from '../../camera/index';

/** How long an id is remembered. */
export const REMEMBER_MS = 600_000;

/** More act in 10 minutes only for a sender that runs wild. */
const MOST_ENTRIES = 200_000;

/** What only reads or sets does no harm twice, and what it answered may be long. */
const MOST_THAT_DO_NOT_ACT = 10_000;

/** The file is written anew when it holds this many lines more than there are entries. */
const SURPLUS_LINES = 2_000;

interface Entry {
  readonly at: number;
  readonly outcome: Promise<Outcome>;
  /** The outcome, once it is known. */
  ended?: Outcome;
}

/** A line of the file: a command that was begun, or how it ended. */
interface Line {
  readonly at: number;
  readonly keys: readonly string[];
  readonly outcome?: Outcome;
}

interface Writing {
  readonly text: string;
  readonly done: () => void;
}

/**
 * Remembers which commands were carried out, so that one that is delivered twice acts once, also when Node-RED was
 * killed in between. A line is on the disk before a command that acts is sent; those of several commands are
 * written together.
 */
export class IdempotencyStore {
  readonly #file: string | undefined;
  readonly #warn: (trouble: string) => void;
  readonly #now: () => number;
  /** The oldest first. */
  readonly #entries = new Map<string, Entry>();
  #waiting: Writing[] = [];
  #isWriting = false;
  #lines = 0;
  #hasComplained = false;

  /** @param warn is told if the file cannot be read, and once if it cannot be written. */
  constructor(
    file: string | undefined,
    warn: (trouble: string) => void = () => undefined,
    now: () => number = Date.now,
  ) {
    this.#file = file;
    this.#warn = warn;
    this.#now = now;
    if (file !== undefined) this.#load(file);
  }

  /** The outcome of a command that was begun under one of these keys in the last 10 minutes. */
  find(keys: readonly string[]): Promise<Outcome> | undefined {
    this.#forgetOld();
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry) return entry.outcome;
    }
    return undefined;
  }

  /** One more that acts could not be remembered. */
  get isFull(): boolean {
    this.#forgetOld();
    return this.#entries.size >= MOST_ENTRIES;
  }

  /**
   * Remembers a command from now on; of those that do not act only the first thousands.
   *
   * @param acts writes it down as well; `written` resolves once it is on the disk.
   */
  begin(keys: readonly string[], acts: boolean): { written: Promise<void>; end: (outcome: Outcome) => void } {
    const at = this.#now();
    let settle: (outcome: Outcome) => void = () => undefined;
    const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
    const entry: Entry = { at, outcome };
    const isKept = acts || this.#entries.size < MOST_THAT_DO_NOT_ACT;
    if (isKept) for (const key of keys) this.#entries.set(key, entry);
    const isWritten = acts && keys.length > 0;
    return {
      written: isWritten ? this.#write({ at, keys }) : Promise.resolve(),
      end: (result) => {
        entry.ended = result;
        settle(result);
        // What never reached the camera has not acted: it may be tried again.
        if (!hasActed(result)) this.#forget(keys);
        if (isWritten) void this.#write({ at, keys, outcome: result });
      },
    };
  }

  /** Resolves when everything is on the disk. */
  async flushed(): Promise<void> {
    await this.#append('');
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) this.#entries.delete(key);
  }

  #forgetOld(): void {
    const oldest = this.#now() - REMEMBER_MS;
    for (const [key, { at }] of this.#entries) {
      if (at > oldest) return;
      this.#entries.delete(key);
    }
  }

  #load(file: string): void {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT')
        this.#warn(`${file} cannot be read (${code}): a command that is delivered again may act again`);
      return;
    }
    const oldest = this.#now() - REMEMBER_MS;
    for (const line of text.split('\n')) {
      this.#lines += 1;
      const read = parseLine(line);
      if (!read || read.at <= oldest) continue;
      const ended = read.outcome ?? interrupted();
      if (!hasActed(ended)) {
        this.#forget(read.keys);
        continue;
      }
      const entry: Entry = { at: read.at, outcome: Promise.resolve(ended), ended };
      for (const key of read.keys) this.#entries.set(key, entry);
    }
  }

  #write(line: Line): Promise<void> {
    return this.#append(onNewLine(line));
  }

  #append(text: string): Promise<void> {
    if (this.#file === undefined) return Promise.resolve();
    const file = this.#file;
    return new Promise((done) => {
      this.#waiting.push({ text, done });
      if (!this.#isWriting) void this.#writeAll(file);
    });
  }

  /** A disk that fails must not keep a gate from being used; this process still knows the ids. */
  async #writeAll(file: string): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const text = batch.map((writing) => writing.text).join('');
        await (this.#lines > this.#entries.size + SURPLUS_LINES ? this.#rewrite(file) : append(file, text));
        this.#lines += batch.length;
      } catch (error) {
        this.#complain(file, error);
      }
      for (const { done } of batch) done();
    }
    this.#isWriting = false;
  }

  /** Drops the lines of what is not remembered any more. What was to be appended is among the entries. */
  async #rewrite(file: string): Promise<void> {
    const lines = [...this.#entries].map(([key, { at, ended }]) =>
      onNewLine({ at, keys: [key], ...(ended && { outcome: ended }) }),
    );
    await replaceFile(file, lines.join(''));
    this.#lines = lines.length;
  }

  /** Once; a disk that is full stays full for a while. */
  #complain(file: string, error: unknown): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    const { code } = error as NodeJS.ErrnoException;
    this.#warn(`${file} cannot be written (${code}): after a restart, a repeated command may act again`);
  }
}

const hasActed = ({ status, mayHaveReached }: Outcome) => status === 'ok' || mayHaveReached;

/** Begins a line, so that what was cut off before it spoils no other line. */
const onNewLine = (line: Line) => `\n${JSON.stringify(line)}`;

function parseLine(line: string): Line | undefined {
  try {
    const { at, keys, outcome } = JSON.parse(line) as Partial<Line>;
    const isRight = typeof at === 'number' && Array.isArray(keys);
    return isRight ? { at, keys: keys as string[], ...(outcome && { outcome }) } : undefined;
  } catch {
    // An empty line, or one that was cut off when the process was killed.
    return undefined;
  }
}

async function append(file: string, text: string): Promise<void> {
  if (text === '') return;
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
