import type { Later } from '../clock';
import type { Notification } from './notifications';

/** Result of a pull: messages, maybe none, or the end of its connection. */
export type Pulled = Notification[] | 'closed';

interface Waiting {
  limit: number;
  end(pulled: Pulled): void;
}

export interface Subscription {
  number: number;
  lifeMs: number;
  /** Time of the last pull or renewal. */
  usedAt: number;
  queue: Notification[];
  waiting: Waiting | undefined;
  /** Topics joined by `|`: exact, `prefix*` or `branch//.`; undefined matches all. */
  filter: string | undefined;
}

const LIFE_MS = 60_000;
const SUBSCRIPTIONS = 20;
/** Length of a subscription's queue; the oldest message is dropped. */
const QUEUE = 20;
/** An empty answer is sent this long before the requested timeout. */
const EARLY_MS = 2000;

/** The pull points: at most 20, each with a queue, expired 60 s after the last use. */
export class Subscriptions {
  /** Number of subscriptions created so far. */
  created = 0;
  private readonly all = new Map<number, Subscription>();

  constructor(
    private readonly now: () => number,
    private readonly later: Later,
  ) {}

  get count(): number {
    this.removeExpired();
    return this.all.size;
  }

  /** The most recent live subscription. */
  get latest(): Subscription | undefined {
    this.removeExpired();
    return [...this.all.values()].at(-1);
  }

  /** Undefined when the limit is reached. */
  create(lifeMs = LIFE_MS, filter?: string): Subscription | undefined {
    if (this.count >= SUBSCRIPTIONS) return undefined;
    this.created++;
    // Numbers are reused: an old address may belong to another client's subscription.
    let number = 1;
    while (this.all.has(number)) number++;
    const lasting = Math.min(lifeMs, LIFE_MS);
    const usedAt = this.now();
    const subscription = { number, lifeMs: lasting, usedAt, queue: [], waiting: undefined, filter };
    this.all.set(number, subscription);
    return subscription;
  }

  find(number: number): Subscription | undefined {
    this.removeExpired();
    return this.all.get(number);
  }

  renew(subscription: Subscription): void {
    subscription.usedAt = this.now();
  }

  remove(subscription: Subscription): void {
    this.all.delete(subscription.number);
    subscription.waiting?.end('closed');
  }

  /** Ends all subscriptions. */
  clear(): void {
    for (const subscription of [...this.all.values()]) this.remove(subscription);
  }

  publish(message: Notification): void {
    this.removeExpired();
    for (const subscription of this.all.values()) this.queueFor(subscription, message);
  }

  queueFor(subscription: Subscription, message: Notification): void {
    const { queue, waiting, filter } = subscription;
    if (filter !== undefined && !isWanted(message.topic, filter)) return;
    queue.push(message);
    if (queue.length > QUEUE) queue.shift();
    waiting?.end(queue.splice(0, waiting.limit));
  }

  /** Resolves with queued messages, or with the next one until the timeout. A second pull replaces the first. */
  pull(subscription: Subscription, timeoutMs: number, limit: number, early = EARLY_MS): Promise<Pulled> {
    subscription.waiting?.end('closed');
    const { queue } = subscription;
    const waitMs = Math.max(0, timeoutMs - early);
    if (queue.length > 0 || waitMs === 0) return Promise.resolve(queue.splice(0, limit));
    return new Promise((resolve) => {
      const waiting: Waiting = {
        limit,
        end: (pulled) => {
          stop();
          if (subscription.waiting === waiting) subscription.waiting = undefined;
          resolve(pulled);
        },
      };
      const stop = Number.isFinite(waitMs) ? this.later(waitMs, () => waiting.end([])) : () => undefined;
      subscription.waiting = waiting;
    });
  }

  private removeExpired(): void {
    for (const subscription of [...this.all.values()]) {
      const { usedAt, lifeMs, waiting } = subscription;
      if (!waiting && this.now() - usedAt >= lifeMs) this.remove(subscription);
    }
  }
}

function isWanted(topic: string, filter: string): boolean {
  return filter
    .split('|')
    .map((part) => part.trim())
    .some((part) => {
      if (part.endsWith('*')) return topic.startsWith(part.slice(0, -1));
      if (part.endsWith('//.')) return topic.startsWith(part.slice(0, -3));
      return topic === part;
    });
}
