import type { Readable } from 'node:stream';
import type { Account } from './account';
import { echo } from '../protocol/decode';
import type { Result } from '../protocol/attributes';
import { SessionLost, readAnswer, refuseFault } from '../protocol/response';
import type { Clock } from '../core/clock';
import { commands } from '../commands/index';
import type { Command, Endpoint } from '../commands/schema';
import { OFFLINE_CODES, CameraError } from '../core/errors';
import { Redactor } from './redact';
import { withUid } from '../protocol/query';
import type { EncodedParameters } from '../protocol/validate';
import { credentialsQuery } from './credentials';
import { refusedAccount, refusedLogin } from './login-refusal';
import { Session, type SessionToken, type TokenOptions } from './session';
import {
  COMMAND_TIMEOUT_MS,
  DOCUMENT_LIMIT_BYTES,
  LOGIN_PAUSE_MS,
  PICTURE_LIMIT_BYTES,
  UPLOAD_TIMEOUT_MS,
} from '../core/limits';
import { Transport } from '../http/transport';

/** What is to be asked, by which row of the table. */
export interface CgiRequest {
  readonly command: Command;
  readonly exchange: Endpoint;
  readonly wire: EncodedParameters;
  /** Without the uid. */
  readonly query: string;
  /** Sends user name and password instead of the uid. */
  readonly byPassword?: boolean;
  /** The camera's timeout unless given. */
  readonly timeoutMs?: number;
  /** A rest or a stop: its log-in waits for nothing (see `TokenOptions`). */
  readonly urgent?: boolean;
}

/** How many uids to keep out of sight after they were replaced. */
const REMEMBERED_UIDS = 5;

/** Talks with one camera: logs in when needed, asks, and says once more what can be said twice. */
export class CgiClient {
  readonly session: Session;
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #transport: Transport;
  /** User name and password as a query; the camera takes them instead of a uid for some commands. */
  readonly #credentials: string;
  readonly #uids: string[] = [];
  /** Of the uids known by now; made when there is something to mask. */
  #redactor: Redactor | undefined;
  readonly #unknownPaths = new Set<string>();
  /** A command that bore user name and password was refused because of them. */
  #passwordRefused: { readonly error: CameraError; readonly until: number } | undefined;

  constructor(account: Account, clock: Clock) {
    this.#account = account;
    this.#clock = clock;
    this.#credentials = credentialsQuery(account);
    this.#transport = new Transport(account.address, clock);
    this.session = new Session((options) => this.#logIn(options), clock);
  }

  /**
   * Sends a command with a uid. It goes out once more after a lost session, which the camera refused without
   * doing anything, and once more after a lost connection unless it acts each time it arrives.
   *
   * @param beforeSending is called each time, with what the sending before was lost by; it throws if it is too late to
   *   send.
   */
  async perform(
    question: CgiRequest,
    beforeSending: (lost: CameraError | undefined) => void,
  ): Promise<Result> {
    const { exchange } = question;
    let mayLogInAgain = true;
    let lost: CameraError | undefined;
    for (;;) {
      try {
        return await this.#once(question, () => beforeSending(lost));
      } catch (error) {
        if (error instanceof SessionLost && mayLogInAgain) mayLogInAgain = false;
        else if (!lost && exchange.effect !== 'act' && CameraError.is(error, 'CONNECTION_LOST')) lost = error;
        else throw lost ? afterLoss(lost, error as CameraError, exchange) : error;
      }
    }
  }

  async #once(question: CgiRequest, beforeSending: () => void): Promise<Result> {
    const { command, exchange, wire, urgent, byPassword } = question;
    const token = await this.session.token({ urgent });
    beforeSending();
    if (byPassword) return this.#byPassword(question);
    try {
      const query = withUid(token.uid, question.query);
      const result = await this.#onEitherPath(command, exchange, query, question.timeoutMs);
      this.session.touch(token);
      return { ...this.#echoed(command, exchange, wire), ...result };
    } catch (error) {
      if (error instanceof SessionLost) throw this.session.invalidate(token, error.reason) ?? error;
      throw error;
    }
  }

  /** Sends a wrong password once a minute at most: more would lock the account, whoever sends it. */
  async #byPassword({ command, exchange, wire }: CgiRequest): Promise<Result> {
    if (this.#passwordRefused && this.#clock.now() < this.#passwordRefused.until)
      throw this.#passwordRefused.error;
    try {
      const result = await this.#onEitherPath(command, exchange, this.#credentials);
      return { ...this.#echoed(command, exchange, wire), ...result };
    } catch (error) {
      const meaning = refusedAccount(error as CameraError);
      if (meaning.code !== 'AUTH_FAILED' && meaning.code !== 'LOCKED_OUT') throw meaning;
      const refused = meaning.withDelivery('rejected');
      this.#passwordRefused = { error: refused, until: this.#clock.now() + LOGIN_PAUSE_MS };
      throw refused;
    }
  }

  /** What is known of the result without the answer. */
  #echoed(command: Command, exchange: Endpoint, wire: EncodedParameters): Result {
    if (wire.size === 0) return {};
    if (exchange.answer.form === 'done') return echo(command, wire);
    return echo(
      command,
      new Map([...wire].filter(([name]) => command.parameters[name]?.access === 'selector')),
    );
  }

  /**
   * Asks by the newer firmware's path once the first has turned out to be none: it is unknown, or known only with more
   * behind it (field note 13).
   */
  async #onEitherPath(
    command: Command,
    exchange: Endpoint,
    query: string,
    timeoutMs?: number,
  ): Promise<Result> {
    const { path, fallbackPath } = exchange;
    if (fallbackPath === undefined) return this.#ask(command, exchange, query, timeoutMs);
    if (!this.#unknownPaths.has(path)) {
      try {
        return await this.#ask(command, exchange, query, timeoutMs);
      } catch (error) {
        const isNoPath =
          CameraError.is(error, 'NOT_SUPPORTED', 'CAMERA_FAULT') && !(error instanceof SessionLost);
        if (!isNoPath) throw error;
      }
    }
    const result = await this.#ask(command, { ...exchange, path: fallbackPath }, query, timeoutMs);
    this.#unknownPaths.add(path);
    return result;
  }

  async #logIn({ urgent }: TokenOptions): Promise<string> {
    const { logIn } = commands;
    const { timeoutMs } = this.#account;
    try {
      const atMost = urgent ? Math.min(timeoutMs, COMMAND_TIMEOUT_MS) : timeoutMs;
      const { uid } = await this.#ask(logIn, logIn.read, this.#credentials, atMost);
      if (!/^[!"$%'-~]+$/.test(String(uid)))
        throw new CameraError('BAD_RESPONSE', 'the camera gave no usable uid');
      this.#uids.push(String(uid));
      this.#uids.splice(0, this.#uids.length - REMEMBERED_UIDS);
      this.#redactor = undefined;
      this.#passwordRefused = undefined;
      return String(uid);
    } catch (error) {
      // A uid that nobody sent cannot be wrong: the camera is mistaken, and may not be the next time.
      if (error instanceof SessionLost) throw new SessionLost(error.reason, 'not-sent');
      throw refusedLogin(withoutWords(error as CameraError)).withDelivery('not-sent');
    }
  }

  async #ask(
    command: Command,
    exchange: Endpoint,
    query: string,
    timeoutMs = this.#account.timeoutMs,
  ): Promise<Result> {
    const response = await this.#transport.request({
      path: `/cgi-bin/${exchange.path}`,
      query,
      // A log-in that breaks on a half closed connection would fail a command that cannot be repeated.
      fresh: exchange.effect === 'act' || command === commands.logIn,
      repeatable: exchange.effect !== 'act',
      timeoutMs,
      limitBytes: exchange.answer.form === 'picture' ? PICTURE_LIMIT_BYTES : DOCUMENT_LIMIT_BYTES,
    });
    return readAnswer(command, exchange, response);
  }

  /** Masks password, tokens, uids and control characters in words that came from outside. */
  redact(text: string): string {
    return this.redactor.redact(text);
  }

  get redactor(): Redactor {
    const { username, password } = this.#account;
    this.#redactor ??= new Redactor([password, ...this.#uids], [`${username}:${password}`], username);
    return this.#redactor;
  }

  /**
   * Whether the camera still knows a ticket; nobody is logged in anew.
   * No answer means no as well: the camera is away.
   */
  async isSessionValid({ uid }: SessionToken): Promise<boolean> {
    const { keepAlive } = commands;
    try {
      await this.#ask(keepAlive, keepAlive.read, withUid(uid, ''));
      return true;
    } catch (error) {
      if (error instanceof SessionLost || CameraError.is(error, ...OFFLINE_CODES)) return this.#end();
      throw error;
    }
  }

  #end(): false {
    this.session.end();
    return false;
  }

  /** Sends a firmware image (field note "OnvifFirmwareUpgrade"). @throws CameraError. */
  async upload(body: Readable, bytes: number): Promise<void> {
    const { username, password } = this.#account;
    const response = await this.#transport.request({
      path: '/OnvifFirmwareUpgrade',
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(bytes),
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      },
      body,
      fresh: true,
      timeoutMs: UPLOAD_TIMEOUT_MS,
      limitBytes: DOCUMENT_LIMIT_BYTES,
    });
    try {
      refuseFault(response);
    } catch (error) {
      // Refused like any other command, whatever the reason: the session lives on (field note 32).
      throw refusedAccount(error as CameraError).withDelivery('rejected');
    }
  }

  /** Opens the camera's own pages (manual 3.7.9). Holds the password. */
  get webLoginUrl(): string {
    return `${this.#transport.origin}/WEBlogin?${this.#credentials}`;
  }

  /** Resolves when what was sent by now has ended. Never rejects. */
  answered(): Promise<void> {
    return this.#transport.answered();
  }

  close(): void {
    this.#transport.close();
  }
}

/** An answer that is not understood may hold a uid that nobody knows, and so nobody masks. */
function withoutWords(error: CameraError): CameraError {
  if (error.code !== 'BAD_RESPONSE' || !error.detail.includes('<')) return error;
  return new CameraError('BAD_RESPONSE', 'what it answers to a log-in is not an answer to that');
}

/** What the second sending's error means: the first may have arrived, unless it was the log-in that broke. */
function afterLoss(lost: CameraError, error: CameraError, { effect }: Endpoint): CameraError {
  if (lost.delivery === 'not-sent' || !error.isNotDone) return error;
  if (error.delivery === 'not-sent') return lost;
  return effect === 'read' ? error : error.withDelivery('unknown');
}
