import { EventState, type AlarmEvent } from './event-state';
import type { AlarmReport, AlarmSource, AlarmSourceName } from './alarm-source';
import { SourceLoop, type Outcome } from './source-loop';
import type { Clock } from '../core/clock';
import { waitAtMost } from '../core/timing';
import { GIVE_BACK_MS, TEXT_LIMIT } from './limits';

export interface ListeningStatus {
  /**
   * - `lost`: closed, refused or silent; it is tried again
   * - `unsupported`: the camera answers, and cannot tell alarms
   * - `off`: switched off in the camera's settings
   */
  readonly state: 'listening' | 'lost' | 'unsupported' | 'off';
  /** By which it listens, or listened last. */
  readonly source: AlarmSourceName | null;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Why it does not listen; empty while it does. */
  readonly reason: string;
}

/** Somebody who wants to know. */
export interface AlarmConsumer {
  /** Ends an alarm that was not repeated for so long, in ms; 0 leaves that to the camera. */
  readonly holdMs?: number;
  onEvent(event: AlarmEvent): void;
  /** Told the first outcome, and each change. */
  onListening(status: ListeningStatus): void;
}

/** The last report of a topic, for who looks on. */
export interface RecentAlarm {
  readonly topic: AlarmReport['topic'];
  readonly active?: boolean;
  /** Of the topic `alarm`. */
  readonly type?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Subscriber {
  readonly consumer: AlarmConsumer;
  readonly state: EventState;
}

/** Listens to one camera for as long as somebody wants to know, by one connection however many they are. */
export class AlarmListener {
  readonly #sources: ReadonlyMap<AlarmSourceName, AlarmSource>;
  readonly #clock: Clock;
  readonly #redact: (text: string) => string;
  readonly #subscribers = new Set<Subscriber>();
  readonly #recent = new Map<string, RecentAlarm>();
  #status: ListeningStatus | undefined;
  #loop: SourceLoop | undefined;
  #abort = new AbortController();
  /** Settles when all connections made so far are closed. */
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  /**
   * @param sources in the order in which they are tried; none if alarms are switched off.
   * @param redact masks secrets in the camera's words.
   */
  constructor(
    sources: ReadonlyMap<AlarmSourceName, AlarmSource>,
    clock: Clock,
    redact: (text: string) => string,
  ) {
    this.#sources = sources;
    this.#clock = clock;
    this.#redact = redact;
  }

  /** Unknown until somebody listens and the first outcome is there. */
  get status(): ListeningStatus | undefined {
    return this.#status;
  }

  /** The last report of each topic since somebody listens. */
  get recent(): readonly RecentAlarm[] {
    return [...this.#recent.values()];
  }

  get hasListeners(): boolean {
    return this.#subscribers.size > 0;
  }

  /**
   * Tells the consumer what happens from now on; the status at once, if it is known.
   *
   * @returns what ends it; it settles when the connection is closed, if nobody else listens, within 5 s.
   */
  listen(consumer: AlarmConsumer): () => Promise<void> {
    const { holdMs = 0 } = consumer;
    const state = new EventState(holdMs, this.#clock, (event) => consumer.onEvent(event));
    const subscriber = { consumer, state };
    if (this.#closed) return () => Promise.resolve();
    this.#subscribers.add(subscriber);
    this.#start();
    if (this.#status) this.#tell(subscriber, this.#status);
    return async () => {
      state.stop();
      if (this.#subscribers.delete(subscriber) && !this.hasListeners) await this.#stop();
    };
  }

  /** The camera was seen to be there again. */
  reachable(): void {
    this.#loop?.reachable();
  }

  /** User name and password were seen to work. */
  retry(): void {
    this.#loop?.retry();
  }

  /** Ends it for everybody, within 5 s. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { state } of this.#subscribers) state.stop();
    this.#subscribers.clear();
    await this.#stop();
  }

  #start(): void {
    if (this.#loop ?? this.#status) return;
    if (this.#sources.size === 0) {
      const reason = 'alarms are switched off in the camera configuration';
      this.#status = { state: 'off', source: null, since: this.#clock.now(), reason };
      return;
    }
    const loop = new SourceLoop(this.#sources, this.#clock, {
      onListening: (source) => this.#become({ state: 'listening', source, reason: '' }),
      onReport: (report) => this.#report(report),
      onOutcome: (outcome) => this.#become(outcome),
    });
    const { signal } = (this.#abort = new AbortController());
    this.#loop = loop;
    // Never two connections at once: the former may still be about to close.
    this.#running = this.#running.then(() => loop.run(signal));
  }

  async #stop(): Promise<void> {
    this.#loop = undefined;
    this.#status = undefined;
    this.#recent.clear();
    this.#abort.abort();
    await waitAtMost(this.#clock, GIVE_BACK_MS, this.#running);
  }

  #become(next: Outcome | Pick<ListeningStatus, 'state' | 'source' | 'reason'>): void {
    const before = this.#status;
    // Whether it answers is said once; that it is away now and then says nothing new.
    if (before?.state === 'unsupported' && next.state === 'lost') return;
    const isChange =
      before?.state !== next.state || (next.state === 'listening' && before.source !== next.source);
    this.#status = { ...next, since: isChange ? this.#clock.now() : before.since };
    if (isChange) for (const subscriber of [...this.#subscribers]) this.#tell(subscriber, this.#status);
  }

  #tell({ consumer, state }: Subscriber, status: ListeningStatus): void {
    if (status.state === 'listening') state.listening(status.source!);
    else state.lost(status.reason);
    consumer.onListening(status);
  }

  #report(report: AlarmReport): void {
    const shown = report.topic === 'alarm' ? { ...report, text: this.#clean(report.text) } : report;
    const { topic, active } = shown;
    this.#recent.set(topic, {
      topic,
      ...(active !== undefined && { active }),
      ...(topic === 'alarm' && { type: shown.type }),
      at: this.#clock.now(),
    });
    for (const { state } of [...this.#subscribers]) state.report(shown);
  }

  /** The camera's words on one line, without secrets; cut last, or half a secret would not be known as one. */
  #clean(text: string): string {
    // eslint-disable-next-line no-control-regex
    const line = this.#redact(text).replace(/[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
    return [...line.trim()].slice(0, TEXT_LIMIT).join('');
  }
}
