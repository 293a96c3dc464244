import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock';
import { CameraError, type ErrorCode } from '../../core/errors';
import { Transport, type Address, type Response } from '../../http/transport';
import type { Element } from '../../protocol/xml';
import { Redactor } from '../../session/redact';
import { ONVIF_ANSWER_LIMIT_BYTES, ONVIF_TIMEOUT_MS } from '../limits';
import { HttpDigest, usernameToken } from './security';
import { envelope, readEnvelope, type SoapAnswer, type SoapCall, type SoapFault } from './soap';

/**
 * Why a call failed:
 * - `absent`: what answers there speaks no ONVIF
 * - `unsupported`: it does, but does not know the call
 * - `refused`: user name or password
 * - `forgotten`: the subscription does not exist, or there is no room for one
 * - `fault`: any other refusal
 * - `garbled`: no sensible answer
 * - `closed`: the connection was closed instead of an answer
 * - `silent`: no answer in time
 * - `unreachable`: no connection
 */
export type OnvifFailure =
  | 'absent'
  | 'unsupported'
  | 'refused'
  | 'forgotten'
  | 'fault'
  | 'garbled'
  | 'closed'
  | 'silent'
  | 'unreachable';

export class OnvifError extends Error {
  override readonly name = 'OnvifError';
  readonly failure: OnvifFailure;

  /** @param reason in words, without secrets. */
  constructor(failure: OnvifFailure, reason: string) {
    super(reason);
    this.failure = failure;
  }
}

export interface OnvifAccount {
  readonly address: Address;
  readonly username: string;
  readonly password: string;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  /** Without user name and password. */
  readonly anonymous?: boolean;
}

/** Tokens whose values are kept out of sight: a camera may repeat what it was sent. */
const REMEMBERED_TOKENS = 3;

type Requests = Pick<Transport, 'request' | 'close' | 'origin'>;

/** Calls the ONVIF services of one camera: only at its configured host and port, whatever it answers. */
export class OnvifClient {
  /** What the camera's clock is ahead, in ms. */
  clockOffsetMs = 0;
  readonly #account: OnvifAccount;
  readonly #clock: Clock;
  readonly #redact: (text: string) => string;
  readonly #requests: Requests;
  #secrets: string[] = [];
  #digest: HttpDigest | undefined;

  constructor(
    account: OnvifAccount,
    clock: Clock,
    redact: (text: string) => string,
    requests: Requests = new Transport(account.address, clock),
  ) {
    this.#account = account;
    this.#clock = clock;
    this.#redact = redact;
    this.#requests = requests;
  }

  /** Such as `http://192.168.1.10:80`. */
  get origin(): string {
    return this.#requests.origin;
  }

  /**
   * @param path with the query.
   * @returns the body of the answer.
   * @throws OnvifError and nothing else.
   */
  async call(path: string, call: SoapCall, options: CallOptions = {}): Promise<Element> {
    const response = await this.#post(path, call, options);
    let answer: SoapAnswer | undefined;
    try {
      answer = readEnvelope(response.body);
    } catch (error) {
      // An answer may be too deep for the reader.
      throw new OnvifError(
        'garbled',
        CameraError.is(error) ? this.redact(error.detail) : 'the answer is no SOAP',
      );
    }
    if (!answer) throw noSoap(response.status);
    if (answer.fault) throw this.#refusal(answer.fault, response.status);
    return answer.body;
  }

  /** Masks secrets in what the camera wrote. */
  redact(text: string): string {
    return new Redactor(this.#secrets).redact(this.#redact(text));
  }

  close(): void {
    this.#requests.close();
  }

  async #post(path: string, call: SoapCall, { timeoutMs, anonymous }: CallOptions): Promise<Response> {
    const send = async () => {
      const { username, password } = this.#account;
      const security = anonymous ? '' : this.#token();
      const authorization = anonymous ? undefined : this.#digest?.authorize(path, username, password);
      return this.#requests.request({
        path,
        method: 'POST',
        headers: {
          'Content-Type': `application/soap+xml; charset=utf-8; action="${call.action}"`,
          ...(authorization !== undefined && { Authorization: authorization }),
        },
        body: Buffer.from(envelope(call, security, randomUUID())),
        fresh: true,
        timeoutMs: timeoutMs ?? ONVIF_TIMEOUT_MS,
        limitBytes: ONVIF_ANSWER_LIMIT_BYTES,
      });
    };
    try {
      const response = await send();
      if (response.status !== 401 || anonymous) return response;
      // A nonce that has grown old is answered in the same way as none.
      this.#digest = HttpDigest.from(response.challenge);
      return this.#digest ? await send() : response;
    } catch (error) {
      throw transportFailure(error as CameraError);
    }
  }

  #token(): string {
    const { username, password } = this.#account;
    const { xml, secrets } = usernameToken(username, password, this.#clock.now() + this.clockOffsetMs);
    this.#secrets = [...this.#secrets, ...secrets].slice(-REMEMBERED_TOKENS * secrets.length);
    return xml;
  }

  #refusal({ names, reason }: SoapFault, status: number): OnvifError {
    const says = (pattern: RegExp) => names.some((name) => pattern.test(name)) || pattern.test(reason);
    const words =
      this.redact(reason).replace(/\s+/g, ' ').trim().slice(0, 200) || names.at(-1) || `status ${status}`;
    if (says(/^ResourceUnknown(?:Fault)?$/i)) return new OnvifError('forgotten', words);
    if (status === 401 || says(/NotAuthori[sz]ed|not authori[sz]ed|FailedAuthentication|InvalidSecurity/i)) {
      return new OnvifError('refused', 'user name or password refused by ONVIF');
    }
    if (says(/ActionNotSupported|NotImplemented|not implemented|not supported/i)) {
      return new OnvifError('unsupported', words);
    }
    return new OnvifError('fault', words);
  }
}

/** What an answer that is no SOAP means. */
function noSoap(status: number): OnvifError {
  if (status === 401 || status === 403)
    return new OnvifError('refused', 'user name or password refused by ONVIF');
  if (status < 500 || status === 501) return new OnvifError('absent', 'no ONVIF at this address and port');
  return new OnvifError('garbled', `ONVIF answers with status ${status}`);
}

const FAILURES: Partial<Record<ErrorCode, OnvifFailure>> = {
  UNREACHABLE: 'unreachable',
  TIMEOUT: 'silent',
  CONNECTION_LOST: 'closed',
  CLOSED: 'closed',
};

/** The client of the HTTP library fails with nothing else; what is not HTTP is garbled. */
function transportFailure({ code, detail }: CameraError): OnvifError {
  return new OnvifError(FAILURES[code] ?? 'garbled', detail);
}
