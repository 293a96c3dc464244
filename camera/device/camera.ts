import type { Account } from '../session/account';
import { onAbort } from '../core/abort';
import type { Result } from '../protocol/attributes';
import { Dispatcher, type SendOptions } from '../dispatch/dispatcher';
import { systemClock, type Clock } from '../core/clock';
import type { CommandName } from '../commands/index';
import type { Quirks } from '../commands/schema';
import type { InputOf, ResultOf } from '../commands/types';
import { ConnectionMonitor, type ConnectionState } from '../session/connection-monitor';
import { PendingActions } from './pending-actions';
import { CgiClient } from '../session/cgi-client';
import type { CameraError } from '../core/errors';
import { SessionKeepAlive, type KeepAliveTarget } from '../session/keep-alive';
import { PtzController } from './ptz';
import { RelayController } from './relay';
import { CLOSING_ANSWER_MS, CLOSING_MS, LOGIN_PAUSE_MS } from '../core/limits';
import { waitAtMost } from '../core/timing';
import { AlarmListener } from '../events/alarm-listener';
import { DEFAULT_ALARM_SETTINGS, type AlarmSettings } from '../events/alarm-settings';
import { alarmSources, onvifClient } from '../events/alarm-sources';
import { OnvifError } from '../events/onvif/onvif-client';
import { readStreams, type StreamPlace } from '../events/onvif/streams';

export interface CameraSettings extends Account, Quirks {
  /** What flows and messages call it. */
  readonly name: string;
  /** How it tells alarms. */
  readonly alarms?: AlarmSettings;
}

/** What a camera may use of the house it lives in. */
export interface CameraDependencies {
  /** Where it is written down what is owed to cameras. */
  readonly pending?: PendingActions;
  /** Told of trouble that belongs to no message. */
  readonly report?: (error: CameraError) => void;
}

/**
 * One camera: sends commands, keeps the session, and owns relay and motors.
 *
 * Every command fails with a `CameraError` and with nothing else.
 */
export class Camera implements KeepAliveTarget {
  readonly settings: CameraSettings;
  readonly clock: Clock;
  readonly connection: ConnectionMonitor;
  readonly client: CgiClient;
  readonly dispatcher: Dispatcher;
  readonly relay: RelayController;
  readonly ptz: PtzController;
  readonly alarms: AlarmListener;
  readonly report: (error: CameraError) => void;
  readonly #keeper: SessionKeepAlive;
  readonly #users = new Set<AbortSignal>();
  #onvifRefusedUntil = 0;
  readonly #never = new AbortController().signal;

  constructor(settings: CameraSettings, clock: Clock = systemClock, surroundings: CameraDependencies = {}) {
    this.settings = settings;
    this.report = surroundings.report ?? (() => undefined);
    this.clock = clock;
    this.connection = new ConnectionMonitor(clock);
    this.client = new CgiClient(settings, clock);
    this.dispatcher = new Dispatcher(settings, this.client, this.connection, clock);
    this.#keeper = new SessionKeepAlive(this, clock);
    this.connection.on('change', ({ state }) => {
      this.#keeper.reschedule();
      if (state === 'online') this.alarms.reachable();
    });
    const { protocol, host, port } = settings.address;
    const address = `${protocol}://${host}:${port}`;
    const pending = surroundings.pending ?? new PendingActions();
    this.relay = new RelayController(
      this.dispatcher,
      pending.resets.lease(address),
      pending.relayDoubts(address),
      this.report,
    );
    this.ptz = new PtzController(this.dispatcher, pending.stops.lease(address), this.report);
    const redact = (text: string) => this.client.redact(text);
    const sources = alarmSources(settings, settings.alarms ?? DEFAULT_ALARM_SETTINGS, clock, redact);
    this.alarms = new AlarmListener(sources, clock, redact);
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  read<N extends CommandName>(name: N, input: InputOf<N> = {}, options?: SendOptions): Promise<ResultOf<N>> {
    return this.dispatcher.read(name, input, options);
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  write<N extends CommandName>(name: N, input: InputOf<N>, options?: SendOptions): Promise<ResultOf<N>> {
    return this.dispatcher.write(name, input, options);
  }

  /**
   * Keeps the session alive, and tries to reach the camera while it is away, as long as somebody uses it.
   *
   * @param signal of who uses it; without one it is kept until `close`.
   */
  keep(signal: AbortSignal = this.#never): void {
    if (signal.aborted || this.#users.has(signal)) return;
    this.#users.add(signal);
    onAbort(signal, () => {
      this.#users.delete(signal);
      if (this.#users.size === 0) this.#keeper.stop();
    });
    this.#keeper.start();
  }

  /** Main and sub stream as ONVIF tells them; undefined if it does not. */
  async onvifStreams(): Promise<[StreamPlace, StreamPlace] | undefined> {
    const { settings, clock } = this;
    if (clock.now() < this.#onvifRefusedUntil) return undefined;
    const { onvifPort } = settings.alarms ?? DEFAULT_ALARM_SETTINGS;
    const onvif = onvifClient(settings, onvifPort, clock, (text) => this.client.redact(text));
    try {
      return await readStreams(onvif, clock);
    } catch (error) {
      if (!(error instanceof OnvifError)) throw error;
      // Each further log-in with a wrong password might lock the account.
      if (error.failure === 'refused') this.#onvifRefusedUntil = clock.now() + LOGIN_PAUSE_MS;
      return undefined;
    } finally {
      onvif.close();
    }
  }

  get state(): ConnectionState {
    return this.connection.status.state;
  }

  keepAlive(): Promise<Result> {
    return this.read('keepAlive');
  }

  /** Milliseconds since the session was last known to be alive. */
  get idleMs(): number {
    return this.client.session.idleMs;
  }

  /** This very account was seen to work: that it was refused is forgotten, and it is tried at once. Never rejects. */
  async clearLoginBlock(): Promise<void> {
    this.client.session.clearLoginBlock();
    this.alarms.retry();
    if (this.state !== 'online') await this.keepAlive().catch(() => undefined);
  }

  /** Brings to rest what was left open or moving with a signal, which is aborted; waits at most 10 s. */
  async release(signal: AbortSignal): Promise<void> {
    const atRest = Promise.all([this.relay.release(signal), this.ptz.release(signal)]);
    await waitAtMost(this.clock, CLOSING_MS, atRest);
  }

  /**
   * Rejects what waits, lets what was sent end, brings to rest what stands open or moves, and closes every connection.
   *
   * Waits at most 10 s for that; what is owed then is tried on in the background until the camera took it.
   */
  async close(): Promise<void> {
    this.#keeper.stop();
    this.dispatcher.close({ sparingSafety: true });
    const sent = Promise.all([this.client.answered(), this.relay.answered()]);
    const answered = waitAtMost(this.clock, CLOSING_ANSWER_MS, sent);
    const atRest = Promise.all([this.relay.close(), this.ptz.close()]);
    // What is owed, may still be carried out late, or must not be cut in half, is seen to until then.
    void Promise.all([atRest, answered])
      .then(() => Promise.all([this.relay.settled(), this.ptz.settled(), this.dispatcher.exclusive.ended()]))
      .then(() => this.dispatcher.close());
    await Promise.all([waitAtMost(this.clock, CLOSING_MS, atRest), answered, this.alarms.close()]);
  }
}
