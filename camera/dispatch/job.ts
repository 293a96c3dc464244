import type { Priority } from '../commands/schema';

export interface Job<T> {
  readonly priority: Priority;
  /** Waiting until then, in ms since the epoch, is `STALE`; left out, it waits for ever. */
  readonly expiresAt?: number;
  /** Aborted, the job is not started any more, and one that runs sends nothing more. */
  readonly signal?: AbortSignal;
  /** Jobs of one lane run one after the other, in order; one of `Priority.Safety` waits for none of them. */
  readonly lane?: string;
  /** The section it belongs to: it needs no lane of its own, and has the section's place in the order. */
  readonly section?: Section;
  /** Takes the place of a job that waits with the same key, which ends as if it had been aborted. */
  readonly replaces?: object;
  /** Completes what has begun: it is still done while the queue spares safety. */
  readonly completes?: boolean;
  /** Gives way when too many wait: pictures first, then other reads. */
  readonly gives?: 'picture' | 'read';
  /**
   * Does the work. `assertWanted` throws `STALE` once the job has waited too long, and why it is not wanted once
   * nobody waits for it any more; call it before anything is sent.
   */
  readonly work: (assertWanted: () => void) => Promise<T>;
}

/** Several requests of which no other of the same lane comes between. */
export class Section {
  constructor(
    readonly lane: string,
    readonly order: number,
  ) {}
}
