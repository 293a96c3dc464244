import { Backoff } from '../core/backoff';
import type { Clock, Timer } from '../core/clock';
import type { ConnectionState } from './connection-monitor';
import {
  KEEP_ALIVE_SPREAD_MS,
  KEEP_GAP_MS,
  LOGIN_PAUSE_MS,
  RETRY_FIRST_MS,
  RETRY_LONGEST_MS,
  SESSION_IDLE_MS,
} from '../core/limits';

/** What the keeper needs to know of a camera, and may ask of it. */
export interface KeepAliveTarget {
  readonly state: ConnectionState;
  readonly idleMs: number;
  /** Sends the smallest command there is. */
  keepAlive(): Promise<unknown>;
}

/**
 * Keeps a session alive while nothing else is sent, and notices when the camera goes and comes.
 *
 * An account that was refused is left alone until somebody sends a command or changes the password.
 */
export class SessionKeepAlive {
  /** Those that have not begun yet. */
  static readonly #starting = new Set<SessionKeepAlive>();
  readonly #camera: KeepAliveTarget;
  readonly #clock: Clock;
  readonly #retry: Backoff;
  #timer: Timer | undefined;
  #running = false;
  #awake = false;

  constructor(camera: KeepAliveTarget, clock: Clock) {
    this.#camera = camera;
    this.#clock = clock;
    this.#retry = new Backoff(RETRY_FIRST_MS, RETRY_LONGEST_MS, clock);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#wakeAfter(SessionKeepAlive.#starting.size * KEEP_GAP_MS);
    SessionKeepAlive.#starting.add(this);
  }

  stop(): void {
    this.#running = false;
    SessionKeepAlive.#starting.delete(this);
    this.#clock.cancel(this.#timer);
  }

  /** The camera's state has changed: look after it in the new way. */
  reschedule(): void {
    if (this.#running && !this.#awake) this.#wakeAfter(this.#pause());
  }

  #wakeAfter(ms: number): void {
    SessionKeepAlive.#starting.delete(this);
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(ms, () => void this.#wake());
  }

  async #wake(): Promise<void> {
    this.#awake = true;
    SessionKeepAlive.#starting.delete(this);
    const { state, idleMs } = this.#camera;
    // While it is away, the time since its last answer says nothing.
    const isIdle = state !== 'online' || idleMs >= SESSION_IDLE_MS - KEEP_ALIVE_SPREAD_MS;
    const isDue = state !== 'auth-failed' && isIdle;
    // Most failures are seen as a change of the camera's state; a camera that answers nonsense stays online.
    const failed = isDue && (await this.#camera.keepAlive().then(() => false, () => true)); // prettier-ignore
    this.#awake = false;
    if (!this.#running) return;
    this.#wakeAfter(failed && this.#camera.state === 'online' ? this.#retry.next() : this.#pause());
  }

  #pause(): number {
    switch (this.#camera.state) {
      case 'auth-failed':
      case 'locked':
        return LOGIN_PAUSE_MS + this.#clock.random() * KEEP_ALIVE_SPREAD_MS;
      case 'offline':
      case 'unknown':
        return this.#retry.next();
      case 'online': {
        this.#retry.reset();
        const idleMs = SESSION_IDLE_MS - this.#clock.random() * KEEP_ALIVE_SPREAD_MS;
        return Math.max(0, idleMs - this.#camera.idleMs);
      }
    }
  }
}
