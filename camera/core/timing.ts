import { onAbort } from './abort';
import type { Clock, Timer } from './clock';

/** Resolves after `ms` milliseconds. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

/** Resolves when a promise does, but after `ms` milliseconds at the latest; leaves no timer behind. */
export async function waitAtMost(clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: Timer | undefined;
  const enough = new Promise<void>((resolve) => (timer = clock.after(Math.max(0, ms), resolve)));
  try {
    await Promise.race([promise, enough]);
  } finally {
    clock.cancel(timer);
  }
}

/** Resolves after `ms` milliseconds, or as soon as the signal is aborted; leaves neither timer nor listener behind. */
export function sleepUnless(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = clock.after(ms, () => {
      callOff();
      resolve();
    });
    const callOff = onAbort(signal, () => {
      clock.cancel(timer);
      resolve();
    });
  });
}
