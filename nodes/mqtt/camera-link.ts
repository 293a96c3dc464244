import { CameraError, perform, Priority, type Camera } from '../../camera/index';
import { ircutState } from '../ircut/operation';
import { ledState } from '../led/operation';
import type { CameraNode } from '../shared/camera-node';
import { AlarmStates } from './alarm-states';
import { readFacts } from './camera-facts';
import { CameraStates, type Publish } from './camera-states';
import { lightState, type Light } from './light';
import type { Limiter } from './limiter';
import type { CameraFacts } from './published-store';
import type { SiteTopics, StateName } from './topics';

/** How long after a command a relay may still tell its former state (field note 33). */
const RELAY_LAG_MS = 1_500;

/** Several parameters may be set one after the other before it is worth a look. */
const LOOK_AFTER_MS = 500;

/** The state that a command leaves behind. */
const STATE_OF: Readonly<Record<string, StateName>> = {
  relay: 'relay',
  led: 'light',
  ircut: 'ircut',
  motion: 'detection',
};

type Look = 'relay' | 'detection';

export interface LinkOptions {
  readonly node: CameraNode;
  /** Its level in topics. */
  readonly slug: string;
  readonly topics: SiteTopics;
  /** What it told of itself in an earlier run. */
  readonly facts: CameraFacts;
  readonly publish: Publish;
  /** Keeps the first reads of thousands of cameras apart. */
  readonly limiter: Limiter;
  /** Told when the connection changes. */
  readonly onConnection: () => void;
  /** Told when the camera turns out to be another than was known. */
  readonly onFacts: (facts: CameraFacts) => void;
}

/** One camera of a bridge: how it is and what it does goes to the broker. */
export class CameraLink {
  readonly node: CameraNode;
  readonly slug: string;
  readonly states: CameraStates;
  readonly #options: LinkOptions;
  readonly #closing = new AbortController();
  readonly #stops: (() => unknown)[] = [];
  #facts: CameraFacts;
  #light: Light | undefined;
  #ircut: ReturnType<typeof ircutState> | undefined;
  #relaySet = { open: false, at: -Infinity };
  readonly #looks = new Map<Look, object>();

  constructor(options: LinkOptions) {
    const { node, slug, topics, publish, facts } = options;
    this.#options = options;
    this.node = node;
    this.slug = slug;
    this.states = new CameraStates(topics, slug, publish);
    this.#facts = facts;
    const { client } = node;
    if (CameraError.is(client)) this.#cannotWork(client);
    else this.#follow(client);
  }

  get facts(): CameraFacts {
    return this.#facts;
  }

  get isOnline(): boolean {
    return this.states.availability === 'online';
  }

  /** As it was set last; no camera tells it. */
  get light(): Light | undefined {
    return this.#light;
  }

  /** Aborted when the camera is left. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** @throws CameraError if it cannot work as it is configured. */
  use(): Camera {
    return this.node.use(this.signal);
  }

  /** Whoever looks at the broker must know whether it is there, also when that could not be found out yet. */
  settleAvailability(): void {
    if (!this.states.availability) this.states.available(false);
  }

  /** How often the state that a command leaves behind was told; whether it was told meanwhile shows by comparing. */
  told(command: string): number {
    const state = STATE_OF[command];
    return state ? this.states.told(state) : 0;
  }

  /** Tells the result of a command as the state that it leaves behind. */
  tellResult(command: string, result: unknown): void {
    const state = STATE_OF[command];
    if (state === 'light') this.#setLight(result as Light, true);
    else if (state) this.states.set(state, result as object, true);
  }

  /** Leaves the camera: brings to rest what was opened or moved from here, and settles when that is done. */
  async close(): Promise<void> {
    this.#closing.abort();
    const { client } = this.node;
    const stopped = this.#stops.splice(0).map((stop) => stop());
    if (CameraError.is(client)) return;
    for (const timer of this.#looks.values()) client.clock.cancel(timer);
    await Promise.all([client.release(this.signal), ...stopped]);
  }

  #cannotWork(error: CameraError): void {
    this.states.available(false);
    this.states.set('connection', { state: 'offline', since: Date.now(), reason: error.detail });
  }

  #follow(camera: Camera): void {
    this.use();
    const alarms = new AlarmStates(this.states);
    const onChange = () => this.#connectionChanged(camera);
    const onResult = (...seen: [string, 'read' | 'write', Record<string, unknown>]) =>
      this.#saw(camera, ...seen);
    camera.connection.on('change', onChange);
    camera.dispatcher.results.on('result', onResult);
    this.#stops.push(
      () => camera.connection.off('change', onChange),
      () => camera.dispatcher.results.off('result', onResult),
      camera.alarms.listen({ onEvent: (event) => alarms.tell(event), onListening: () => undefined }),
    );
    this.#connectionChanged(camera);
    // Otherwise nobody would know until somebody sends a command.
    if (camera.state === 'unknown')
      void this.#options.limiter.run(() => camera.keepAlive().catch(() => undefined));
  }

  #connectionChanged(camera: Camera): void {
    const { state, since, reason } = camera.connection.status;
    if (state === 'unknown') return;
    this.states.available(state === 'online');
    this.states.set('connection', { state, since, reason });
    this.#options.onConnection();
    if (state === 'online') void this.#options.limiter.run(() => this.#refresh(camera));
  }

  /** Reads what may have changed while nobody looked. What a camera does not offer is left out. */
  async #refresh(camera: Camera): Promise<void> {
    const options = { priority: Priority.Background, signal: this.signal };
    const steps = [
      () => this.#readFacts(camera),
      () => camera.relay.get(options),
      () => camera.read('ircut', {}, options),
      () => this.#readDetection(camera),
    ];
    for (const step of steps) {
      if (this.signal.aborted || camera.state !== 'online') return;
      await step().catch(() => undefined);
    }
  }

  async #readFacts(camera: Camera): Promise<void> {
    const facts = await readFacts(camera, this.node.id, this.signal);
    if (JSON.stringify(facts) === JSON.stringify(this.#facts)) return;
    this.#facts = facts;
    this.#options.onFacts(facts);
  }

  async #readDetection(camera: Camera): Promise<void> {
    const options = { priority: Priority.Background, signal: this.signal };
    const detection = await perform(camera, 'motion', {}, options);
    if (detection) this.states.set('detection', detection);
  }

  /** What the camera answered to anybody in this Node-RED. */
  #saw(camera: Camera, command: string, kind: 'read' | 'write', values: Record<string, unknown>): void {
    if (command === 'relay') this.#sawRelay(camera, values['status'] === 1, kind);
    else if (command === 'ircut') this.#sawIrcut(values, kind);
    else if (command === 'led' && kind === 'write') this.#setLight(ledState(values));
    else if (command === 'motion' && kind === 'write')
      this.#lookLater(camera, 'detection', LOOK_AFTER_MS, () => this.#readDetection(camera));
  }

  /** Just after a command, a read may still tell the former state: then it is looked at once more. */
  #sawRelay(camera: Camera, open: boolean, kind: 'read' | 'write'): void {
    const now = camera.clock.now();
    const state = { open, status: open ? 1 : 0 };
    if (kind === 'write') this.#relaySet = { open, at: now };
    const { at, open: wanted } = this.#relaySet;
    if (wanted === open || now - at >= RELAY_LAG_MS) return this.states.set('relay', state);
    this.#lookLater(camera, 'relay', RELAY_LAG_MS, () =>
      camera.relay.get({ priority: Priority.Background, signal: this.signal }),
    );
  }

  /** Whether manual means day or night is told in the answer to setting it, and not when it is read (field note 23). */
  #sawIrcut(values: Record<string, unknown>, kind: 'read' | 'write'): void {
    const state = ircutState(values);
    const isSame = kind === 'read' && state.mode === 'manual' && state.time === undefined;
    if (isSame && this.#ircut?.mode === 'manual') return;
    this.#ircut = state;
    this.states.set('ircut', state);
  }

  #setLight({ light = this.#light?.light ?? 'white', ...rest }: Partial<Light>, always = false): void {
    this.#light = { on: false, brightness: 0, ...rest, light };
    this.states.set('light', lightState(this.#light), always);
  }

  #lookLater(camera: Camera, what: Look, afterMs: number, look: () => Promise<unknown>): void {
    this.#cancelLook(camera, what);
    const timer = camera.clock.after(afterMs, () => void look().catch(() => undefined));
    this.#looks.set(what, timer);
  }

  #cancelLook(camera: Camera, what: Look): void {
    camera.clock.cancel(this.#looks.get(what));
    this.#looks.delete(what);
  }
}
