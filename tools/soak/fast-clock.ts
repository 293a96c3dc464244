import type { Clock } from '../../camera/core/clock';
import type { Chance } from './chance';

/**
 * A clock that runs fast, for clients and cameras alike, so that sessions die, pauses grow and locks end many
 * times in a short soak. The network stays as fast as it is.
 */
export class FastClock implements Clock {
  readonly random: () => number;
  readonly #speed: number;
  readonly #start = Date.now();

  constructor(speed: number, chance: Chance) {
    this.#speed = speed;
    this.random = chance.next;
  }

  readonly now = (): number => this.#start + Math.floor((performance.now() - this.#origin) * this.#speed);
  readonly #origin = performance.now();

  after(ms: number, callback: () => void): object {
    return setTimeout(callback, ms / this.#speed);
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
