import type { Account } from './account';
import { echo, type Result } from './answer/decode';
import { SessionLost, readAnswer } from './answer/read';
import type { Clock } from './clock';
import { commands } from './commands';
import type { Command, Exchange } from './commands/vocabulary';
import { CameraError, type ErrorCode } from './errors';
import { Redactor } from './redact';
import { buildQuery } from './request/query';
import { validate, type Wire } from './request/validate';
import { Session } from './session';
import { DOCUMENT_LIMIT_BYTES, PICTURE_LIMIT_BYTES } from './settings';
import { Transport } from './transport';

/** What a command ends with that surely did not reach the camera. */
export const NOT_SENT: readonly ErrorCode[] = [
  'INVALID_INPUT', 'STALE', 'BUSY', 'CLOSED', 'AUTH_FAILED', 'LOCKED_OUT', 'UNREACHABLE',
]; // prettier-ignore

/** How many uids to keep out of sight after they were replaced. */
const REMEMBERED_UIDS = 5;

/** Talks with one camera: logs in when needed, asks, and says once more what can be said twice. */
export class Dialogue {
  readonly session: Session;
  readonly #account: Account;
  readonly #transport: Transport;
  readonly #uids: string[] = [];

  constructor(account: Account, clock: Clock) {
    this.#account = account;
    this.#transport = new Transport(account.address, clock);
    this.session = new Session(() => this.#logIn(), clock);
  }

  /**
   * Sends a command with a uid. It goes out once more after a lost session, which the camera refused without
   * doing anything, and once more after a lost connection unless it acts each time it arrives.
   *
   * @param stillFresh throws if it is too late to send.
   */
  async perform(command: Command, exchange: Exchange, wire: Wire, stillFresh: () => void): Promise<Result> {
    let mayLogInAgain = true;
    let lost: CameraError | undefined;
    for (;;) {
      try {
        return await this.#once(command, exchange, wire, stillFresh);
      } catch (error) {
        if (error instanceof SessionLost && mayLogInAgain) mayLogInAgain = false;
        else if (!lost && exchange.effect !== 'act' && CameraError.is(error, 'CONNECTION_LOST')) lost = error;
        // The first sending may have arrived, whatever became of the second.
        else throw lost && CameraError.is(error, ...NOT_SENT) ? lost : error;
      }
    }
  }

  async #once(command: Command, exchange: Exchange, wire: Wire, stillFresh: () => void): Promise<Result> {
    const ticket = await this.session.ticket();
    stillFresh();
    try {
      const result = await this.#ask(command, exchange, buildQuery(command, wire, ticket.uid));
      this.session.used();
      return exchange.answer.form === 'done' ? echo(command, wire) : result;
    } catch (error) {
      if (error instanceof SessionLost) this.session.lost(ticket);
      else if (CameraError.is(error, 'AUTH_FAILED', 'LOCKED_OUT')) this.session.refuse(error);
      throw error;
    }
  }

  async #logIn(): Promise<string> {
    const { username, password } = this.#account;
    const { logIn } = commands;
    const query = buildQuery(logIn, validate(logIn, logIn.read, { username, password }));
    try {
      const { uid } = await this.#ask(logIn, logIn.read, query);
      if (!/^[!"$%'-~]+$/.test(String(uid)))
        throw new CameraError('BAD_RESPONSE', 'the camera gave no usable uid');
      this.#uids.push(String(uid));
      this.#uids.splice(0, this.#uids.length - REMEMBERED_UIDS);
      return String(uid);
    } catch (error) {
      throw refusedLogIn(error as CameraError);
    }
  }

  async #ask(command: Command, exchange: Exchange, query: string): Promise<Result> {
    const response = await this.#transport.request({
      path: `/cgi-bin/${exchange.path}`,
      query,
      fresh: exchange.effect === 'act',
      timeoutMs: this.#account.timeoutMs,
      limitBytes: exchange.answer.form === 'picture' ? PICTURE_LIMIT_BYTES : DOCUMENT_LIMIT_BYTES,
    });
    return readAnswer(command, exchange, response);
  }

  /** Masks password, tokens and uids in words that may have come from the camera. */
  redact(text: string): string {
    const { username, password } = this.#account;
    return new Redactor([password, `${username}:${password}`, ...this.#uids]).redact(text);
  }

  close(): void {
    this.#transport.close();
  }
}

/** What a failed log-in means: any fault is a refusal of the account, and a page where it should be no such camera. */
function refusedLogIn(error: CameraError): CameraError {
  if (error.code === 'CAMERA_FAULT') {
    return new CameraError('AUTH_FAILED', `the camera refused user name or password (${error.reason})`, {
      reason: error.reason,
    });
  }
  if (error.code === 'NOT_SUPPORTED') return new CameraError('BAD_RESPONSE', 'this device knows no log-in');
  return error;
}
