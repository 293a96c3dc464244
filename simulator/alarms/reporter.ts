import type { Later } from '../clock';

/** What has a beginning and an end. */
export type AlarmKind = 'motion' | 'input' | 'person' | 'vehicle';

export interface Alarm {
  kind: AlarmKind;
  active: boolean;
  /** Which alarm input, from 1; for other kinds 1 as well. */
  input: number;
  at: number;
  /** The same state told once more; only the control port does. */
  repeated: boolean;
}

/** Anything else the control port tells, in its own codes. */
export interface CodeReport {
  code: number;
  /** 1 occurred, 0 gone. */
  flag?: number;
  level?: number;
  text?: string;
}

/** Anything else that ONVIF tells. */
export interface TopicReport {
  topic: string;
  item: string;
  value: string;
  source?: Record<string, string>;
  operation?: 'Initialized' | 'Changed' | 'Deleted';
}

/** A way of telling; each puts what happened into its own words. */
export interface AlarmListener {
  alarm?(alarm: Alarm): void;
  code?(report: CodeReport): void;
  topic?(report: TopicReport): void;
}

/** While something lasts, the control port tells it again this often. */
export const REPEAT_MS = 5000;

/** What happens in front of the camera and at its inputs, and who is told. */
export class AlarmReporter {
  /** Everything told so far but repeats, the oldest first. */
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

  /** `setManualInputAlarm`: the beginning at input 1, once, and never an end. */
  triggerInput(): void {
    this.tell({ kind: 'input', active: true, input: 1, at: this.now(), repeated: false });
  }

  /** Any code on the control port, such as 12, picture covered. ONVIF tells nothing. */
  code(report: CodeReport): void {
    for (const listener of this.listeners) listener.code?.(report);
  }

  /** Any topic by ONVIF. The control port tells nothing. */
  topic(report: TopicReport): void {
    for (const listener of this.listeners) listener.topic?.(report);
  }

  /** What lasts now, such as `input 2`. */
  get active(): string[] {
    return [...this.lasting.keys()].map((key) => (key.startsWith('input') ? key : key.replace(/ .*/, '')));
  }

  isActive(kind: AlarmKind, input = 1): boolean {
    return this.lasting.has(`${kind} ${input}`);
  }

  /** Forgets what lasts and tells nobody, as a reboot does. */
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
    this.tell({ kind, active, input, at: this.now(), repeated: false });
  }

  private repeat(key: string, alarm: Alarm): void {
    const stop = this.later(REPEAT_MS, () => {
      this.repeat(key, alarm);
      this.tell({ ...alarm, at: this.now() });
    });
    this.lasting.set(key, stop);
  }

  private tell(alarm: Alarm): void {
    if (!alarm.repeated) this.history.push(alarm);
    for (const listener of this.listeners) listener.alarm?.(alarm);
  }
}
