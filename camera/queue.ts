import type { Clock, Timer } from './clock';
import { Priority } from './commands/vocabulary';
import { CameraError } from './errors';

export interface Job<T> {
  readonly priority: Priority;
  /** Waiting until then, in ms since the epoch, is `STALE`; left out, it waits for ever. */
  readonly expiresAt?: number;
  /** Who asked, so that what he asked for can be withdrawn. */
  readonly owner?: object;
  /** Jobs of one lane run one after the other, in order. */
  readonly lane?: string;
  /** Does the work. `stillFresh` throws `STALE` once the job has waited too long; ask it before anything is sent. */
  readonly work: (stillFresh: () => void) => Promise<T>;
}

interface Waiting {
  readonly job: Job<unknown>;
  readonly expiresAt: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: CameraError) => void;
}

/** Lets a few jobs run at a time, the most urgent first, and no one wait for ever. */
export class Queue {
  readonly #limit: number;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  readonly #busyLanes = new Set<string>();
  #running = 0;
  #timer: Timer | undefined;
  #closed: { error: CameraError; sparingRest: boolean } | undefined;

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** @throws CameraError `STALE` or `CLOSED`, or whatever the job throws. */
  run<T>(job: Job<T>): Promise<T> {
    if (this.#closed && !(this.#closed.sparingRest && job.priority === Priority.Rest)) {
      return Promise.reject(this.#closed.error);
    }
    return new Promise<T>((resolve, reject) => {
      const entry = { job, expiresAt: job.expiresAt ?? Infinity, resolve, reject } as Waiting;
      const behind = this.#waiting.findIndex((other) => other.job.priority > job.priority);
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, entry);
      this.#advance();
    });
  }

  /**
   * Rejects what waits and what is to come; what runs is left to end.
   * Sparing rest, a door can still be closed and a motor stopped.
   */
  close(error: CameraError, { sparingRest = false } = {}): void {
    const spared = ({ job }: Waiting) => sparingRest && job.priority === Priority.Rest;
    this.#closed = { error, sparingRest };
    const rejected = this.#waiting.filter((entry) => !spared(entry));
    this.#waiting = this.#waiting.filter(spared);
    for (const { reject } of rejected) reject(error);
    this.#watchExpiry();
  }

  /** Rejects what waits on behalf of one owner. */
  withdraw(owner: object, error: CameraError): void {
    const withdrawn = this.#waiting.filter(({ job }) => job.owner === owner);
    this.#waiting = this.#waiting.filter(({ job }) => job.owner !== owner);
    for (const { reject } of withdrawn) reject(error);
    this.#watchExpiry();
  }

  #advance(): void {
    while (this.#running < this.#limit) {
      const next = this.#waiting.findIndex(
        ({ job }) => job.lane === undefined || !this.#busyLanes.has(job.lane),
      );
      if (next < 0) break;
      void this.#start(this.#waiting.splice(next, 1)[0]!);
    }
    this.#watchExpiry();
  }

  async #start({ job, expiresAt, resolve, reject }: Waiting): Promise<void> {
    this.#running += 1;
    if (job.lane !== undefined) this.#busyLanes.add(job.lane);
    try {
      resolve((await job.work(() => this.#refuseIfStale(expiresAt))) as never);
    } catch (error) {
      reject(error as CameraError);
    } finally {
      this.#running -= 1;
      if (job.lane !== undefined) this.#busyLanes.delete(job.lane);
      this.#advance();
    }
  }

  #refuseIfStale(expiresAt: number): void {
    if (this.#clock.now() >= expiresAt) throw stale();
  }

  /** One timer serves all that wait. */
  #watchExpiry(): void {
    this.#clock.cancel(this.#timer);
    this.#timer = undefined;
    const first = this.#waiting.reduce((soonest, { expiresAt }) => Math.min(soonest, expiresAt), Infinity);
    if (first === Infinity) return;
    this.#timer = this.#clock.after(Math.max(0, first - this.#clock.now()), () => {
      const now = this.#clock.now();
      const expired = this.#waiting.filter(({ expiresAt }) => expiresAt <= now);
      this.#waiting = this.#waiting.filter(({ expiresAt }) => expiresAt > now);
      for (const { reject } of expired) reject(stale());
      this.#watchExpiry();
    });
  }
}

const stale = () => new CameraError('STALE', 'it waited too long and was not sent');
