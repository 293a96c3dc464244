/** A timer that can be given back. */
export type Timer = object;

/** The only way the client knows about time and chance, so that tests need not wait nor hope. */
export interface Clock {
  /** Milliseconds since the epoch; never goes back, so it is ahead of a clock that was. */
  now(): number;
  /**
   * Calls `callback` once after `ms` milliseconds.
   *
   * @param keepsAlive whether the process is to wait for it; true unless said otherwise.
   */
  after(ms: number, callback: () => void, keepsAlive?: boolean): Timer;
  cancel(timer: Timer | undefined): void;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

/**
 * Follows the system's clock forward, so that time spent asleep counts, but not back: a clock that is set right
 * must not keep a gate open, nor a command fresh.
 *
 * @param system milliseconds since the epoch, by whoever sets the clock.
 * @param uptime milliseconds since the start, which never goes back.
 */
export function forward(system: () => number, uptime: () => number): () => number {
  let ahead = -Infinity;
  return () => {
    // In this order: time that passes between the two, on a busy machine, must not put this clock ahead for ever.
    const wall = system();
    const now = uptime();
    ahead = Math.max(ahead, wall - now);
    return Math.floor(now + ahead);
  };
}

export const systemClock: Clock = {
  now: forward(Date.now, () => performance.now()),
  after(ms, callback, keepsAlive = true) {
    const timer = setTimeout(callback, ms);
    return keepsAlive ? timer : timer.unref();
  },
  cancel: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
  random: () => Math.random(),
};
