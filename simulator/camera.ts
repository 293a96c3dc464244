import { MotionWatch } from './alarms/motion-watch';
import type { AlarmReporter } from './alarms/reporter';
import { ControlPort } from './control-port/server';
import { Device } from './device';
import { Discovery } from './discovery/responder';
import { RequestLog, type RequestRecord } from './http/log';
import { FaultQueue, type AnyFault, type FaultOptions } from './http/faults';
import { exchange, type Serves } from './http/exchange';
import { Wire } from './http/wire';
import { Onvif } from './onvif/server';
import { completeOptions, type Options } from './options';
import { LOCK_MS } from './accounts';
import { Timers } from './timers';
import type { Delays } from './http/delays';

interface Line {
  plug(): Promise<void>;
  unplug(): Promise<void>;
}

/**
 * A simulated camera on loopback: the CGI of the manual, ONVIF, the control port and discovery. It records all
 * requests and effects, and injects the faults of cameras and networks.
 */
export class SimulatedCamera {
  readonly options: Options;
  /** The camera itself: settings, relay, motors, users, sessions. Readable and settable. */
  readonly state: Device;
  /** Ms by which answers are late; the command still takes effect on arrival. */
  readonly delays: Delays = { all: 0, paths: {} };
  /** The control port, TCP 8091 on a camera; closed unless the option `controlPort` is set. */
  readonly controlPort: ControlPort;
  /** ONVIF, on the HTTP port or on that of the option `onvifPort`. */
  readonly onvif: Onvif;
  /** WS-Discovery; closed unless the option `discoveryPort` is set. */
  readonly discovery: Discovery;
  private readonly log = new RequestLog();
  private readonly faults = new FaultQueue();
  private readonly wire: Wire;
  private readonly onvifWire: Wire | undefined;
  /** Everything that a pulled plug takes off the network. */
  private readonly lines: readonly Line[];
  private readonly motion: MotionWatch;
  private stopped = false;
  private cable = true;
  private boots = 0;
  private readonly begun: Timers;
  private readonly pauses = new Map<() => void, () => void>();

  private constructor(options: Partial<Options>) {
    this.options = completeOptions(options);
    this.state = new Device(this.options, () => void this.reboot(this.options.bootMs));
    this.begun = new Timers(this.options.later);
    const { controlPort, onvifPort, discoveryPort } = this.options;
    const { state } = this;
    this.wire = this.listener(this.options, onvifPort === undefined ? 'all' : 'camera');
    this.onvifWire =
      onvifPort === undefined ? undefined : this.listener({ ...this.options, port: onvifPort }, 'onvif');
    this.controlPort = new ControlPort(state, controlPort ?? 0);
    this.onvif = new Onvif(state, () => this.onvifPort);
    this.discovery = new Discovery(state, discoveryPort ?? 0, () => this.onvifPort);
    this.motion = new MotionWatch(state);
    const lines: (Line | undefined)[] = [this.wire, this.onvifWire];
    if (controlPort !== undefined) lines.push(this.controlPort);
    if (discoveryPort !== undefined) lines.push(this.discovery);
    this.lines = lines.filter((line) => line !== undefined);
  }

  private listener(options: Options, serves: Serves): Wire {
    const wire: Wire = new Wire(options, (request, response, connection) => {
      const { state: device, log, faults, delays, onvif, begun } = this;
      const context = { device, log, faults, wire, delays, onvif, begun, serves };
      void exchange(request, response, connection, context);
    });
    return wire;
  }

  static async start(options: Partial<Options> = {}): Promise<SimulatedCamera> {
    const camera = new SimulatedCamera(options);
    await camera.connect();
    if (camera.options.liveMotion) camera.motion.start();
    return camera;
  }

  /** Leaves no socket and no timer behind. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const [callOff, resume] of this.pauses) {
      callOff();
      resume();
    }
    this.pauses.clear();
    this.motion.stop();
    this.onvif.reset();
    this.begun.clear();
    await this.disconnect();
    this.state.reporter.reset();
  }

  get port(): number {
    return this.wire.port;
  }

  /** The port of ONVIF. */
  get onvifPort(): number {
    return (this.onvifWire ?? this.wire).port;
  }

  /** Raises and clears alarms: `motion(true)`, `input(true, 2)`, `person(true)`, `code({ code: 13 })`. */
  get alarms(): AlarmReporter {
    return this.state.reporter;
  }

  get url(): string {
    return `${this.options.tls ? 'https' : 'http'}://${this.options.host}:${this.port}`;
  }

  get network(): 'on' | 'rebooting' | 'unplugged' {
    if (!this.cable) return 'unplugged';
    return this.wire.plugged ? 'on' : 'rebooting';
  }

  /** Every request received, the oldest first. */
  get requests(): readonly RequestRecord[] {
    return this.log.requests;
  }

  /** The requests for one path. */
  received(path?: string): RequestRecord[] {
    return this.log.received(path);
  }

  /** Resolves when the `count`th request for this path has arrived. */
  when(path: string, count = 1): Promise<RequestRecord> {
    return this.log.when(path, count);
  }

  forgetRequests(): void {
    this.log.clear();
  }

  /** Requests worked on at once: now, and at most. */
  get concurrency(): { readonly now: number; readonly max: number } {
    return this.log.concurrency;
  }

  /** TCP connections accepted so far. */
  get connections(): number {
    return this.wire.connectionCount;
  }

  get openConnections(): number {
    return this.wire.openConnections;
  }

  /** What happened to the things the camera drives, with times. */
  get history() {
    const { relay, ptz, alarms, upgrades, uploads } = this.state;
    return { relay: relay.changes, ptz: ptz.events, alarms, upgrades, uploads };
  }

  injectFault(kind: AnyFault, options?: FaultOptions): () => void {
    return this.faults.order(kind, options);
  }

  /** Calls off every fault and delay. */
  clearFaults(): void {
    this.faults.clear();
    this.controlPort.faults.clear();
    this.onvif.faults.clear();
    this.discovery.faults.clear();
    this.delays.all = 0;
    this.delays.paths = {};
  }

  /** Makes answers late, for one path or for all. */
  delay(ms: number, path?: string): void {
    if (path === undefined) this.delays.all = ms;
    else this.delays.paths[path] = ms;
  }

  expireSessions(): void {
    this.state.sessions.clear();
  }

  lock(ms = LOCK_MS): void {
    this.state.accounts.lock(ms);
  }

  unlock(): void {
    this.state.accounts.unlock();
  }

  /** Changes the first user's password and ends all sessions. */
  changePassword(password: string): void {
    const account = this.state.accounts.list[0];
    if (account) account.password = password;
    this.expireSessions();
  }

  /** Refuses connections at once, and comes back after `ms` with no sessions. */
  async reboot(ms = this.options.bootMs): Promise<void> {
    const boot = ++this.boots;
    this.state.restart();
    this.onvif.reset();
    this.begun.clear();
    await this.disconnect();
    await this.pause(ms);
    if (boot === this.boots && this.cable && !this.stopped) await this.connect();
  }

  /** Pulls the network cable: refuses connections and resets the open ones. */
  async unplug(): Promise<void> {
    this.cable = false;
    await this.disconnect();
  }

  /** On the same port again; sessions live on if their time has not passed. */
  async plug(): Promise<void> {
    this.cable = true;
    if (!this.stopped) await this.connect();
  }

  private async connect(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.plug()));
  }

  private async disconnect(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.unplug()));
  }

  /** Ends early when the camera is stopped. */
  private async pause(ms: number): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const callOff = this.options.later(ms, () => {
        this.pauses.delete(callOff);
        resolve();
      });
      this.pauses.set(callOff, resolve);
    });
  }
}
