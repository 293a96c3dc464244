import { connect, type Socket } from 'node:net';
import type { AlarmSource, SourceEnd, SourceEvents } from '../alarm-source';
import { onAbort } from '../../core/abort';
import type { Clock, Timer } from '../../core/clock';
import { sleepUnless } from '../../core/timing';
import { transportError } from '../../http/transport-error';
import {
  BYTES_PER_SECOND,
  CONNECT_TIMEOUT_MS,
  DEAF_AFTER_MS,
  HEARTBEAT_MS,
  HEARTBEAT_TIMEOUT_MS,
  LOG_IN_TIMEOUT_MS,
  RENEWAL_PAUSE_MS,
} from '../limits';
import { encodeFrame, FrameDecoder } from './frame';
import { HEARTBEAT, LOG_IN_TYPE, logInMessage, readMessage } from './message';

export interface ControlPortAccount {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

type Connect = (where: { host: string; port: number }) => Socket;

/**
 * Hears a camera by its control port, where it pushes reports to whoever is connected. The port takes commands of
 * every kind as well; nothing but the log-in and heartbeats is ever sent.
 */
export class ControlPort implements AlarmSource {
  readonly #account: ControlPortAccount;
  readonly #clock: Clock;
  readonly #connect: Connect;

  constructor(account: ControlPortAccount, clock: Clock, connectTo: Connect = connect) {
    this.#account = account;
    this.#clock = clock;
    this.#connect = connectTo;
  }

  async run(events: SourceEvents, signal: AbortSignal): Promise<SourceEnd> {
    for (;;) {
      const connection = new ControlConnection(this.#account, this.#clock, events);
      const end = await connection.run(this.#connect, signal);
      if (end !== 'deaf') return end;
      await sleepUnless(this.#clock, RENEWAL_PAUSE_MS, signal);
    }
  }
}

/** One connection, from its beginning to its end. */
class ControlConnection {
  readonly #account: ControlPortAccount;
  readonly #clock: Clock;
  readonly #events: SourceEvents;
  readonly #decoder = new FrameDecoder();
  #socket: Socket | undefined;
  #state: 'connecting' | 'logging-in' | 'listening' | 'ended' = 'connecting';
  #resolve: (end: SourceEnd | 'deaf') => void = () => undefined;
  /** Of what happens next: a time limit, or the next heartbeat. */
  #timer: Timer | undefined;
  #awaitsHeartbeat = false;
  #bytes = 0;
  #frames = 0;
  #lastReportAt = 0;
  #secondEndsAt = 0;
  #bytesThisSecond = 0;
  #resume: Timer | undefined;

  constructor(account: ControlPortAccount, clock: Clock, events: SourceEvents) {
    this.#account = account;
    this.#clock = clock;
    this.#events = events;
  }

  /** Settles when the connection has ended; `deaf` if it is to be made anew. */
  async run(connectTo: Connect, signal: AbortSignal): Promise<SourceEnd | 'deaf'> {
    const abort = () => this.#lost('closed');
    const { host, port } = this.#account;
    const ended = new Promise<SourceEnd | 'deaf'>((resolve) => (this.#resolve = resolve));
    if (signal.aborted) abort();
    else {
      this.#limit(CONNECT_TIMEOUT_MS, () =>
        this.#lost(`no connection to port ${port} within ${CONNECT_TIMEOUT_MS / 1000} s`),
      );
      const socket = connectTo({ host, port });
      this.#socket = socket;
      socket
        .on('connect', () => this.#logIn())
        .on('data', (piece) => this.#receive(piece))
        .on('error', (error) => this.#failed(error))
        .on('close', () => this.#closed());
    }
    const callOff = onAbort(signal, abort);
    const end = await ended;
    callOff();
    return end;
  }

  #logIn(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'logging-in';
    this.#socket?.setNoDelay(true);
    this.#limit(LOG_IN_TIMEOUT_MS, () => this.#strangerOr('no response to the log-in'));
    const { username, password } = this.#account;
    this.#send(logInMessage(username, password));
  }

  #receive(piece: Buffer): void {
    this.#bytes += piece.length;
    for (const body of this.#decoder.push(piece)) {
      this.#frames += 1;
      this.#take(body);
      // A report may make a listener end all this.
      if (this.#hasEnded) return;
    }
    if (this.#decoder.isHopeless) return this.#strangerOr('the camera sends what is no frame');
    this.#throttle(piece.length);
  }

  #take(body: Buffer): void {
    const message = readMessage(body);
    if (this.#state === 'logging-in') {
      if (message?.type !== LOG_IN_TYPE) return;
      if (message.flag < 0)
        return this.#end({
          kind: 'refused',
          answered: true,
          reason: 'user name or password refused by the control port',
        });
      this.#state = 'listening';
      this.#lastReportAt = this.#clock.now();
      this.#beatLater();
      this.#events.onListening();
    } else {
      // Any frame shows that the connection lives.
      if (this.#awaitsHeartbeat) this.#beatLater();
      for (const report of message?.reports ?? []) {
        this.#lastReportAt = this.#clock.now();
        this.#events.onReport(report);
      }
    }
  }

  #beatLater(): void {
    this.#awaitsHeartbeat = false;
    // Those of many cameras drift apart.
    this.#limit(HEARTBEAT_MS * (0.9 + this.#clock.random() / 10), () => this.#beat());
  }

  #beat(): void {
    if (this.#clock.now() - this.#lastReportAt >= DEAF_AFTER_MS) return this.#end('deaf');
    this.#awaitsHeartbeat = true;
    this.#limit(HEARTBEAT_TIMEOUT_MS, () => this.#lost('no response to a heartbeat'));
    this.#send(HEARTBEAT);
  }

  /** Lets a camera that floods wait, so that it does not keep this process busy. */
  #throttle(bytes: number): void {
    const now = this.#clock.now();
    if (now >= this.#secondEndsAt) {
      this.#secondEndsAt = now + 1000;
      this.#bytesThisSecond = 0;
    }
    this.#bytesThisSecond += bytes;
    if (this.#bytesThisSecond < BYTES_PER_SECOND || this.#socket?.isPaused()) return;
    this.#socket?.pause();
    this.#resume = this.#clock.after(this.#secondEndsAt - now, () => this.#socket?.resume());
  }

  /** With one write: the camera drops a client whose frame comes in pieces. */
  #send(text: string): void {
    this.#socket?.write(encodeFrame(text));
  }

  #failed(error: Error): void {
    const connected = this.#state !== 'connecting';
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!connected && code === 'ECONNREFUSED') {
      return this.#end({
        kind: 'absent',
        answered: false,
        reason: `nothing listens on port ${this.#account.port}`,
      });
    }
    this.#lost(transportError(code, message, connected).detail);
  }

  #closed(): void {
    this.#strangerOr(
      this.#state === 'logging-in'
        ? 'connection closed during the log-in'
        : 'connection closed by the camera',
    );
  }

  /** What sent bytes, but no frame, is something else than a control port. */
  #strangerOr(reason: string): void {
    if (this.#bytes === 0 || this.#frames > 0) return this.#lost(reason);
    this.#end({
      kind: 'absent',
      answered: true,
      reason: `what answers on port ${this.#account.port} is no control port`,
    });
  }

  #lost(reason: string): void {
    this.#end({ kind: 'lost', answered: this.#frames > 0, reason });
  }

  #end(end: SourceEnd | 'deaf'): void {
    if (this.#hasEnded) return;
    this.#state = 'ended';
    this.#clock.cancel(this.#timer);
    this.#clock.cancel(this.#resume);
    this.#socket?.removeAllListeners('data').destroy();
    this.#resolve(end);
  }

  get #hasEnded(): boolean {
    return this.#state === 'ended';
  }

  #limit(ms: number, then: () => void): void {
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(ms, then);
  }
}
