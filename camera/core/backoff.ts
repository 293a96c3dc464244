import type { Clock } from './clock';

/** Growing pauses with jitter: each between half and the whole of a length that doubles up to the longest. */
export class Backoff {
  readonly #first: number;
  readonly #longest: number;
  readonly #clock: Clock;
  #next: number;

  constructor(firstMs: number, longestMs: number, clock: Clock) {
    this.#first = this.#next = firstMs;
    this.#longest = longestMs;
    this.#clock = clock;
  }

  /** The next pause in ms. */
  next(): number {
    const length = this.#next;
    this.#next = Math.min(length * 2, this.#longest);
    return length * (0.5 + this.#clock.random() / 2);
  }

  reset(): void {
    this.#next = this.#first;
  }
}
