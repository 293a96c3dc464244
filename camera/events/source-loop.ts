import type { AlarmReport, AlarmSource, AlarmSourceName, SourceEnd } from './alarm-source';
import { onAbort } from '../core/abort';
import { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import { sleepUnless } from '../core/timing';
import {
  FAILURES_UNTIL_OTHER,
  ONVIF_RETRY_FIRST_MS,
  ONVIF_RETRY_LONGEST_MS,
  PORT_RETRY_FIRST_MS,
  PORT_RETRY_LONGEST_MS,
  REFUSED_PAUSE_MS,
  STABLE_MS,
  START_GAP_MS,
} from './limits';

/** How listening ended, or why it did not come about. */
export interface Outcome {
  readonly state: 'lost' | 'unsupported';
  /** Which listened until now. */
  readonly source: AlarmSourceName | null;
  readonly reason: string;
}

export interface LoopEvents {
  onListening(source: AlarmSourceName): void;
  onReport(report: AlarmReport): void;
  /** Called when a source that listened has ended, and each time all of them have failed. */
  onOutcome(outcome: Outcome): void;
}

const RETRIES: Readonly<Record<AlarmSourceName, [firstMs: number, longestMs: number]>> = {
  onvif: [ONVIF_RETRY_FIRST_MS, ONVIF_RETRY_LONGEST_MS],
  port: [PORT_RETRY_FIRST_MS, PORT_RETRY_LONGEST_MS],
};

/** Loops that have not begun yet: a thousand cameras are not connected to at once. */
let starting = 0;

/**
 * Listens by one of several sources, one at a time: by the one that worked, and after three failures by another.
 * Pauses between tries grow.
 */
export class SourceLoop {
  readonly #sources: readonly Attempts[];
  readonly #clock: Clock;
  readonly #events: LoopEvents;
  #worked: Attempts | undefined;
  #wake: () => void = () => undefined;

  constructor(sources: ReadonlyMap<AlarmSourceName, AlarmSource>, clock: Clock, events: LoopEvents) {
    this.#sources = [...sources].map(([name, source]) => new Attempts(name, source, clock));
    this.#clock = clock;
    this.#events = events;
  }

  /** Settles soon after the signal is aborted, with everything closed. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await sleepUnless(this.#clock, START_GAP_MS * starting++, signal);
    starting -= 1;
    while (!signal.aborted) {
      const next = this.#next();
      const pause = next.notBefore - this.#clock.now();
      if (pause > 0) await this.#sleep(pause, signal);
      // It may have been woken early, by what makes another one the next.
      else await this.#listen(next, signal);
    }
  }

  /** The camera was seen to be there, after it was not: growing pauses begin anew. */
  reachable(): void {
    for (const source of this.#sources) source.reachable();
    this.#wake();
  }

  /** User name and password were seen to work: everything is tried at once. */
  retry(): void {
    for (const source of this.#sources) source.retry();
    this.#wake();
  }

  #next(): Attempts {
    const worked =
      this.#worked && this.#worked.failures < FAILURES_UNTIL_OTHER ? [this.#worked] : this.#sources;
    return worked.reduce((first, other) => (other.notBefore < first.notBefore ? other : first));
  }

  async #listen(source: Attempts, signal: AbortSignal): Promise<void> {
    let listened = false as boolean;
    const onListening = () => {
      listened = true;
      this.#worked = source;
      this.#events.onListening(source.name);
    };
    const end = await source.run(onListening, (report) => this.#events.onReport(report), signal);
    if (signal.aborted) return;
    if (listened) this.#events.onOutcome({ state: 'lost', source: source.name, reason: end.reason });
    else if (this.#sources.every(({ end: its }) => its)) this.#events.onOutcome(this.#allFailed());
  }

  #allFailed(): Outcome {
    const ends = this.#sources.flatMap(({ end }) => end ?? []);
    const isUnsupported =
      ends.every(({ kind }) => kind === 'absent') && ends.some(({ answered }) => answered);
    return {
      state: isUnsupported ? 'unsupported' : 'lost',
      source: this.#worked?.name ?? null,
      reason: [...new Set(ends.map(({ reason }) => reason))].join('; '),
    };
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#wake = wake;
    const callOff = onAbort(signal, wake);
    await sleepUnless(this.#clock, ms, woken.signal);
    callOff();
  }
}

/** One source, and how it has fared. */
class Attempts {
  readonly name: AlarmSourceName;
  readonly #source: AlarmSource;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  /** When it may be tried again. */
  notBefore = 0;
  /** In a row, none of them after it had listened for a while. */
  failures = 0;
  /** The last one. */
  end: SourceEnd | undefined;
  #endedAt = 0;

  constructor(name: AlarmSourceName, source: AlarmSource, clock: Clock) {
    this.name = name;
    this.#source = source;
    this.#clock = clock;
    this.#backoff = new Backoff(...RETRIES[name], clock);
  }

  async run(
    onListening: () => void,
    onReport: (report: AlarmReport) => void,
    signal: AbortSignal,
  ): Promise<SourceEnd> {
    let since = Infinity;
    const events = {
      onReport,
      onListening: () => {
        if (since === Infinity) since = this.#clock.now();
        onListening();
      },
    };
    const end = await this.#source
      .run(events, signal)
      .catch((): SourceEnd => ({ kind: 'lost', answered: true, reason: 'an unexpected answer' }));
    this.#ended(end, this.#clock.now() - since >= STABLE_MS);
    return end;
  }

  #ended(end: SourceEnd, wasStable: boolean): void {
    if (wasStable) {
      this.#backoff.reset();
      this.failures = 0;
    }
    this.failures += 1;
    this.end = end;
    this.#endedAt = this.#clock.now();
    const pause = this.#backoff.next();
    const refused = REFUSED_PAUSE_MS * (1 + this.#clock.random() / 6);
    this.notBefore = this.#endedAt + (end.kind === 'refused' ? refused : pause);
  }

  reachable(): void {
    if (this.end?.kind === 'refused') return;
    this.#backoff.reset();
    const shortest = RETRIES[this.name][0] / 2;
    this.notBefore = Math.min(this.notBefore, this.#endedAt + shortest);
  }

  retry(): void {
    this.#backoff.reset();
    this.notBefore = 0;
  }
}
