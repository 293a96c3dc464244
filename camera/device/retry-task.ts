import { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import type { CameraError } from '../core/errors';
import { DEBT_RETRY_FIRST_MS, DEBT_RETRY_LONGEST_MS } from '../core/limits';

/** How a duty ended: done, or given up because of an error. */
export type Outcome = CameraError | undefined;

/** Is told of the first failure, and how the duty ends in the end. */
export type OnTrouble = (error: CameraError, ended: Promise<Outcome>) => void;

/** Somebody who asked for it. */
interface Claim {
  /** How often it had been asked for by then. */
  readonly asked: number;
  readonly onTrouble: readonly OnTrouble[];
  readonly ended: Promise<Outcome>;
  readonly end: (outcome: Outcome) => void;
}

/** Something that must be done however long the camera is away: closing a door, stopping a motor. */
export class RetryTask {
  readonly #attempt: () => Promise<Outcome>;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #due = false;
  /** An attempt that is under way may come too early for who asks now. */
  #asked = 0;
  #claims: Claim[] = [];
  /** Those who know of the trouble there is. */
  readonly #told = new Set<OnTrouble>();
  #running = false;
  #hurry: () => void = () => undefined;

  /** @param attempt does it once, or throws; returns an error if it need not be tried again. */
  constructor(attempt: () => Promise<Outcome>, clock: Clock) {
    this.#attempt = attempt;
    this.#clock = clock;
    this.#backoff = new Backoff(DEBT_RETRY_FIRST_MS, DEBT_RETRY_LONGEST_MS, clock);
  }

  /** It is to be done, and not dropped since. */
  get isPending(): boolean {
    return this.#due;
  }

  /**
   * Does it from now on, again and again until it is done or dropped.
   *
   * @returns when an attempt that began after this call has done it, however many more are asked for. Never rejects.
   */
  run(...onTrouble: readonly OnTrouble[]): Promise<Outcome> {
    this.#due = true;
    this.#asked += 1;
    const ended = this.attach(...onTrouble);
    if (!this.#running) void this.#insist();
    return ended;
  }

  /** As `fulfil`, but content with an attempt that is under way. */
  attach(...onTrouble: readonly OnTrouble[]): Promise<Outcome> {
    if (!this.#due) return Promise.resolve(undefined);
    let end: Claim['end'] = () => undefined;
    const ended = new Promise<Outcome>((resolve) => (end = resolve));
    this.#claims.push({ asked: this.#asked, onTrouble, ended, end });
    this.#hurry();
    return ended;
  }

  /** It need not be done any more, because of an error or since something else did it. */
  cancel(outcome?: CameraError): void {
    this.#due = false;
    this.#end(this.#asked, outcome);
    this.#hurry();
  }

  async #insist(): Promise<void> {
    this.#running = true;
    this.#backoff.reset();
    while (this.#due) {
      const asked = this.#asked;
      try {
        const outcome = await this.#attempt();
        if (asked === this.#asked) this.cancel(outcome);
        else this.#end(asked, outcome);
      } catch (error) {
        this.#tell(asked, error as CameraError);
        // It may have been dropped meanwhile, or asked for once more.
        if (this.isPending && asked === this.#asked) await this.#pause();
      }
    }
    // In one breath with the last look at what is due: whoever asks from now on starts anew.
    this.#running = false;
  }

  /** It is over for all who had asked by then. */
  #end(asked: number, outcome: Outcome): void {
    this.#told.clear();
    const ending = this.#claims.filter((claim) => claim.asked <= asked);
    this.#claims = this.#claims.filter((claim) => claim.asked > asked);
    for (const { end } of ending) end(outcome);
  }

  #tell(asked: number, error: CameraError): void {
    for (const { onTrouble, ended } of this.#claims.filter((claim) => claim.asked <= asked)) {
      for (const tell of onTrouble) if (!this.#told.has(tell)) tell(error, ended);
      for (const tell of onTrouble) this.#told.add(tell);
    }
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
