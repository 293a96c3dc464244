import { Backoff } from '../core/backoff';
import type { Clock, Timer } from '../core/clock';
import { FOLLOW_UP_FIRST_MS, FOLLOW_UP_LONGEST_MS } from '../core/limits';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'waiting'; readonly timer: Timer }
  | { readonly name: 'checking' };

/**
 * Follows a command that may still be carried out: checks, at growing intervals, that its opposite holds, until
 * a check that began when it could not come any more has found it so.
 */
export class FollowUp {
  readonly #check: () => Promise<boolean>;
  readonly #isOver: () => boolean;
  readonly #onOver: () => void;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #state: State = { name: 'idle' };

  /**
   * @param check whether the opposite holds; makes it so if not. May throw.
   * @param isOver whether the command cannot be carried out any more.
   */
  constructor(
    { check, isOver, onOver }: { check: () => Promise<boolean>; isOver: () => boolean; onOver: () => void },
    clock: Clock,
  ) {
    this.#check = check;
    this.#isOver = isOver;
    this.#onOver = onOver;
    this.#clock = clock;
    this.#backoff = new Backoff(FOLLOW_UP_FIRST_MS, FOLLOW_UP_LONGEST_MS, clock);
  }

  start(): void {
    if (this.#state.name !== 'idle') return;
    this.#backoff.reset();
    this.#wait();
  }

  stop(): void {
    this.#become({ name: 'idle' });
  }

  /** Checks now, since something has just become known. */
  hurry(): void {
    if (this.#state.name === 'waiting') void this.#look();
  }

  #wait(): void {
    // It is written down: a process that ends meanwhile leaves it to the next.
    const timer = this.#clock.after(this.#backoff.next(), () => void this.#look(), false);
    this.#become({ name: 'waiting', timer });
  }

  async #look(): Promise<void> {
    const mine: State = { name: 'checking' };
    this.#become(mine);
    const isLast = this.#isOver();
    const holds = await this.#check().catch(() => false);
    // It may have been stopped, and started again, meanwhile.
    if (this.#state !== mine) return;
    if (!isLast || !holds) return this.#wait();
    this.#become({ name: 'idle' });
    this.#onOver();
  }

  #become(next: State): void {
    if (this.#state.name === 'waiting') this.#clock.cancel(this.#state.timer);
    this.#state = next;
  }
}
