import type { Clock } from '../core/clock';
import { CameraError } from '../core/errors';
import { LOGIN_PAUSE_MS, SESSION_IDLE_MS } from '../core/limits';

/** What authorises a request. Two log-ins within a second may get the same uid, so the log-in is numbered too. */
export interface SessionToken {
  readonly uid: string;
  readonly login: number;
}

/**
 * Owns the camera's uid: however many commands need one, one log-in gets it.
 *
 * A refused or locked account is remembered and left alone for a minute, so that no storm of messages locks it.
 */
export class Session {
  readonly #logIn: () => Promise<string>;
  readonly #clock: Clock;
  #ticket: SessionToken | undefined;
  #pending: Promise<SessionToken> | undefined;
  #logins = 0;
  #usedAt = 0;
  #oddRefusals = 0;
  #refusal: { error: CameraError; until: number } | undefined;

  /** @param logIn asks the camera for a uid. */
  constructor(logIn: () => Promise<string>, clock: Clock) {
    this.#logIn = logIn;
    this.#clock = clock;
  }

  /** How often it was opened. */
  get logins(): number {
    return this.#logins;
  }

  /** Milliseconds since the session was last known to be alive; endless without one. */
  get idleMs(): number {
    return this.#ticket ? this.#clock.now() - this.#usedAt : Infinity;
  }

  /** @throws CameraError whatever stands in the way of a log-in, `AUTH_FAILED` and `LOCKED_OUT` for a minute. */
  async token(): Promise<SessionToken> {
    if (this.#ticket && this.idleMs <= SESSION_IDLE_MS) return this.#ticket;
    this.assertLoginAllowed();
    this.#pending ??= this.#open().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  /** Call it before a password goes out. @throws CameraError if the camera has refused it within a minute. */
  assertLoginAllowed(): void {
    if (this.#refusal && this.#clock.now() < this.#refusal.until) throw this.#refusal.error;
  }

  async #open(): Promise<SessionToken> {
    this.#ticket = undefined;
    try {
      const uid = await this.#logIn();
      this.#refusal = undefined;
      this.#oddRefusals = 0;
      this.#usedAt = this.#clock.now();
      this.#ticket = { uid, login: ++this.#logins };
      return this.#ticket;
    } catch (error) {
      if (CameraError.is(error) && this.#refusesAccount(error)) this.blockLogin(error);
      throw error;
    }
  }

  /** A refusal in words nobody knows may be about anything, once; the second time it is taken for the account. */
  #refusesAccount(error: CameraError): boolean {
    if (error.code !== 'CAMERA_FAULT') return CameraError.is(error, 'AUTH_FAILED', 'LOCKED_OUT');
    this.#oddRefusals += 1;
    return this.#oddRefusals > 1;
  }

  /** The camera accepted a request: the session lives on (manual 3.1.1). */
  touch(): void {
    this.#usedAt = this.#clock.now();
  }

  /** The camera no longer knows this ticket. A newer one is kept. */
  invalidate(ticket: SessionToken): void {
    if (this.#ticket?.login === ticket.login) this.#ticket = undefined;
  }

  /** The camera has restarted, or is about to. */
  end(): void {
    this.#ticket = undefined;
  }

  /**
   * The camera refuses this account; no log-in is tried for a minute. A session it still knows goes on: a door
   * must not stand open for a minute because somebody else has guessed passwords.
   */
  blockLogin(error: CameraError): void {
    this.#refusal = { error, until: this.#clock.now() + LOGIN_PAUSE_MS };
  }

  /** Forgets a refusal, because the account was seen to work. */
  clearLoginBlock(): void {
    this.#refusal = undefined;
  }
}
