import { abortReason, onAbort } from '../core/abort';
import type { Clock, Timer } from '../core/clock';
import { Priority } from '../commands/schema';
import { CameraError } from '../core/errors';
import {
  REQUESTS_AT_A_TIME,
  REQUESTS_AT_MOST,
  SAFETY_PATIENCE_MS,
  URGENT_AT_MOST,
  WAITING_AT_MOST,
} from '../core/limits';
import { Section, type Job } from './job';
import { LinkedList } from './linked-list';

interface Lane {
  readonly key: unknown;
  /** Whether its jobs run one after the other. */
  readonly isSerial: boolean;
  readonly waiting: Record<Priority, LinkedList<Entry>>;
  running: number;
}

interface Entry {
  job: Job<unknown>;
  readonly lane: Lane;
  readonly order: number;
  /** Whether it needs a place on the wire; a section has its requests take one each. */
  readonly onWire: boolean;
  resolve: (value: never) => void;
  reject: (error: CameraError) => void;
  isWaiting: boolean;
  /** It waits for safety's sake, and has waited too long. */
  isOverdue: boolean;
  /** Why it need not be done any more. */
  withdrawn?: CameraError;
  timer?: Timer;
  ignoreAbort?: () => void;
  previous?: Entry;
  next?: Entry;
}

/**
 * Lets a few jobs run at a time, the most urgent first, and none wait for ever. What ends a movement or brings a
 * relay to rest waits neither for a lane nor for an ordinary place.
 *
 * What a job costs does not depend on how many wait; only lanes are searched, of which there is one for a command.
 */
export class PriorityQueue {
  readonly #clock: Clock;
  readonly #lanes = new Map<unknown, Lane>();
  readonly #running = new Set<Entry>();
  readonly #replaceable = new Map<object, Entry>();
  #ordinary = 0;
  #urgent = 0;
  #waiting = 0;
  #order = 0;
  #closed: { error: CameraError; sparingSafety: boolean } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CameraError `STALE` or `CLOSED`, or whatever the job throws. */
  run<T>(job: Job<T>): Promise<T> {
    return this.#enqueue(job, true);
  }

  /**
   * Holds a lane while `work` makes several requests, which name the section. It takes no place on the wire itself.
   *
   * @throws CameraError `STALE` or `CLOSED`, or whatever the job throws.
   */
  section<T>(
    job: Omit<Job<T>, 'work'> & { lane: string; work: (section: Section) => Promise<T> },
  ): Promise<T> {
    const section = new Section(job.lane, job.section?.order ?? this.#order);
    return this.#enqueue({ ...job, work: () => job.work(section) }, false);
  }

  #enqueue<T>(job: Job<T>, onWire: boolean): Promise<T> {
    const { signal, replaces } = job;
    if (this.#isClosedFor(job)) return Promise.reject(this.#closed!.error);
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    return new Promise<T>((resolve, reject) => {
      const former = replaces && this.#replaceable.get(replaces);
      if (former) {
        this.#unwatch(former);
        former.reject(new CameraError('CLOSED', 'a newer one has taken its place'));
        Object.assign(former, { job, resolve, reject });
        return this.#watch(former);
      }
      const lane = this.#laneOf(job);
      const order = job.section?.order ?? this.#order++;
      const entry: Entry = { job, lane, order, onWire, resolve, reject, isWaiting: true, isOverdue: false };
      lane.waiting[job.priority].append(entry);
      this.#waiting += 1;
      if (replaces) this.#replaceable.set(replaces, entry);
      this.#advance();
      if (!entry.isWaiting) return;
      this.#watch(entry);
      this.#makeRoom();
    });
  }

  /**
   * Rejects what waits and what is to come; what runs is left to end, but sends nothing more.
   * Sparing safety, a door can still be closed and a motor stopped.
   */
  close(error: CameraError, { sparingSafety = false } = {}): void {
    this.#closed = { error, sparingSafety };
    this.#rejectIf((job) => this.#isClosedFor(job), error);
  }

  /** Rejects what waits, except what safety needs. */
  reject(error: CameraError): void {
    this.#rejectIf(({ priority }) => priority !== Priority.Safety, error);
  }

  #isClosedFor({ priority, completes }: Pick<Job<unknown>, 'priority' | 'completes'>): boolean {
    const isSpared = priority === Priority.Safety || completes;
    return this.#closed !== undefined && !(this.#closed.sparingSafety && isSpared);
  }

  #rejectIf(which: (job: Job<unknown>) => boolean, error: CameraError): void {
    // What runs may still be waiting for its log-in.
    for (const entry of this.#running) if (which(entry.job)) entry.withdrawn = error;
    for (const { waiting } of [...this.#lanes.values()])
      for (const list of Object.values(waiting))
        for (const entry of list) if (which(entry.job)) this.#drop(entry, error);
  }

  #drop(entry: Entry, error: CameraError): void {
    this.#leave(entry);
    entry.reject(error);
  }

  #laneOf({ section, lane }: { section?: Section; lane?: string }): Lane {
    const isOwn = section !== undefined && (lane === undefined || lane === section.lane);
    const key = isOwn ? section : lane;
    const known = this.#lanes.get(key);
    if (known) return known;
    const waiting = {
      [Priority.Safety]: new LinkedList<Entry>(),
      [Priority.Command]: new LinkedList<Entry>(),
      [Priority.Background]: new LinkedList<Entry>(),
    };
    const made: Lane = { key, isSerial: typeof key === 'string', waiting, running: 0 };
    this.#lanes.set(key, made);
    return made;
  }

  #advance(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#leave(next, false);
      void this.#start(next);
    }
  }

  /** The first by urgency and then by age of all that may start. */
  #next(): Entry | undefined {
    let best: Entry | undefined;
    for (const { waiting } of this.#lanes.values()) {
      for (const { first } of Object.values(waiting)) {
        if (first && this.#mayStart(first) && (!best || isBefore(first, best))) best = first;
      }
    }
    return best;
  }

  #mayStart({ job: { priority }, lane, onWire, isOverdue }: Entry): boolean {
    const isFree = this.#ordinary + this.#urgent < REQUESTS_AT_MOST;
    // One that hangs, such as a rest that the camera does not answer, must not keep a motor running.
    if (priority === Priority.Safety)
      return !onWire || isFree || (isOverdue && this.#urgent < URGENT_AT_MOST);
    if (lane.isSerial && lane.running > 0) return false;
    return !onWire || (isFree && this.#ordinary < REQUESTS_AT_A_TIME);
  }

  async #start(entry: Entry): Promise<void> {
    const { job, lane, resolve, reject } = entry;
    this.#running.add(entry);
    lane.running += 1;
    this.#count(entry, 1);
    try {
      resolve((await job.work(() => this.#assertWanted(entry))) as never);
    } catch (error) {
      reject(error as CameraError);
    } finally {
      this.#running.delete(entry);
      lane.running -= 1;
      this.#count(entry, -1);
      this.#discard(lane);
      this.#advance();
    }
  }

  #count({ job, onWire }: Entry, change: 1 | -1): void {
    if (!onWire) return;
    if (job.priority === Priority.Safety) this.#urgent += change;
    else this.#ordinary += change;
  }

  #assertWanted({ withdrawn, job: { signal, expiresAt } }: Entry): void {
    if (withdrawn) throw withdrawn;
    if (signal?.aborted) throw abortReason(signal);
    if (expiresAt !== undefined && this.#clock.now() >= expiresAt) throw stale();
  }

  /** Sees to it that one that waits ends in time, and when it is aborted. */
  #watch(entry: Entry): void {
    const { priority, expiresAt, signal } = entry.job;
    if (priority === Priority.Safety) {
      entry.timer = this.#clock.after(SAFETY_PATIENCE_MS, () => {
        entry.isOverdue = true;
        this.#advance();
      });
    } else if (expiresAt !== undefined) {
      const ms = Math.max(0, expiresAt - this.#clock.now());
      entry.timer = this.#clock.after(ms, () => this.#drop(entry, stale()));
    }
    if (signal) entry.ignoreAbort = onAbort(signal, () => this.#drop(entry, abortReason(signal)));
  }

  #unwatch(entry: Entry): void {
    this.#clock.cancel(entry.timer);
    entry.ignoreAbort?.();
    entry.timer = entry.ignoreAbort = undefined;
  }

  #leave(entry: Entry, mayDiscard = true): void {
    const { job, lane } = entry;
    this.#unwatch(entry);
    entry.isWaiting = false;
    lane.waiting[job.priority].remove(entry);
    this.#waiting -= 1;
    if (job.replaces) this.#replaceable.delete(job.replaces);
    if (mayDiscard) this.#discard(lane);
  }

  /** A lane that nobody uses would be searched for ever. */
  #discard({ key, running, waiting }: Lane): void {
    if (running === 0 && Object.values(waiting).every(({ first }) => !first)) this.#lanes.delete(key);
  }

  /** Of too many that wait the oldest picture gives way, or else the oldest read, or else what is oldest. */
  #makeRoom(): void {
    if (this.#waiting <= WAITING_AT_MOST) return;
    const oldest = this.#oldest('picture') ?? this.#oldest('read') ?? this.#oldest();
    if (oldest)
      this.#drop(
        oldest,
        new CameraError('STALE', 'too many newer commands wait for this camera, so it was not sent'),
      );
  }

  #oldest(kind?: 'picture' | 'read'): Entry | undefined {
    let oldest: Entry | undefined;
    for (const { waiting } of this.#lanes.values()) {
      for (const priority of [Priority.Background, Priority.Command] as const) {
        const { first } = waiting[priority];
        const isOne = first && (kind === undefined || first.job.gives === kind);
        if (isOne && (!oldest || first.order < oldest.order)) oldest = first;
      }
    }
    return oldest;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.job.priority === other.job.priority
    ? one.order < other.order
    : one.job.priority < other.job.priority;
}

const stale = () => new CameraError('STALE', 'it waited too long and was not sent');
