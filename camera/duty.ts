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
  #trouble: CameraError | undefined;
  /** How often it was asked for: an attempt that is under way may come too early for who asks now. */
  #asked = 0;
  #waiting: { readonly asked: number; readonly resolve: () => void }[] = [];
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

  /** Why it was tried in vain. */
  get trouble(): CameraError | undefined {
    return this.#trouble;
  }

  /**
   * Does it from now on, again and again until it is done or dropped.
   *
   * @returns when an attempt that began after this call was done, however many more are asked for. Never rejects.
   */
  fulfil(): Promise<void> {
    this.#due = true;
    this.#asked += 1;
    this.#hurry();
    const done = this.#whenDone();
    this.#running ??= this.#insist();
    return done;
  }

  /** Resolves once it is not due any more, and cuts short the pause until the next attempt. */
  settled(): Promise<void> {
    this.#hurry();
    return this.#running ?? Promise.resolve();
  }

  /** It need not be done any more. */
  drop(): void {
    this.#due = false;
    this.#relieve(this.#asked);
    this.#hurry();
  }

  async #insist(): Promise<void> {
    this.#backoff.reset();
    while (this.#due) {
      const asked = this.#asked;
      try {
        await this.#attempt();
        if (asked === this.#asked) this.drop();
        else this.#relieve(asked);
      } catch (error) {
        await this.#failed(error as CameraError);
      }
    }
    // In one breath with the last look at what is due: whoever asks from now on starts anew.
    this.#running = undefined;
  }

  async #failed(error: CameraError): Promise<void> {
    // It may have been dropped meanwhile.
    if (!this.#due) return;
    if (!this.#trouble) this.#onTrouble(error, this.#whenDone());
    this.#trouble = error;
    await this.#pause();
  }

  #whenDone(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ asked: this.#asked, resolve }));
  }

  /** Nothing is in the way any more, for all who had asked by then. */
  #relieve(asked: number): void {
    this.#trouble = undefined;
    const relieved = this.#waiting.filter((one) => one.asked <= asked);
    this.#waiting = this.#waiting.filter((one) => one.asked > asked);
    for (const { resolve } of relieved) resolve();
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
