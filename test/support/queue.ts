import { Priority } from '../../camera/commands/schema';
import type { Job } from '../../camera/dispatch/job';
import { PriorityQueue } from '../../camera/dispatch/priority-queue';
import { FakeClock, settle } from '../../tools/fake-clock';

/** A queue on a fake clock whose jobs end when they are told to. */
export class QueueFixture {
  readonly clock = new FakeClock();
  readonly queue = new PriorityQueue(this.clock);
  /** The names of jobs in the order they were started. */
  readonly started: string[] = [];
  readonly #finish = new Map<string, () => void>();

  /** A job that notes its start and ends when it is told to. */
  readonly add = (name: string, job: Partial<Job<string>> = {}): Promise<string> => {
    const result = this.queue.run<string>({
      priority: Priority.Command,
      work: () => {
        this.started.push(name);
        return new Promise((resolve) => this.#finish.set(name, () => resolve(name)));
      },
      ...job,
    });
    // Looked at later, or never.
    result.catch(() => undefined);
    return result;
  };

  readonly end = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      this.#finish.get(name)!();
      await settle();
    }
  };
}
