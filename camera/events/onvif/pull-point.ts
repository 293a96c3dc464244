import type { AlarmSource, SourceEnd, SourceEvents } from '../alarm-source';
import { onAbort } from '../../core/abort';
import { Backoff } from '../../core/backoff';
import type { Clock } from '../../core/clock';
import { sleepUnless, waitAtMost } from '../../core/timing';
import {
  EMPTY_PULL_FIRST_MS,
  EMPTY_PULL_LONGEST_MS,
  FORGOTTEN_RETRY_FIRST_MS,
  FORGOTTEN_RETRY_LONGEST_MS,
  GIVE_BACK_MS,
  PROVEN_AFTER_MS,
  PULL_BURST,
  PULL_FAILURES,
  PULL_REFILL_MS,
  RENEW_AFTER_MS,
  STABLE_MS,
} from '../limits';
import { OnvifError, type OnvifClient, type OnvifFailure } from './onvif-client';
import {
  findEventService,
  pull,
  readClockOffset,
  renew,
  subscribe,
  unsubscribe,
  type Subscription,
} from './subscription';
import { reportOf } from './topics';

/** A pull that was held at least this long is one that waited for events. */
const HELD_MS = 2_000;

/** The camera's clock may be off by a little. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Subscriptions forgotten in a row, none of which lasted, until the camera is left alone for a while. */
const FORGOTTEN_AT_MOST = 3;

/** Hears a camera by ONVIF: subscribes, and asks again and again for what has happened. */
export class PullPoint implements AlarmSource {
  readonly #createClient: () => OnvifClient;
  readonly #clock: Clock;

  constructor(createClient: () => OnvifClient, clock: Clock) {
    this.#createClient = createClient;
    this.#clock = clock;
  }

  async run(events: SourceEvents, signal: AbortSignal): Promise<SourceEnd> {
    const client = this.#createClient();
    const listening = new PullPointRun(client, this.#clock, events, signal);
    try {
      return await listening.run();
    } finally {
      client.close();
    }
  }
}

/** From the first call to the last. */
class PullPointRun {
  readonly #client: OnvifClient;
  readonly #clock: Clock;
  readonly #events: SourceEvents;
  readonly #signal: AbortSignal;
  readonly #pace: Pace;
  #eventPath: string | undefined;
  /** The one that the camera holds for us, or is about to. */
  #subscription: Promise<Subscription> | undefined;
  /** Settles when what was to be given back is. */
  #givenBack: Promise<void> = Promise.resolve();

  constructor(client: OnvifClient, clock: Clock, events: SourceEvents, signal: AbortSignal) {
    this.#client = client;
    this.#clock = clock;
    this.#events = events;
    this.#signal = signal;
    this.#pace = new Pace(clock, signal);
  }

  async run(): Promise<SourceEnd> {
    const work = this.#listen().catch((error: unknown) => this.#endBy(error));
    const aborted = new Promise<void>((resolve) => {
      if (this.#signal.aborted) resolve();
      else onAbort(this.#signal, resolve);
    });
    await Promise.race([work, aborted]);
    // A pull that waits at the camera is in nobody's way.
    if (this.#signal.aborted) await waitAtMost(this.#clock, GIVE_BACK_MS, this.#giveBack());
    this.#client.close();
    return work;
  }

  /** Returns only when it is to stop. @throws OnvifError. */
  async #listen(): Promise<SourceEnd> {
    const pause = new Backoff(FORGOTTEN_RETRY_FIRST_MS, FORGOTTEN_RETRY_LONGEST_MS, this.#clock);
    let forgotten = 0;
    while (!this.#isOver()) {
      const since = this.#clock.now();
      const subscription = await this.#subscribe();
      await this.#pullUntilForgotten(subscription);
      this.#subscription = undefined;
      if (this.#clock.now() - since >= STABLE_MS) {
        forgotten = 0;
        pause.reset();
      }
      forgotten += 1;
      if (forgotten > FORGOTTEN_AT_MOST)
        throw new OnvifError('fault', 'the camera forgets every subscription');
      await sleepUnless(this.#clock, pause.next(), this.#signal);
    }
    return { kind: 'lost', reason: 'closed', answered: true };
  }

  async #subscribe(): Promise<Subscription> {
    // After a restart its clock may be another.
    this.#client.clockOffsetMs = await readClockOffset(this.#client, () => this.#clock.now());
    this.#eventPath ??= await findEventService(this.#client);
    this.#subscription = subscribe(this.#client, this.#eventPath);
    return this.#subscription.catch((error: unknown) => {
      this.#subscription = undefined;
      const isFull = error instanceof OnvifError && error.failure === 'forgotten';
      throw isFull ? new OnvifError('fault', 'the camera has no room for another subscription') : error;
    });
  }

  async #pullUntilForgotten(subscription: Subscription): Promise<void> {
    const renewal = new Renewal(() => renew(this.#client, subscription), this.#clock);
    let failures = 0;
    while (!this.#isOver()) {
      const asked = this.#clock.now();
      try {
        const count = await this.#pull(subscription);
        failures = 0;
        await this.#pace.afterAnswer(count, this.#clock.now() - asked);
      } catch (error) {
        if (this.#isOver() || isFailure(error, 'forgotten')) return;
        const heldAndClosed = isFailure(error, 'closed') && this.#clock.now() - asked >= HELD_MS;
        // Some close the connection instead of an empty answer.
        if (!heldAndClosed) failures += 1;
        if (failures > PULL_FAILURES || !(await this.#isPassing(error))) throw error;
        if (!heldAndClosed) await this.#pace.afterFailure();
      }
      await renewal.ifDue();
    }
  }

  /** Passes on what has happened. @returns how many messages there were. */
  async #pull(subscription: Subscription): Promise<number> {
    const proven = this.#clock.after(PROVEN_AFTER_MS, () => this.#events.onListening());
    const notifications = await pull(this.#client, subscription).finally(() => this.#clock.cancel(proven));
    this.#events.onListening();
    for (const notification of notifications) {
      if (this.#isOver()) break;
      const report = reportOf(notification);
      if (!report) continue;
      this.#events.onReport(
        report.topic === 'alarm' ? { ...report, text: this.#client.redact(report.text) } : report,
      );
    }
    return notifications.length;
  }

  /**
   * Whether to pull again after a failure. Without a connection the camera may have restarted, and have given
   * the number of this subscription to somebody else.
   */
  async #isPassing(error: unknown): Promise<boolean> {
    if (isFailure(error, 'unreachable', 'silent')) return false;
    if (!isFailure(error, 'refused')) return error instanceof OnvifError;
    // It refuses tokens of another time, too.
    const offset = await readClockOffset(this.#client, () => this.#clock.now());
    const moved = Math.abs(offset - this.#client.clockOffsetMs) > CLOCK_TOLERANCE_MS;
    this.#client.clockOffsetMs = offset;
    return moved;
  }

  async #endBy(error: unknown): Promise<SourceEnd> {
    const failure = error instanceof OnvifError ? error.failure : 'garbled';
    const reason = error instanceof OnvifError ? error.message : 'an unexpected answer';
    // Of a camera that may have restarted, the number may be somebody else's by now.
    if (!['unreachable', 'silent', 'closed', 'refused'].includes(failure)) await this.#giveBack();
    const answered = failure !== 'unreachable' && failure !== 'silent' && failure !== 'closed';
    if (failure === 'unsupported')
      return { kind: 'absent', reason: `ONVIF without events (${reason})`, answered };
    if (failure === 'absent') return { kind: 'absent', reason, answered };
    return { kind: failure === 'refused' ? 'refused' : 'lost', reason, answered };
  }

  #isOver(): boolean {
    return this.#signal.aborted;
  }

  /** Ends the subscription, so that none is left behind to fill the camera. Never rejects. */
  #giveBack(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    if (subscription) this.#givenBack = this.#unsubscribe(subscription);
    return this.#givenBack;
  }

  async #unsubscribe(subscription: Promise<Subscription>): Promise<void> {
    try {
      await unsubscribe(this.#client, await subscription);
    } catch {
      // It ends by itself within a minute.
    }
  }
}

function isFailure(error: unknown, ...failures: OnvifFailure[]): boolean {
  return error instanceof OnvifError && failures.includes(error.failure);
}

/** Renews a subscription beside the pulls: some cameras need it, some do not know it. */
class Renewal {
  readonly #renew: () => Promise<unknown>;
  readonly #clock: Clock;
  #last: number;
  #failures = 0;

  constructor(renewIt: () => Promise<unknown>, clock: Clock) {
    this.#renew = renewIt;
    this.#clock = clock;
    this.#last = clock.now();
  }

  /** Never rejects: whether the subscription lives is known by the next pull. */
  async ifDue(): Promise<void> {
    if (this.#failures > 1 || this.#clock.now() - this.#last < RENEW_AFTER_MS) return;
    const asked = this.#clock.now();
    try {
      await this.#renew();
      this.#failures = 0;
      this.#last = asked;
    } catch {
      // Tried once more after the next pull.
      this.#failures += 1;
    }
  }
}

/** Keeps pulls apart, however a camera answers them. */
class Pace {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #pause: Backoff;
  #burst = PULL_BURST;
  #filledAt: number;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#pause = new Backoff(EMPTY_PULL_FIRST_MS, EMPTY_PULL_LONGEST_MS, clock);
    this.#filledAt = clock.now();
  }

  async afterAnswer(messages: number, heldMs: number): Promise<void> {
    if (messages === 0 && heldMs < HELD_MS) return this.afterFailure();
    this.#pause.reset();
    const now = this.#clock.now();
    this.#burst = Math.min(PULL_BURST, this.#burst + (now - this.#filledAt) / PULL_REFILL_MS) - 1;
    this.#filledAt = now;
    if (this.#burst < 0) await this.#sleep(PULL_REFILL_MS);
  }

  afterFailure(): Promise<void> {
    return this.#sleep(this.#pause.next());
  }

  #sleep(ms: number): Promise<void> {
    return sleepUnless(this.#clock, ms, this.#signal);
  }
}
