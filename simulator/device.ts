import { Accounts } from './accounts';
import { AlarmReporter } from './alarms/reporter';
import { localTime } from './clock';
import type { Options } from './options';
import { Ptz } from './ptz';
import { Relay } from './relay';
import { Sessions } from './sessions';
import { factorySettings, IDENTITY, type CameraSettings, type Identity, type Upgrade } from './state';

/** The camera without its wire: what it has, what it remembers, what it did. */
export class Device {
  accounts: Accounts;
  readonly sessions: Sessions;
  readonly identity: Identity = { ...IDENTITY };
  readonly startedAt: number;
  relay: Relay;
  ptz: Ptz;
  /** Alarms, reported through the control port and ONVIF. */
  readonly reporter: AlarmReporter;
  settings: CameraSettings;
  alarms: number[] = [];
  upgrades: Upgrade[] = [];
  uploads: { target: string; stream: string; at: number }[] = [];
  reboots = 0;
  /** How many pictures were drawn. */
  pictures = 0;
  /** How often the encoder's settings were applied; each time interrupts the streams. */
  encoderRestarts = 0;
  /** The alarm outputs of `setAlarmState` (note 35). */
  outputs: boolean[] = Array<boolean>(7).fill(false);
  /** Hosts that `connect_check` cannot reach. */
  unreachable: string[] = [];

  constructor(
    readonly options: Options,
    /** Takes the camera off the wire for a while; called by commands that end in a reboot. */
    public reboot: () => void,
  ) {
    const { now, later, username, password, style } = options;
    this.settings = factorySettings(style);
    this.accounts = new Accounts(now, username, password, this.isG);
    this.sessions = new Sessions(now);
    this.startedAt = now();
    this.relay = new Relay(now, () => this.options.relayLagMs);
    this.ptz = new Ptz(now);
    this.reporter = new AlarmReporter(now, later);
  }

  get now(): number {
    return this.options.now();
  }

  /** Whether it answers as newer firmware does: `field` or `firmware-g`. */
  get newer(): boolean {
    return this.options.style !== 'manual';
  }

  /** Whether it answers as the generation of notes 11 to 35. */
  get isG(): boolean {
    return this.options.style === 'firmware-g';
  }

  /** The camera's own date and time, `2017-11-30 08:00:00`, in its time zone. */
  localTime(): string {
    return localTime(this.now + this.settings.clockOffsetMs, this.settings.time['timezone'] ?? '');
  }

  /** Section 3.2.6: everything back to what the factory set, the network only if it is not retained. */
  factoryReset(retainNetwork: boolean): void {
    const network = this.settings.network;
    this.settings = factorySettings(this.options.style);
    if (retainNetwork) this.settings.network = network;
    this.accounts.reset('admin', '123456');
  }

  /** What a reboot does to it: settings, relay and position stay, sessions do not. */
  restart(): void {
    this.reboots++;
    this.sessions.reset();
    this.reporter.reset();
    if (this.ptz.moving) this.ptz.stop();
  }

  /** A double that answers as this one would, and on which nothing has an effect that lasts. */
  shadow(): Device {
    const { options, settings, accounts, relay, ptz } = this;
    const double = Object.assign(new Device(options, () => undefined), {
      sessions: this.sessions,
      identity: this.identity,
      unreachable: this.unreachable,
      settings: structuredClone(settings),
    });
    double.accounts.list = structuredClone(accounts.list);
    double.relay.copy(relay);
    double.ptz.position = ptz.position;
    return double;
  }
}
