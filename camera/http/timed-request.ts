import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Clock, Timer } from '../core/clock';
import { abortReason, onAbort } from '../core/abort';
import { CameraError, closed } from '../core/errors';
import { collectBody } from './body-collector';
import { tcpSocketOf, type TlsRequestOptions } from './tls-agent';
import type { Request, Response } from './transport';
import { transportError } from './transport-error';

/**
 * One request under way. The HTTP library makes it, and this reads the answer and settles: at the end of the answer,
 * at the deadline, when it is aborted, or when the connection ends. Libraries leave out some of these, and what
 * axios does with an answer takes as long as all the rest of a small request.
 */
export class TimedRequest {
  /** Rejects with a `CameraError` only. */
  readonly response: Promise<Response>;
  readonly #asked: Request;
  readonly #secure: boolean;
  readonly #clock: Clock;
  readonly #timer: Timer;
  #resolve!: (response: Response) => void;
  #reject!: (error: CameraError) => void;
  #settled = false;
  #connected = false;
  #request: http.ClientRequest | undefined;
  /** The TCP socket. */
  #socket: Socket | undefined;
  #answering = false;
  /** What went wrong after the answer had begun; the answer may be complete all the same. */
  #lateError: Error | undefined;
  readonly #onSettled: (timed: TimedRequest) => void;
  #callOff: (() => void) | undefined;

  /** The answer had a header that a lenient parser may take. */
  wasMalformed = false;

  /** The deadline is `asked.timeoutMs` from now. */
  constructor(asked: Request, secure: boolean, clock: Clock, onSettled: (timed: TimedRequest) => void) {
    this.#asked = asked;
    this.#onSettled = onSettled;
    this.#secure = secure;
    this.#clock = clock;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = clock.after(asked.timeoutMs, () => this.#end(this.#tooLate()));
    if (asked.signal) this.#callOff = onAbort(asked.signal, () => this.#abort(asked.signal!));
    // Later errors of it would end Node-RED, too.
    if (asked.body instanceof Readable) asked.body.on('error', (error) => this.fail(error));
  }

  /** What the library calls instead of Node's own `request`; it is not told of the answer. */
  request(options: https.RequestOptions): http.ClientRequest {
    const observed: TlsRequestOptions = { ...options, onTcpSocket: (socket) => (this.#socket = socket) };
    const request = this.#secure
      ? https.request(observed, this.#onAnswer)
      : http.request(options, this.#onAnswer);
    this.#request = request;
    if (this.#settled) this.#abandon();
    request.once('socket', (socket) => {
      this.#socket = tcpSocketOf(socket);
      // A new TLS connection is told of as soon as TCP stands.
      if (request.reusedSocket) this.#connected = true;
      else socket.once(this.#secure ? 'secureConnect' : 'connect', () => (this.#connected = true));
    });
    request.once('upgrade', () => this.fail(protocolSwitch()));
    // Never removed: an error that nobody listens for would end Node-RED.
    request.on('error', (error) => {
      if (this.#answering) this.#lateError = error;
      else this.fail(error);
    });
    // It may end without an error and without an answer.
    request.once('close', () => {
      if (!this.#answering) this.fail();
    });
    return request;
  }

  readonly #onAnswer = (answer: http.IncomingMessage) => {
    // Nobody knows what this connection speaks now.
    if (answer.statusCode === 101) return this.fail(protocolSwitch());
    this.#answering = true;
    collectBody(answer, this.#asked.limitBytes, (error, body) => {
      const challenge = answer.headers['www-authenticate'];
      if (body)
        this.#end(undefined, { status: answer.statusCode ?? 0, body, ...(challenge && { challenge }) });
      else this.fail(this.#lateError ?? error);
    });
  };

  /** Ends it with what a failure means; without an error the connection just went away. */
  fail(error?: unknown): void {
    if (this.#settled) return;
    if (CameraError.is(error)) return this.#end(error);
    const { code = '', message = '' }: Partial<NodeJS.ErrnoException> = error ?? {};
    this.wasMalformed ||= MALFORMED.test(code);
    this.#end(transportError(code, message, this.#connected));
  }

  /** It may have arrived, and is in doubt if it is ended now. An upload takes long, and is waited for elsewhere. */
  get isSent(): boolean {
    return this.#connected && !this.#asked.body;
  }

  /** Ends it because the camera is not needed any more. */
  close(): void {
    this.#end(this.#connected ? new CameraError('CONNECTION_LOST', 'the connection was closed') : closed());
  }

  #abort(signal: AbortSignal): void {
    const why = abortReason(signal);
    this.#end(this.#connected ? why.withDelivery('unknown') : why);
  }

  #tooLate(): CameraError {
    const { timeoutMs } = this.#asked;
    return this.#connected
      ? new CameraError('TIMEOUT', `no complete answer within ${timeoutMs} ms`)
      : new CameraError('UNREACHABLE', `no connection within ${timeoutMs} ms`);
  }

  #end(error: CameraError | undefined, response?: Response): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#clock.cancel(this.#timer);
    this.#callOff?.();
    this.#onSettled(this);
    if (response) this.#resolve(response);
    else this.#reject(error!);
    // What was not asked to its end, such as an upload that is answered early, must not go on.
    if (error || !this.#request?.writableEnded) this.#abandon();
  }

  /** Drops the connection together with what it has not delivered yet. */
  #abandon(): void {
    const socket = this.#socket;
    // One that is not connected has sent nothing, and Node would wait for it to connect before it resets it.
    if (socket && !socket.connecting && !socket.destroyed && !socket.writableEnded) socket.resetAndDestroy();
    else socket?.destroy();
    this.#request?.destroy();
  }
}

/** Codes of Node's parser for what its lenient form takes, such as lines that end in a bare line feed. */
const MALFORMED = /^HPE_(?:CR_EXPECTED|LF_EXPECTED|INVALID_HEADER_TOKEN)$/;

const protocolSwitch = () => new CameraError('BAD_RESPONSE', 'the answer switches to another protocol');
