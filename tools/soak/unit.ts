import { Camera } from '../../camera/device/camera';
import type { PendingActions } from '../../camera/device/pending-actions';
import { SimulatedCamera } from '../../simulator/index';
import { LATEST_MS } from './fault-injector';
import { SPEED, type FastClock } from './fast-clock';
import type { SeededRandom } from './seeded-random';
import { Ledger } from './ledger';

/** What all units share. */
export interface Shared {
  readonly clock: FastClock;
  readonly pending: PendingActions;
}

const OWNERS = 4;

/** In the fast clock's ms; twice the default, since the network is not faster. */
const TIMEOUT_MS = 10_000;

/** A camera, its client, and what was asked of it. */
export class Unit {
  readonly name: string;
  readonly camera: SimulatedCamera;
  readonly random: SeededRandom;
  readonly shared: Shared;
  /** Where its relay is at rest. */
  readonly restOpen: boolean;
  client!: Camera;
  ledger!: Ledger;
  /** What the camera was set to when the round began. */
  before!: Unit['present'];
  /** Whether all it is asked for in this round ends by itself. */
  isLimited = false;
  /** Whether what had a limit came to it, if that was waited for. */
  ranOut: boolean | undefined;
  /** Those on whose behalf is asked, as nodes are. */
  readonly owners = Array.from({ length: OWNERS }, () => new AbortController());
  /** When there is a client that was not asked to go. */
  deployed = Promise.resolve();
  /** Clients that went away, and what they may still owe. */
  readonly leaving = new Set<Promise<void>>();

  private constructor(index: number, camera: SimulatedCamera, shared: Shared, random: SeededRandom) {
    this.name = `camera ${index + 1}`;
    this.camera = camera;
    this.shared = shared;
    this.random = random;
    this.restOpen = index % 5 === 4;
  }

  static async start(index: number, shared: Shared, random: SeededRandom): Promise<Unit> {
    const style = index % 2 ? 'field' : 'manual';
    const { now } = shared.clock;
    const options = { closing: index % 7 === 3, http10: index % 7 === 5 };
    const camera = await SimulatedCamera.start({ now, style, shutdownMs: 5, ...options });
    const unit = new Unit(index, camera, shared, random);
    camera.state.relay.open = unit.restOpen;
    return unit;
  }

  open(): void {
    const { port, options } = this.camera;
    const { username, password } = options;
    const address = { protocol: 'http', host: '127.0.0.1', port } as const;
    const settings = { name: this.name, address, username, password, timeoutMs: TIMEOUT_MS };
    this.client = new Camera(settings, this.shared.clock, { pending: this.shared.pending });
    this.client.keep();
  }

  close(): Promise<void> {
    const leaving = this.client.close().finally(() => this.leaving.delete(leaving));
    this.leaving.add(leaving);
    return leaving;
  }

  /** As Node-RED does: when the client has gone, or has used up its time, a new one comes. */
  redeploy(): void {
    this.deployed = this.deployed.then(() => this.close()).then(() => this.open());
  }

  /** Forgets what was, before a round. */
  begin(): void {
    const { camera } = this;
    camera.forgetRequests();
    const { ptz, relay, alarms, uploads, sessions } = camera.state;
    for (const list of [ptz.events, relay.changes, alarms, uploads, sessions.issued]) {
      (list as unknown[]).length = 0;
    }
    this.ledger = new Ledger(this.shared.clock.now);
    ptz.presets.clear();
    this.before = this.present;
    this.ranOut = undefined;
  }

  get present() {
    const { relay, settings } = this.camera.state;
    return { relay: String(relay.open), brightness: settings.image['brightness'] ?? '' };
  }

  /** Whether its relay is still to be brought to rest, by whichever client. */
  get isOwedRest(): boolean {
    return this.shared.pending.resets.isPending(this.#address);
  }

  /** Whether its motors are still to be stopped, by whichever client; also as long as they move. */
  get isOwedStop(): boolean {
    return this.shared.pending.stops.isPending(this.#address);
  }

  get #address(): string {
    return `http://127.0.0.1:${this.camera.port}`;
  }

  /** For how long after a message has ended the camera may still carry it out, in fast ms. */
  get lateMs(): number {
    return this.camera.requests.some(({ fault }) => fault === 'late') ? LATEST_MS * SPEED : 0;
  }

  /** Whether the camera may still carry out what it did not answer. */
  get mayComeLate(): boolean {
    const last = this.camera.requests.filter(({ fault }) => fault === 'late').at(-1);
    return last !== undefined && this.shared.clock.now() <= last.at + this.lateMs;
  }

  /**
   * Whether the camera was last told to move and not to stop. That its motors have come to their mechanical end,
   * which they do soon, is no excuse.
   */
  get isDriven(): boolean {
    const presets = new Set<number | undefined>();
    let driven = false;
    for (const { kind, preset } of this.camera.history.ptz) {
      if (kind === 'add') presets.add(preset);
      else if (kind === 'delete') presets.delete(preset);
      // A preset that was never set does not end a movement.
      else if (kind === 'call') driven &&= !presets.has(preset);
      else driven = kind === 'move';
    }
    return driven;
  }
}
