import type { Clock } from '../../camera/core/clock';
import type { SeededRandom } from './seeded-random';

/** How much faster than real time clients and cameras live. */
export const SPEED = 20;

/**
 * A clock that runs fast, for clients and cameras alike, so that sessions die, pauses grow and locks end many
 * times in a short soak. The network stays as fast as it is.
 */
export class FastClock implements Clock {
  readonly random: () => number;
  readonly #start = Date.now();

  constructor(random: SeededRandom) {
    this.random = random.next;
  }

  readonly now = (): number => this.#start + Math.floor((performance.now() - this.#origin) * SPEED);
  readonly #origin = performance.now();

  after(ms: number, callback: () => void): object {
    return setTimeout(callback, ms / SPEED);
  }

  cancel(timer: object | undefined): void {
    clearTimeout(timer as NodeJS.Timeout | undefined);
  }
}

/** Real time, for the soak itself. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether something comes about in time. */
export async function comesAbout(withinMs: number, condition: () => boolean): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(20)) {
    if (condition()) return true;
  }
  return condition();
}
