import type { Clock } from '../core/clock';
import type { CameraError } from '../core/errors';

/** An error as a report may show it: explained, and without secrets. */
export interface CommandLogEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly code: string;
  readonly message: string;
}

const REMEMBERED = 10;

/** What happened lately, for a report of trouble. */
export class CommandLog {
  readonly #clock: Clock;
  readonly #errors: CommandLogEntry[] = [];
  #succeeded = 0;
  #failed = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  succeeded(): void {
    this.#succeeded += 1;
  }

  failed({ code, message }: CameraError): void {
    this.#failed += 1;
    this.#errors.push({ at: this.#clock.now(), code, message });
    this.#errors.splice(0, this.#errors.length - REMEMBERED);
  }

  report(): { succeeded: number; failed: number; errors: readonly CommandLogEntry[] } {
    return { succeeded: this.#succeeded, failed: this.#failed, errors: [...this.#errors] };
  }
}
