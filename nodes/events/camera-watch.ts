import type { AlarmEvent, Camera, ConnectionStatus, ListeningStatus } from '../../camera/index';
import type { StatusLine } from '../shared/status-line';
import type { Topic } from './definition';
import { watchRelay } from './relay-watch';
import type { EventsSettings } from './settings';

/** These need a connection of their own to the camera. */
const ALARM_TOPICS: readonly Topic[] = ['motion', 'input', 'person', 'vehicle', 'alarm', 'listening'];

/** Sends what one camera tells, and shows it under the node, until the signal is aborted. */
export class CameraWatch {
  readonly #camera: Camera;
  readonly #settings: EventsSettings;
  readonly #status: StatusLine;
  readonly #sendPayload: (topic: Topic, payload: object) => void;
  readonly #active = new Map<string, string>();
  #listening: ListeningStatus | undefined;
  #closed: Promise<void> = Promise.resolve();

  /** Sends what is known by now, and every change from now on. */
  constructor(
    camera: Camera,
    settings: EventsSettings,
    status: StatusLine,
    send: (topic: Topic, payload: object) => void,
    signal: AbortSignal,
  ) {
    this.#camera = camera;
    this.#settings = settings;
    this.#status = status;
    this.#sendPayload = send;
    this.#watchConnection(signal);
    const { topics, holdMs, relayIntervalMs } = settings;
    if (topics.has('relay')) {
      const tell = (open: boolean) => this.#send('relay', { open, status: open ? 1 : 0 });
      watchRelay(camera, relayIntervalMs, signal, tell);
    }
    if (!ALARM_TOPICS.some((topic) => topics.has(topic))) return;
    const stop = camera.alarms.listen({
      holdMs,
      onEvent: (event) => this.#tellAlarm(event),
      onListening: (listening) => this.#tellListening(listening),
    });
    signal.addEventListener('abort', () => void (this.#closed = stop()));
  }

  /** Settles when the connection for alarms is closed, if nobody else needs it; ask after the signal is aborted. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  #watchConnection(signal: AbortSignal): void {
    const { connection } = this.#camera;
    const tell = (now: ConnectionStatus) => this.#tellConnection(now);
    connection.on('change', tell);
    signal.addEventListener('abort', () => void connection.off('change', tell));
    tell(connection.status);
    // Otherwise nobody would know until somebody sends a command.
    if (connection.status.state === 'unknown') this.#camera.keepAlive().catch(() => undefined);
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
    if (this.#settings.topics.has(topic)) this.#sendPayload(topic, payload);
  }

  /** What began last and lasts; failing that, whether the camera is there, and tells alarms. */
  #show(): void {
    const { status } = this.#camera.connection;
    const lasting = [...this.#active.values()].at(-1);
    if (lasting !== undefined) this.#status.working(lasting);
    else if (status.state !== 'online' || !this.#listening) this.#status.connection(status);
    else if (this.#listening.state === 'listening') this.#status.done('listening');
    else if (this.#listening.state === 'lost') this.#status.waiting('notListening');
    else if (this.#listening.state === 'unsupported') this.#status.done('noAlarms');
    else this.#status.connection(status);
  }
}
