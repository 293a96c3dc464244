import { EventEmitter } from 'node:events';
import type { Clock } from '../core/clock';
import { CameraError, type ErrorCode } from '../core/errors';

export type ConnectionState = 'unknown' | 'online' | 'offline' | 'auth-failed' | 'locked';

export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Why it is not online; empty when it is. */
  readonly reason: string;
}

const MEANING: Partial<Record<ErrorCode, ConnectionState>> = {
  UNREACHABLE: 'offline',
  TIMEOUT: 'offline',
  CONNECTION_LOST: 'offline',
};

/** An answer to what was not sent is one to the log-in; and without a log-in nothing else comes about. */
const MEANING_AT_LOG_IN: typeof MEANING = {
  ...MEANING,
  AUTH_FAILED: 'auth-failed',
  LOCKED_OUT: 'locked',
  BAD_RESPONSE: 'offline',
  CAMERA_FAULT: 'offline',
};

/** The refusal of one command: the camera is there. */
const REFUSALS = ['CAMERA_FAULT', 'NOT_SUPPORTED', 'AUTH_FAILED', 'LOCKED_OUT'] as const;

/** What the outcomes of requests say about the camera. Emits `change` with the new and the former status. */
export class ConnectionMonitor extends EventEmitter<{
  change: [now: ConnectionStatus, before: ConnectionStatus];
}> {
  readonly #clock: Clock;
  #status: ConnectionStatus;

  constructor(clock: Clock) {
    super();
    // One listener for each node that shows it.
    this.setMaxListeners(0);
    this.#clock = clock;
    this.#status = { state: 'unknown', since: clock.now(), reason: '' };
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** The camera answered, be it with a refusal. */
  answered(): void {
    this.#become('online', '');
  }

  failed(error: CameraError): void {
    const state = (error.delivery === 'not-sent' ? MEANING_AT_LOG_IN : MEANING)[error.code];
    if (state) this.#become(state, error.detail);
    else if (CameraError.is(error, ...REFUSALS)) this.answered();
  }

  #become(state: ConnectionState, reason: string): void {
    if (state === this.#status.state) return;
    const before = this.#status;
    this.#status = { state, since: this.#clock.now(), reason };
    this.emit('change', this.#status, before);
  }
}
