import type { Later } from './clock';

/** Timers that can be cancelled together. */
export class Timers {
  private readonly running = new Set<() => void>();

  constructor(private readonly later: Later) {}

  after(ms: number, action: () => void): void {
    const stop = this.later(ms, () => {
      this.running.delete(stop);
      action();
    });
    this.running.add(stop);
  }

  clear(): void {
    for (const stop of this.running) stop();
    this.running.clear();
  }
}
