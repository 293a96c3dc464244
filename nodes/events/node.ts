import type { Node, NodeAPI } from 'node-red';
import { CameraError, Priority, type Camera, type ConnectionStatus } from '../../camera/index';
import type { ActionConfig } from '../shared/action-node';
import { findCamera } from '../shared/cameras';
import { limits, LONGEST_MS } from '../shared/limits';
import { configNumber, invalidInput } from '../shared/input';
import { withDefaults } from '../shared/operation';
import { definition } from './definition';
import { StatusLine } from '../shared/status-line';

interface EventsConfig extends ActionConfig {
  /** Seconds between looks at the relay; 0 never looks. */
  relayInterval?: number | string;
}

export = (RED: NodeAPI) => {
  RED.nodes.registerType('anjvision-events', function (this: Node, config: EventsConfig) {
    RED.nodes.createNode(this, config);
    const { relayInterval } = withDefaults(definition, { ...config });
    const status = new StatusLine(RED, this);
    const controller = new AbortController();
    this.on('close', () => controller.abort());
    try {
      const camera = findCamera(config.camera, undefined).use(controller.signal);
      const stop = watch(this, camera, status, intervalMs(relayInterval));
      this.on('close', stop);
    } catch (error) {
      status.failed(error);
      this.error(CameraError.is(error) ? error.message : error);
    }
  });
};

function intervalMs(relayInterval: unknown): number {
  const seconds = configNumber(relayInterval);
  if (typeof seconds !== 'number' || !(seconds >= limits['anjvision-events'].relayInterval.min)) {
    throw invalidInput('relayInterval', relayInterval, 'a number of seconds, or 0');
  }
  return Math.min(seconds * 1000, LONGEST_MS);
}

/** Sends the camera's state at start and at every change. @returns what ends it. */
function watch(node: Node, camera: Camera, status: StatusLine, relayIntervalMs: number): () => void {
  const send = (topic: string, payload: object) =>
    node.send({ topic, payload, camera: camera.settings.name });
  const tell = (now: ConnectionStatus) => {
    status.connection(now);
    if (now.state !== 'unknown') send('connection', { ...now });
  };
  camera.connection.on('change', tell);
  tell(camera.connection.status);
  // Otherwise nobody would know until somebody sends a command.
  if (camera.state === 'unknown') camera.keepAlive().catch(() => undefined);
  const stopLooking = relayIntervalMs > 0 ? watchRelay(camera, relayIntervalMs, send) : () => undefined;
  return () => {
    camera.connection.off('change', tell);
    stopLooking();
  };
}

function watchRelay(
  camera: Camera,
  intervalMs: number,
  send: (topic: string, payload: object) => void,
): () => void {
  let known: boolean | undefined;
  let stopped = false;
  let timer: object | undefined;
  const controller = new AbortController();
  const { signal } = controller;
  const look = async () => {
    try {
      const open = await camera.relay.get({ signal, priority: Priority.Background });
      if (!stopped && open !== known) send('relay', { open, status: open ? 1 : 0 });
      known = open;
    } catch {
      // That the camera is away is told by the connection.
    }
    if (!stopped) timer = camera.clock.after(intervalMs, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    controller.abort();
    camera.clock.cancel(timer);
  };
}
