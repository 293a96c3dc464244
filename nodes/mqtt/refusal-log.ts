/** How long the same trouble is not said again. */
const SILENCE_MS = 600_000;

/** Kinds said in that time: names in topics are as many as a sender likes. */
const KINDS_AT_MOST = 100;

/** Says each kind of trouble once: whoever sends nonsense must not be able to fill the log. */
export class RefusalLog {
  readonly #warn: (text: string) => void;
  readonly #now: () => number;
  /** When each was said, the oldest first. */
  readonly #said = new Map<string, number>();
  #isOverflowing = false;

  constructor(warn: (text: string) => void, now: () => number = Date.now) {
    this.#warn = warn;
    this.#now = now;
  }

  /** @param kind what makes it the same trouble. */
  say(kind: string, text: string): void {
    this.#forgetOld();
    if (this.#said.has(kind)) return;
    if (this.#said.size >= KINDS_AT_MOST) return this.#sayThatThereIsMore();
    this.#isOverflowing = false;
    this.#said.set(kind, this.#now());
    this.#warn(text);
  }

  #sayThatThereIsMore(): void {
    if (this.#isOverflowing) return;
    this.#isOverflowing = true;
    this.#warn('the broker sends too much that is refused; some of it is not said here');
  }

  #forgetOld(): void {
    const oldest = this.#now() - SILENCE_MS;
    for (const [kind, at] of this.#said) {
      if (at > oldest) return;
      this.#said.delete(kind);
    }
  }
}
