import { Backoff } from '../core/backoff';
import type { Clock, Timer } from '../core/clock';
import type { CameraError } from '../core/errors';
import { COMMAND_TIMEOUT_MS, PENDING_RETRY_FIRST_MS, PENDING_RETRY_LONGEST_MS } from '../core/limits';

/** How a task ended: done, or given up because of an error. */
export type Outcome = CameraError | undefined;

/** Is told of the first failure, and how the task ends in the end. */
export type OnTrouble = (error: CameraError, ended: Promise<Outcome>) => void;

/** Somebody who asked for it. */
interface Claim {
  /** How often it had been asked for by then. */
  readonly asked: number;
  readonly onTrouble: readonly OnTrouble[];
  readonly ended: Promise<Outcome>;
  readonly end: (outcome: Outcome) => void;
}

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'attempting' }
  /** An attempt is under way that nobody needs any more. */
  | { readonly name: 'cancelled' }
  | { readonly name: 'pausing'; readonly timer: Timer };

/** Something that must be done however long the camera is away: closing a door, stopping a motor. */
export class RetryTask {
  readonly #work: (failures: number) => Promise<Outcome>;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #state: State = { name: 'idle' };
  /** How many attempts in a row have failed. */
  #failures = 0;
  /** An attempt that is under way may come too early for who asks now. */
  #asked = 0;
  #claims: Claim[] = [];
  /** Those who know of the trouble there is. */
  readonly #told = new Set<OnTrouble>();

  /**
   * @param work does it once, or throws; returns an error if it need not be tried again. Told how many attempts in a
   *   row have failed before.
   */
  constructor(work: (failures: number) => Promise<Outcome>, clock: Clock) {
    this.#work = work;
    this.#clock = clock;
    this.#backoff = new Backoff(PENDING_RETRY_FIRST_MS, PENDING_RETRY_LONGEST_MS, clock);
  }

  /** It is to be done, and was not cancelled since. */
  get isPending(): boolean {
    return this.#state.name === 'attempting' || this.#state.name === 'pausing';
  }

  /**
   * Does it from now on, again and again until it is done or cancelled.
   *
   * @returns when an attempt that began after this call has done it, however many more are asked for. Never rejects.
   */
  run(...onTrouble: readonly OnTrouble[]): Promise<Outcome> {
    this.#asked += 1;
    if (this.#state.name === 'cancelled') this.#become({ name: 'attempting' });
    const { promise, claim } = claimOf(this.#asked, onTrouble);
    this.#claims.push(claim);
    if (this.#state.name === 'idle') {
      this.#backoff.reset();
      this.#failures = 0;
      void this.#attempt();
    } else if (this.#state.name === 'pausing') void this.#attempt();
    return promise;
  }

  /** As `run`, but content with an attempt that is under way; does nothing if it is not pending. */
  attach(...onTrouble: readonly OnTrouble[]): Promise<Outcome> {
    if (!this.isPending) return Promise.resolve(undefined);
    const { promise, claim } = claimOf(this.#asked, onTrouble);
    this.#claims.push(claim);
    if (this.#state.name === 'pausing') void this.#attempt();
    return promise;
  }

  /** It need not be done any more, because of an error or since something else did it. */
  cancel(outcome?: CameraError): void {
    if (this.isPending) this.#become({ name: this.#state.name === 'pausing' ? 'idle' : 'cancelled' });
    this.#end(this.#asked, outcome);
  }

  async #attempt(): Promise<void> {
    this.#become({ name: 'attempting' });
    const asked = this.#asked;
    let failure: CameraError | undefined;
    let outcome: Outcome;
    try {
      outcome = await this.#work(this.#failures);
      this.#failures = 0;
    } catch (error) {
      failure = error as CameraError;
      this.#failures += 1;
    }
    if (this.isPending) {
      if (failure) this.#tell(asked, failure);
      else this.#end(asked, outcome);
    }
    this.#goOn(asked, failure !== undefined);
  }

  /** After an attempt; whoever was told of it may have cancelled. */
  #goOn(asked: number, hasFailed: boolean): void {
    if (!this.isPending) this.#become({ name: 'idle' });
    else if (asked !== this.#asked) void this.#attempt();
    else if (hasFailed) this.#pause();
    else this.#become({ name: 'idle' });
  }

  #pause(): void {
    const timer = this.#clock.after(this.#backoff.next(), () => void this.#attempt());
    this.#become({ name: 'pausing', timer });
  }

  #become(next: State): void {
    if (this.#state.name === 'pausing') this.#clock.cancel(this.#state.timer);
    this.#state = next;
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
}

/**
 * How long an attempt is waited for, in ms. A camera may take long for a picture, and have a long timeout for that; one
 * that swallows a rest or a stop is to hear of it again sooner, and one that is slow is waited for in the end.
 */
export const attemptTimeout = (timeoutMs: number, failures: number): number =>
  Math.min(timeoutMs, COMMAND_TIMEOUT_MS * 2 ** failures);

function claimOf(
  asked: number,
  onTrouble: readonly OnTrouble[],
): { promise: Promise<Outcome>; claim: Claim } {
  let end: Claim['end'] = () => undefined;
  const promise = new Promise<Outcome>((resolve) => (end = resolve));
  return { promise, claim: { asked, onTrouble, ended: promise, end } };
}
