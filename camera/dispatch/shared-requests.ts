import { abortReason, onAbort } from '../core/abort';
import type { Clock } from '../core/clock';
import { CameraError } from '../core/errors';
import { PICTURE_SHARED_AT_MOST, SAME_PICTURE_MS } from '../core/limits';

/** A request that several want. */
interface Shared<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  wanted: number;
  total: number;
  /** When it was sent, in ms since the epoch. */
  sentAt: number;
}

/** What one of those who want it asks for. */
export interface Wish<T> {
  /** Equal for requests that have the same answer. */
  readonly key: string;
  readonly expiresAt: number;
  readonly signal?: AbortSignal;
  /** Makes the request, once for all. */
  readonly send: (signal: AbortSignal, onSending: () => void) => Promise<T>;
  /** A copy for each but the first, so that no flow changes what another has. */
  readonly copy: (answer: T) => T;
}

/** Lets those who want the same at the same moment share one request. */
export class SharedRequests<T> {
  readonly #clock: Clock;
  readonly #open = new Map<string, Shared<T>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CameraError what the request throws, or why it is not wanted any more. */
  async request(wish: Wish<T>): Promise<T> {
    for (;;) {
      const joined = this.#joinable(wish.key);
      const shared = joined ?? this.#begin(wish);
      try {
        const answer = await this.#wait(shared, wish.signal);
        return joined ? wish.copy(answer) : answer;
      } catch (error) {
        // It was asked for by somebody who has waited longer.
        if (joined && CameraError.is(error, 'STALE') && this.#clock.now() < wish.expiresAt) continue;
        throw error;
      }
    }
  }

  #joinable(key: string): Shared<T> | undefined {
    const shared = this.#open.get(key);
    if (!shared || shared.total >= PICTURE_SHARED_AT_MOST) return undefined;
    return this.#clock.now() - shared.sentAt < SAME_PICTURE_MS ? shared : undefined;
  }

  #begin({ key, send }: Wish<T>): Shared<T> {
    const controller = new AbortController();
    const onSending = () => (shared.sentAt = this.#clock.now());
    const end = () => {
      if (this.#open.get(key) === shared) this.#open.delete(key);
    };
    const shared: Shared<T> = {
      controller,
      wanted: 0,
      total: 0,
      sentAt: Infinity,
      answer: send(controller.signal, onSending).finally(end),
    };
    this.#open.set(key, shared);
    return shared;
  }

  /** Waits as long as it is wanted; what nobody wants any more is not sent. */
  async #wait(shared: Shared<T>, signal: AbortSignal | undefined): Promise<T> {
    shared.wanted += 1;
    shared.total += 1;
    if (!signal) return shared.answer;
    return new Promise((resolve, reject) => {
      const ignoreAbort = onAbort(signal, () => {
        shared.wanted -= 1;
        if (shared.wanted === 0) shared.controller.abort(abortReason(signal));
        // What was sent is left to end, and is answered to whoever asked for it.
        if (shared.sentAt === Infinity) reject(abortReason(signal));
      });
      void shared.answer.then(resolve, reject).finally(ignoreAbort);
    });
  }
}
