import type { Later } from '../clock';

/** Alarms that start and end. */
export type AlarmKind = 'motion' | 'input' | 'person' | 'vehicle';

export interface Alarm {
  kind: AlarmKind;
  active: boolean;
  /** Number of the alarm input, 1 to 4; 1 for other kinds. */
  input: number;
  at: number;
  /** A report of an unchanged state; only the control port repeats. */
  repeated: boolean;
}

/** A report of the control port with any of its codes. */
export interface CodeReport {
  code: number;
  /** 1 occurred, 0 gone. */
  flag?: number;
  level?: number;
  text?: string;
}

/** An ONVIF notification with any topic. */
export interface TopicReport {
  topic: string;
  item: string;
  value: string;
  source?: Record<string, string>;
  operation?: 'Initialized' | 'Changed' | 'Deleted';
}

/** A protocol that reports alarms; each has its own codes or topics. */
export interface AlarmListener {
  alarm?(alarm: Alarm): void;
  code?(report: CodeReport): void;
  topic?(report: TopicReport): void;
}

/** Interval of repeated reports while an alarm lasts. */
export const REPEAT_MS = 5000;

/** The state of every alarm, and the protocols that report its changes. */
export class AlarmReporter {
  /** Every change so far, the oldest first; repeats are not kept. */
  readonly history: Alarm[] = [];
  private readonly listeners = new Set<AlarmListener>();
  private readonly lasting = new Map<string, () => void>();

  constructor(
    private readonly now: () => number,
    private readonly later: Later,
  ) {}

  listen(listener: AlarmListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  motion(active: boolean): void {
    this.set('motion', active);
  }

  person(active: boolean): void {
    this.set('person', active);
  }

  vehicle(active: boolean): void {
    this.set('vehicle', active);
  }

  /** `input` from 1 to 4. */
  input(active: boolean, input = 1): void {
    this.set('input', active, input);
  }

  /** `setManualInputAlarm`: reports the start of input 1 once, and no end. */
  triggerInput(): void {
    this.report({ kind: 'input', active: true, input: 1, at: this.now(), repeated: false });
  }

  /** Reports any code on the control port, such as 13, picture covered; not by ONVIF. */
  code(report: CodeReport): void {
    for (const listener of this.listeners) listener.code?.(report);
  }

  /** Reports any topic by ONVIF; not on the control port. */
  topic(report: TopicReport): void {
    for (const listener of this.listeners) listener.topic?.(report);
  }

  /** The active alarms, such as `motion` or `input 2`. */
  get active(): string[] {
    return [...this.lasting.keys()].map((key) => (key.startsWith('input') ? key : key.replace(/ .*/, '')));
  }

  isActive(kind: AlarmKind, input = 1): boolean {
    return this.lasting.has(`${kind} ${input}`);
  }

  /** Clears every alarm without a report, as a reboot does. */
  reset(): void {
    for (const stop of this.lasting.values()) stop();
    this.lasting.clear();
  }

  private set(kind: AlarmKind, active: boolean, input = 1): void {
    const key = `${kind} ${input}`;
    if (active === this.lasting.has(key)) return;
    this.lasting.get(key)?.();
    this.lasting.delete(key);
    if (active) this.repeat(key, { kind, active, input, at: 0, repeated: true });
    this.report({ kind, active, input, at: this.now(), repeated: false });
  }

  private repeat(key: string, alarm: Alarm): void {
    const stop = this.later(REPEAT_MS, () => {
      this.repeat(key, alarm);
      this.report({ ...alarm, at: this.now() });
    });
    this.lasting.set(key, stop);
  }

  private report(alarm: Alarm): void {
    if (!alarm.repeated) this.history.push(alarm);
    for (const listener of this.listeners) listener.alarm?.(alarm);
  }
}
