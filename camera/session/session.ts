import { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import { CameraError } from '../core/errors';
import {
  FRESH_REFUSED_FIRST_MS,
  FRESH_REFUSED_LONGEST_MS,
  LOGIN_PAUSE_MS,
  LOGIN_SHORT_PAUSE_MS,
  SESSION_IDLE_MS,
  URGENT_LOGIN_PATIENCE_MS,
  URGENT_LOGIN_PAUSES_MS,
} from '../core/limits';
import { waitAtMost } from '../core/timing';
import { isTransient } from './login-refusal';

/** What authorises a request. Two log-ins within a second may get the same uid, so the log-in is numbered too. */
export interface SessionToken {
  readonly uid: string;
  readonly login: number;
}

export interface TokenOptions {
  /**
   * For a rest or a stop. It waits neither for a log-in that hangs nor for the end of a block: what others may not
   * try for a minute, it may try after 0.5, 2, 20 and then every 40 s, which is too seldom to lock an account
   * (more than 5 wrong passwords, field note 5), and at once where the refusal was not about the account.
   */
  readonly urgent?: boolean;
}

/** Why no log-in is tried, and until when, in ms since the epoch. */
interface LoginBlock {
  readonly error: CameraError;
  readonly until: number;
  readonly urgentUntil: number;
}

/**
 * Owns the camera's uid: however many commands need one, one log-in gets it.
 *
 * Only what a log-in is answered blocks the next ones, so that no storm of messages locks the account. What a command
 * is answered never does: an account that may not do one thing may well be allowed to close a door.
 */
export class Session {
  readonly #logIn: (options: TokenOptions) => Promise<string>;
  readonly #clock: Clock;
  readonly #freshRefused: Backoff;
  #token: SessionToken | undefined;
  #pending: Promise<SessionToken> | undefined;
  #urgentPending: Promise<SessionToken> | undefined;
  #logins = 0;
  #usedAt = 0;
  /** The log-in whose uid was accepted last. */
  #accepted = 0;
  /** How often in a row the account was refused, in words nobody knows, and a uid that had just been given. */
  #accountRefusals = 0;
  #oddRefusals = 0;
  #freshRefusals = 0;
  #block: LoginBlock | undefined;

  /** @param logIn asks the camera for a uid. */
  constructor(logIn: (options: TokenOptions) => Promise<string>, clock: Clock) {
    this.#logIn = logIn;
    this.#clock = clock;
    this.#freshRefused = new Backoff(FRESH_REFUSED_FIRST_MS, FRESH_REFUSED_LONGEST_MS, clock);
  }

  /** How often it was opened. */
  get logins(): number {
    return this.#logins;
  }

  /** Milliseconds since the session was last known to be alive; endless without one. */
  get idleMs(): number {
    return this.#token ? this.#clock.now() - this.#usedAt : Infinity;
  }

  /** @throws CameraError whatever stands in the way of a log-in, for as long as no other may be tried. */
  async token(options: TokenOptions = {}): Promise<SessionToken> {
    const known = this.#live();
    if (known) return known;
    this.#assertLoginAllowed(options);
    const pending = this.#pending;
    if (!pending) return (this.#pending = this.#open(options).finally(() => (this.#pending = undefined)));
    if (!options.urgent) return pending;
    const outcome = { settled: false };
    const settle = () => (outcome.settled = true);
    await waitAtMost(this.#clock, URGENT_LOGIN_PATIENCE_MS, pending.then(settle, settle));
    if (outcome.settled) return pending;
    // Somebody else may have been as urgent.
    const found = this.#live();
    if (found) return found;
    return (this.#urgentPending ??= this.#open(options).finally(() => (this.#urgentPending = undefined)));
  }

  #live(): SessionToken | undefined {
    return this.idleMs <= SESSION_IDLE_MS ? this.#token : undefined;
  }

  #assertLoginAllowed({ urgent }: TokenOptions): void {
    const block = this.#block;
    if (block && this.#clock.now() < (urgent ? block.urgentUntil : block.until)) throw block.error;
  }

  async #open(options: TokenOptions): Promise<SessionToken> {
    this.#token = undefined;
    try {
      const uid = await this.#logIn(options);
      this.#usedAt = this.#clock.now();
      this.#token = { uid, login: ++this.#logins };
      this.#accountRefusals = this.#oddRefusals = 0;
      if (this.#freshRefusals === 0) this.#block = undefined;
      return this.#token;
    } catch (error) {
      if (CameraError.is(error)) this.#refused(error);
      throw error;
    }
  }

  /** What the answer to a log-in means for the next. */
  #refused(error: CameraError): void {
    if (error.code === 'CAMERA_FAULT') {
      if (isTransient(error.reason)) return this.#blockFor(error, LOGIN_SHORT_PAUSE_MS, 0);
      // Words that nobody knows may be about anything, once; the second time they are taken to be about the account.
      this.#oddRefusals += 1;
      if (this.#oddRefusals === 1) return;
    } else if (!CameraError.is(error, 'AUTH_FAILED', 'LOCKED_OUT')) return;
    const pauses = URGENT_LOGIN_PAUSES_MS;
    const pause = pauses[Math.min(this.#accountRefusals, pauses.length - 1)]!;
    this.#accountRefusals += 1;
    this.#blockFor(error, LOGIN_PAUSE_MS, pause);
  }

  #blockFor(error: CameraError, ms: number, urgentMs: number): void {
    const now = this.#clock.now();
    this.#block = { error, until: now + ms, urgentUntil: now + urgentMs };
  }

  /** The camera accepted a request: the session lives on (manual 3.1.1). */
  touch(token: SessionToken): void {
    this.#usedAt = this.#clock.now();
    this.#accepted = Math.max(this.#accepted, token.login);
    if (this.#freshRefusals === 0) return;
    this.#freshRefusals = 0;
    this.#freshRefused.reset();
    this.#block = undefined;
  }

  /**
   * The camera does not know this token. A newer one is kept.
   *
   * @returns what to say of a camera that refused two tokens in a row that it had just given; it is left alone for a
   *   growing while. Otherwise a log-in may help.
   */
  invalidate(token: SessionToken, reason?: string): CameraError | undefined {
    if (this.#token?.login !== token.login) return undefined;
    this.#token = undefined;
    if (token.login <= this.#accepted) return undefined;
    this.#freshRefusals += 1;
    if (this.#freshRefusals < 2) return undefined;
    const error = refusesEverySession(reason);
    this.#blockFor(error, this.#freshRefused.next(), 0);
    return error;
  }

  /** The camera has restarted, or is about to. */
  end(): void {
    this.#token = undefined;
  }

  /** Forgets every refusal, because the account was seen to work. */
  clearLoginBlock(): void {
    this.#block = undefined;
    this.#accountRefusals = this.#oddRefusals = 0;
  }
}

const refusesEverySession = (reason?: string) =>
  new CameraError('CAMERA_FAULT', 'the camera refuses every session that it has just opened', {
    reason,
    delivery: 'not-sent',
  });
