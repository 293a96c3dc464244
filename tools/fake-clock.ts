import type { Clock, Timer } from '../camera/core/clock';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

/** More alarms than this in one `advance` and something rings without pause. */
const ALARMS_AT_MOST = 20_000;

/** A clock that stands still until a test advances it, and chance without surprises. */
export class FakeClock implements Clock {
  /** What `random` answers. */
  chance = 0.5;
  #now = Date.UTC(2024, 0, 1);
  #alarms: Alarm[] = [];

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  after(ms: number, callback: () => void): Timer {
    const alarm = { at: this.#now + Math.max(0, ms), callback };
    const later = this.#alarms.findIndex(({ at }) => at > alarm.at);
    this.#alarms.splice(later < 0 ? this.#alarms.length : later, 0, alarm);
    return alarm;
  }

  cancel(timer: Timer | undefined): void {
    this.#alarms = this.#alarms.filter((alarm) => alarm !== timer);
  }

  /** Nothing rings any more, as if the process had ended. */
  cancelAll(): void {
    this.#alarms = [];
  }

  /** How many timers still run. */
  get pending(): number {
    return this.#alarms.length;
  }

  /** Lets the time pass: rings what is due, in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let rung = 0; this.#alarms[0] && this.#alarms[0].at <= end; rung += 1) {
      if (rung > ALARMS_AT_MOST) throw new Error('A timer rings again and again without pause');
      const { at, callback } = this.#alarms.shift()!;
      this.#now = at;
      callback();
      await settle();
    }
    this.#now = end;
  }
}

/** Runs every promise reaction that is ready, and what these make ready. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
