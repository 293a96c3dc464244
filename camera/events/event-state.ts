import type { AlarmReport, AlarmSourceName, OtherReport, StateReport, StateTopic } from './alarm-source';
import type { Clock, Timer } from '../core/clock';

/** `null`: not known any more, because listening was lost. */
export interface StateEvent {
  readonly topic: StateTopic;
  readonly active: boolean | null;
  /** Of an alarm input, where known. */
  readonly input?: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly source: AlarmSourceName;
  /** Why it is not known. */
  readonly reason?: string;
}

export interface OtherEvent extends Omit<OtherReport, 'origin'> {
  readonly source: AlarmSourceName;
}

export type AlarmEvent = StateEvent | OtherEvent;

/** How long a state survives that nothing is heard (contract, section 4). */
const FORGOTTEN_AFTER_MS = 60_000;

/** On the control port starts repeat every 5 s: without one for so long it is over, whatever the camera forgot. */
const PORT_HOLD_MS = 30_000;

/** Reports of a kind that has no end are one event while they follow each other this closely. */
const REPEAT_MS = 10_000;

/** More kinds of reports than this are none a camera has. */
const KINDS_AT_MOST = 200;

/** What is known of one kind of alarm. */
interface Kind {
  readonly report: AlarmReport;
  readonly source: AlarmSourceName;
  /** Missing for kinds that have no end. */
  readonly active: boolean | undefined;
  /** The detector that ends it; any, after listening was lost. */
  readonly origin: string | undefined;
  /** When it is over unless repeated, in ms of listening. */
  readonly heldUntil: number;
}

/**
 * Makes events of reports: changes only, with what several detectors report of one thing joined, and ends for
 * what the camera does not end.
 */
export class EventState {
  readonly #holdMs: number;
  readonly #clock: Clock;
  readonly #emit: (event: AlarmEvent) => void;
  readonly #kinds = new Map<string, Kind>();
  #source: AlarmSourceName | undefined;
  /** Listened so long before `#resumedAt`: holds stand still while nothing is heard. */
  #listenedMs = 0;
  #resumedAt = 0;
  #timer: Timer | undefined;

  /** @param holdMs after which an alarm is over unless repeated; 0 leaves it to the camera. */
  constructor(holdMs: number, clock: Clock, emit: (event: AlarmEvent) => void) {
    this.#holdMs = holdMs;
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Reports come from now on. */
  listening(source: AlarmSourceName): void {
    if (source === this.#source) return;
    this.#listenedMs = this.#listening;
    this.#source = source;
    this.#resumedAt = this.#clock.now();
    for (const [key, kind] of this.#kinds) {
      if (kind.active && kind.heldUntil === Infinity)
        this.#kinds.set(key, { ...kind, heldUntil: this.#holdEnd(kind.report) });
    }
    this.#schedule();
  }

  /** No reports come any more. */
  lost(reason: string): void {
    if (!this.#source) return;
    this.#listenedMs = this.#listening;
    this.#source = undefined;
    // What ends in between is not heard, so later any detector's word counts.
    for (const [key, kind] of this.#kinds) this.#kinds.set(key, { ...kind, origin: undefined });
    this.#wakeAfter(FORGOTTEN_AFTER_MS, () => this.#forget(reason));
  }

  report(report: AlarmReport): void {
    if (!this.#source) return;
    const known = report.topic === 'input' ? this.#withNumber(report) : report;
    if (known.topic === 'alarm' && known.active === undefined) this.#occurred(known);
    else if (known.active) this.#began(known);
    else this.#ended(known);
    this.#schedule();
  }

  stop(): void {
    this.#clock.cancel(this.#timer);
    this.#source = undefined;
    this.#kinds.clear();
  }

  #began(report: AlarmReport): void {
    const known = this.#kinds.get(keyOf(report));
    if (!known?.active) return this.#send(this.#remember(report));
    // A repeat, or another detector of the same thing.
    this.#remember(report, { origin: known.origin });
  }

  #ended(report: AlarmReport): void {
    const known = this.#kinds.get(keyOf(report));
    if (known?.active === false) return;
    if (known?.active && known.origin !== undefined && known.origin !== report.origin) return;
    this.#send(this.#remember(report));
  }

  /** A kind without an end: one event, and none for its repeats. */
  #occurred(report: OtherReport): void {
    const known = this.#kinds.get(keyOf(report));
    const kind = this.#remember(report, { heldUntil: this.#listening + (this.#holdMs || REPEAT_MS) });
    if (!known || known.active !== undefined) this.#send(kind);
  }

  #remember(report: AlarmReport, more: Partial<Kind> = {}): Kind {
    const { active, origin } = report;
    const kind = { report, source: this.#source!, active, origin, heldUntil: this.#holdEnd(report), ...more };
    const key = keyOf(report);
    this.#kinds.delete(key);
    this.#kinds.set(key, kind);
    if (this.#kinds.size > KINDS_AT_MOST) this.#kinds.delete(this.#kinds.keys().next().value!);
    return kind;
  }

  #holdEnd(report: AlarmReport): number {
    const holdMs = this.#holdMs || (this.#source === 'port' ? PORT_HOLD_MS : Infinity);
    return report.active ? this.#listening + holdMs : Infinity;
  }

  /** Where one detector numbers the input and another does not, both mean the one that is known. */
  #withNumber(report: StateReport): StateReport {
    const inputs = [...this.#kinds.values()].flatMap((kind) =>
      kind.report.topic === 'input' ? kind.report : [],
    );
    const [only] = inputs;
    if (!only || inputs.length > 1 || (only.input !== undefined && report.input !== undefined)) return report;
    return { ...report, input: only.input };
  }

  #send({ report, source, active }: Kind): void {
    if (report.topic !== 'alarm') return this.#sendState(report, source, active === true);
    const { origin: _, ...shown } = report;
    this.#emit({ ...shown, ...(active !== undefined && { active }), source });
  }

  #sendState(report: StateReport, source: AlarmSourceName, active: boolean | null, reason?: string): void {
    const { topic, input } = report;
    this.#emit({
      topic,
      active,
      ...(input !== undefined && { input }),
      since: this.#clock.now(),
      source,
      ...(reason !== undefined && { reason }),
    });
  }

  /** How long it has listened, in ms. */
  get #listening(): number {
    return this.#listenedMs + (this.#source ? this.#clock.now() - this.#resumedAt : 0);
  }

  /** Sets the timer for the hold that ends first. */
  #schedule(): void {
    const next = Math.min(...[...this.#kinds.values()].map(({ heldUntil }) => heldUntil));
    if (next === Infinity) this.#clock.cancel(this.#timer);
    else this.#wakeAfter(Math.max(0, next - this.#listening), () => this.#endHolds());
  }

  #endHolds(): void {
    for (const [key, kind] of this.#kinds) {
      if (kind.heldUntil > this.#listening) continue;
      if (!kind.active) this.#kinds.delete(key);
      else {
        const ended = { ...kind, active: false, heldUntil: Infinity };
        this.#kinds.set(key, ended);
        this.#send(ended);
      }
    }
    this.#schedule();
  }

  /** Nobody knows any more what is active. */
  #forget(reason: string): void {
    for (const [key, kind] of this.#kinds) {
      if (!kind.active) continue;
      this.#kinds.delete(key);
      if (kind.report.topic !== 'alarm') this.#sendState(kind.report, kind.source, null, reason);
    }
  }

  #wakeAfter(ms: number, work: () => void): void {
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(ms, work);
  }
}

const keyOf = (report: AlarmReport) =>
  report.topic === 'alarm'
    ? `alarm ${report.type} ${report.origin}`
    : `${report.topic} ${report.input ?? ''}`;
