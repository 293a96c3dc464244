import type { Clock, Timer } from './clock';

/**
 * Ends a request when its time is up. It is what the HTTP library needs of an AbortSignal: with Node's own, which
 * anybody may listen to, a request takes a tenth longer.
 */
export class Deadline {
  aborted = false;
  readonly #clock: Clock;
  readonly #timer: Timer;
  #listener: (() => void) | undefined;

  constructor(ms: number, clock: Clock) {
    this.#clock = clock;
    this.#timer = clock.after(ms, () => {
      this.aborted = true;
      this.#listener?.();
    });
  }

  /** There is one kind of event, and the library listens once. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  /** The request has ended. */
  cancel(): void {
    this.#clock.cancel(this.#timer);
  }
}
