import type { Clock, Timer } from '../core/clock';
import { Priority } from '../commands/schema';
import { CameraError } from '../core/errors';

export interface Job<T> {
  readonly priority: Priority;
  /** Waiting until then, in ms since the epoch, is `STALE`; left out, it waits for ever. */
  readonly expiresAt?: number;
  /** Who asked, so that what he asked for can be withdrawn. */
  readonly owner?: object;
  /** Jobs of one lane run one after the other, in order. */
  readonly lane?: string;
  /**
   * Does the work. `stillFresh` throws `STALE` once the job has waited too long, and `CLOSED` once nobody waits
   * for it any more; ask it before anything is sent.
   */
  readonly work: (stillFresh: () => void) => Promise<T>;
}

interface Waiting {
  readonly job: Job<unknown>;
  readonly expiresAt: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: CameraError) => void;
  /** Why it need not be done any more. */
  withdrawn?: CameraError;
}

/** Lets a few jobs run at a time, the most urgent first, and no one wait for ever. */
export class Queue {
  readonly #limit: number;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  readonly #busyLanes = new Set<string>();
  readonly #running = new Set<Waiting>();
  #timer: Timer | undefined;
  #ringsAt = Infinity;
  #closed: { error: CameraError; sparingRest: boolean } | undefined;

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** @throws CameraError `STALE` or `CLOSED`, or whatever the job throws. */
  run<T>(job: Job<T>): Promise<T> {
    if (this.#closed && !(this.#closed.sparingRest && job.priority === Priority.Safety)) {
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
   * Rejects what waits and what is to come; what runs is left to end, but sends nothing more.
   * Sparing rest, a door can still be closed and a motor stopped.
   */
  close(error: CameraError, { sparingRest = false } = {}): void {
    this.#closed = { error, sparingRest };
    this.#rejectIf(({ job }) => !(sparingRest && job.priority === Priority.Safety), error);
  }

  /** Rejects what waits, except rest. */
  reject(error: CameraError): void {
    this.#rejectIf(({ job }) => job.priority !== Priority.Safety, error);
  }

  /** Rejects what waits on behalf of one owner. */
  withdraw(owner: object, error: CameraError): void {
    this.#rejectIf(({ job }) => job.owner === owner, error);
  }

  #rejectIf(which: (entry: Waiting) => boolean, error: CameraError): void {
    // What runs may still be waiting for its log-in.
    for (const entry of this.#running) if (which(entry)) entry.withdrawn = error;
    const rejected = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter((entry) => !which(entry));
    for (const { reject } of rejected) reject(error);
    this.#watchExpiry();
  }

  #advance(): void {
    while (this.#running.size < this.#limit) {
      const next = this.#waiting.findIndex(
        ({ job }) => job.lane === undefined || !this.#busyLanes.has(job.lane),
      );
      if (next < 0) break;
      void this.#start(this.#waiting.splice(next, 1)[0]!);
    }
    this.#watchExpiry();
  }

  async #start(entry: Waiting): Promise<void> {
    const { job, resolve, reject } = entry;
    this.#running.add(entry);
    if (job.lane !== undefined) this.#busyLanes.add(job.lane);
    try {
      resolve((await job.work(() => this.#refuseIfLate(entry))) as never);
    } catch (error) {
      reject(error as CameraError);
    } finally {
      this.#running.delete(entry);
      if (job.lane !== undefined) this.#busyLanes.delete(job.lane);
      this.#advance();
    }
  }

  #refuseIfLate({ withdrawn, expiresAt }: Waiting): void {
    if (withdrawn) throw withdrawn;
    if (this.#clock.now() >= expiresAt) throw stale();
  }

  /** One timer serves all that wait; it may ring too early, rather than be set anew with each that comes or goes. */
  #watchExpiry(): void {
    const first = this.#waiting.reduce((soonest, { expiresAt }) => Math.min(soonest, expiresAt), Infinity);
    if (first >= this.#ringsAt && first < Infinity) return;
    this.#clock.cancel(this.#timer);
    this.#ringsAt = first;
    if (first === Infinity) return;
    this.#timer = this.#clock.after(Math.max(0, first - this.#clock.now()), () => {
      const now = this.#clock.now();
      const expired = this.#waiting.filter(({ expiresAt }) => expiresAt <= now);
      this.#waiting = this.#waiting.filter(({ expiresAt }) => expiresAt > now);
      for (const { reject } of expired) reject(stale());
      this.#ringsAt = Infinity;
      this.#watchExpiry();
    });
  }
}

const stale = () => new CameraError('STALE', 'it waited too long and was not sent');
