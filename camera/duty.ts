import { Backoff } from './backoff';
import type { Clock } from './clock';
import type { CameraError } from './errors';
import { DEBT_RETRY_FIRST_MS, DEBT_RETRY_LONGEST_MS } from './settings';

/** Something that must be done however long the camera is away: closing a door, stopping a motor. */
export class Duty {
  readonly #attempt: () => Promise<void>;
  readonly #onTrouble: (error: CameraError, madeUpFor: Promise<void>) => void;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #due = false;
  /** How often it was asked for: an attempt that is under way may come too early for who asks now. */
  #asked = 0;
  #overdue = false;
  #running: Promise<void> | undefined;
  #hurry: () => void = () => undefined;

  /**
   * @param attempt does it once, or throws.
   * @param onTrouble is told of the first failure, and gets a promise of the end.
   */
  constructor(
    attempt: () => Promise<void>,
    onTrouble: (error: CameraError, madeUpFor: Promise<void>) => void,
    clock: Clock,
  ) {
    this.#attempt = attempt;
    this.#onTrouble = onTrouble;
    this.#clock = clock;
    this.#backoff = new Backoff(DEBT_RETRY_FIRST_MS, DEBT_RETRY_LONGEST_MS, clock);
  }

  /** It is to be done, and not dropped since. */
  get due(): boolean {
    return this.#due;
  }

  /** It was tried in vain. */
  get overdue(): boolean {
    return this.#overdue;
  }

  /** Does it from now on, again and again until it is done or dropped. Never rejects. */
  fulfil(): Promise<void> {
    this.#due = true;
    this.#asked += 1;
    this.#hurry();
    this.#running ??= this.#insist();
    return this.#running;
  }

  /** Resolves once it is not due any more, and cuts short the pause until the next attempt. */
  settled(): Promise<void> {
    this.#hurry();
    return this.#running ?? Promise.resolve();
  }

  /** It need not be done any more. */
  drop(): void {
    this.#due = this.#overdue = false;
    this.#hurry();
  }

  async #insist(): Promise<void> {
    this.#backoff.reset();
    while (this.#due) {
      const asked = this.#asked;
      try {
        await this.#attempt();
        if (asked === this.#asked) this.drop();
        else this.#overdue = false;
      } catch (error) {
        if (!this.#overdue) this.#onTrouble(error as CameraError, this.#running!);
        // It may have been dropped meanwhile.
        this.#overdue = this.due;
        if (this.due) await this.#pause();
      }
    }
    // In one breath with the last look at what is due: whoever asks from now on starts anew.
    this.#running = undefined;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(this.#backoff.next(), resolve);
      this.#hurry = () => {
        this.#clock.cancel(timer);
        resolve();
      };
    });
  }
}
