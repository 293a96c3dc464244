/** Where reports come from: ONVIF PullPoint, or the maker's control port. */
export type AlarmSourceName = 'onvif' | 'port';

/** Kinds of reports that have a beginning and an end, and a topic of their own. */
export type StateTopic = 'motion' | 'input' | 'person' | 'vehicle';

/** Something began or ended. */
export interface StateReport {
  readonly topic: StateTopic;
  /** Number of the alarm input, where known. */
  readonly input?: number;
  readonly active: boolean;
  /** Which of several detectors of the same thing reports it, such as `VideoSource/MotionAlarm`. */
  readonly origin: string;
}

/** Whatever else a camera reports. */
export interface OtherReport {
  readonly topic: 'alarm';
  /** Such as `tripwire`; `unknown` where nothing is known about it. */
  readonly type: string;
  /** Missing for kinds that have no end. */
  readonly active?: boolean;
  /** Of the control port. */
  readonly code?: number;
  /** Of the control port: severity, or the kind of an AI alarm. */
  readonly level?: number;
  /** The camera's own words. */
  readonly text: string;
  /** Tells reports of one type apart. */
  readonly origin: string;
}

export type AlarmReport = StateReport | OtherReport;

/**
 * Why a source stopped:
 * - `absent`: the camera does not offer it
 * - `refused`: user name or password refused
 * - `lost`: anything else, such as no connection
 */
export interface SourceEnd {
  readonly kind: 'absent' | 'refused' | 'lost';
  /** In words, without secrets. */
  readonly reason: string;
  /** Whether anything answered; a refused connection is no answer. */
  readonly answered: boolean;
}

export interface SourceEvents {
  /** The camera has accepted us, and reports from now on. Called again after each quiet renewal. */
  onListening(): void;
  onReport(report: AlarmReport): void;
}

/** One way of hearing a camera. */
export interface AlarmSource {
  /**
   * Listens until it fails or the signal is aborted. Never rejects; after an abort it settles within 5 s, with
   * everything closed and given back.
   */
  run(events: SourceEvents, signal: AbortSignal): Promise<SourceEnd>;
}
