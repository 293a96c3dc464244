/** How long the same trouble is not said again. */
const SILENCE_MS = 600_000;

const KINDS_AT_MOST = 1_000;

/** Says each kind of trouble once: whoever sends nonsense must not be able to fill the log. */
export class RefusalLog {
  readonly #warn: (text: string) => void;
  readonly #now: () => number;
  readonly #said = new Map<string, number>();

  constructor(warn: (text: string) => void, now: () => number = Date.now) {
    this.#warn = warn;
    this.#now = now;
  }

  /** @param kind what makes it the same trouble. */
  say(kind: string, text: string): void {
    const now = this.#now();
    const before = this.#said.get(kind);
    if (before !== undefined && now - before < SILENCE_MS) return;
    // The oldest is forgotten: names in topics are as many as a sender likes.
    if (this.#said.size >= KINDS_AT_MOST) this.#said.delete(this.#said.keys().next().value!);
    this.#said.delete(kind);
    this.#said.set(kind, now);
    this.#warn(text);
  }
}
