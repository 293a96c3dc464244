import type { Node } from 'node-red';
import type { AlarmEvent, Camera, ConnectionStatus, ListeningStatus } from '../../camera/index';
import type { StatusLine } from '../shared/status-line';
import type { Topic } from './definition';
import { watchRelay } from './relay-watch';
import type { EventsSettings } from './settings';

/** These need a connection of their own to the camera. */
const ALARM_TOPICS: readonly Topic[] = ['motion', 'input', 'person', 'vehicle', 'alarm', 'listening'];

/** Sends what one camera tells for as long as the node is set to it, and shows it under the node. */
export class CameraWatch {
  readonly camera: Camera;
  readonly #node: Node;
  readonly #settings: EventsSettings;
  readonly #status: StatusLine;
  readonly #active = new Map<string, string>();
  #listening: ListeningStatus | undefined;
  readonly #closing: AbortController;
  #stopListening: () => Promise<void> = () => Promise.resolve();

  /** @param closing aborted when it is closed. */
  constructor(
    node: Node,
    camera: Camera,
    settings: EventsSettings,
    status: StatusLine,
    closing: AbortController,
  ) {
    this.#closing = closing;
    this.#node = node;
    this.camera = camera;
    this.#settings = settings;
    this.#status = status;
  }

  /** Sends what is known by now, and every change from now on. */
  start(): void {
    const { camera } = this;
    const { topics, holdMs, relayIntervalMs } = this.#settings;
    const { signal } = this.#closing;
    const tell = (now: ConnectionStatus) => this.#tellConnection(now);
    camera.connection.on('change', tell);
    signal.addEventListener('abort', () => void camera.connection.off('change', tell));
    tell(camera.connection.status);
    // Otherwise nobody would know until somebody sends a command.
    if (camera.state === 'unknown') camera.keepAlive().catch(() => undefined);
    if (topics.has('relay')) {
      const send = (open: boolean) => this.#send('relay', { open, status: open ? 1 : 0 });
      watchRelay(camera, relayIntervalMs, signal, send);
    }
    if (!ALARM_TOPICS.some((topic) => topics.has(topic))) return;
    this.#stopListening = camera.alarms.listen({
      holdMs,
      onEvent: (event) => this.#tellAlarm(event),
      onListening: (status) => this.#tellListening(status),
    });
  }

  /** Settles when the connection for alarms is closed, if nobody else needs it. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#stopListening();
  }

  #tellConnection(now: ConnectionStatus): void {
    this.#show();
    if (now.state !== 'unknown') this.#send('connection', { ...now });
  }

  #tellListening(status: ListeningStatus): void {
    this.#listening = status;
    this.#show();
    this.#send('listening', { ...status });
  }

  #tellAlarm({ topic, ...payload }: AlarmEvent): void {
    if (topic !== 'alarm') {
      const key = `${topic} ${'input' in payload ? payload.input : ''}`;
      this.#active.delete(key);
      if (payload.active) this.#active.set(key, topic);
      this.#show();
    }
    this.#send(topic, payload);
  }

  #send(topic: Topic, payload: object): void {
    if (this.#settings.topics.has(topic))
      this.#node.send({ topic, payload, camera: this.camera.settings.name });
  }

  /** What began last and lasts; failing that, whether the camera is there, and tells alarms. */
  #show(): void {
    const { status } = this.camera.connection;
    const lasting = [...this.#active.values()].at(-1);
    if (lasting !== undefined) this.#status.working(lasting);
    else if (status.state !== 'online' || !this.#listening) this.#status.connection(status);
    else if (this.#listening.state === 'listening') this.#status.done('listening');
    else if (this.#listening.state === 'lost') this.#status.waiting('notListening');
    else if (this.#listening.state === 'unsupported') this.#status.done('noAlarms');
    else this.#status.connection(status);
  }
}
