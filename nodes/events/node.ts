import type { Node, NodeAPI } from 'node-red';
import { CameraError } from '../../camera/index';
import { findCamera } from '../shared/cameras';
import { afterEachStart } from '../shared/flows-started';
import { StatusLine } from '../shared/status-line';
import { CameraWatch } from './camera-watch';
import { parseSettings, type EventsConfig, type EventsSettings } from './settings';

export = (RED: NodeAPI) => {
  RED.nodes.registerType('anjvision-events', function (this: Node, config: EventsConfig) {
    RED.nodes.createNode(this, config);
    const status = new StatusLine(RED, this);
    status.idle();
    try {
      const follower = new Follower(this, config.camera, parseSettings(config), status);
      const stop = afterEachStart(RED, () => follower.follow());
      this.on('close', (_removed: boolean, done: () => void) => {
        stop();
        follower.close().then(done, done);
      });
    } catch (error) {
      status.failed(error);
      this.error(CameraError.is(error) ? error.message : error);
    }
  });
};

/** Watches the camera that a node is set to, also after a deploy that put another one in its place. */
class Follower {
  readonly #node: Node;
  readonly #camera: string | undefined;
  readonly #settings: EventsSettings;
  readonly #status: StatusLine;
  #watch: CameraWatch | undefined;
  #problem = '';

  constructor(node: Node, camera: string | undefined, settings: EventsSettings, status: StatusLine) {
    this.#node = node;
    this.#camera = camera;
    this.#settings = settings;
    this.#status = status;
  }

  follow(): void {
    try {
      const camera = findCamera(this.#camera, undefined);
      if (this.#watch && camera.client === this.#watch.camera) return;
      void this.close();
      const closing = new AbortController();
      const client = camera.use(closing.signal);
      this.#problem = '';
      this.#watch = new CameraWatch(this.#node, client, this.#settings, this.#status, closing);
      this.#watch.start();
    } catch (error) {
      void this.close();
      this.#fail(error as Error);
    }
  }

  async close(): Promise<void> {
    const watch = this.#watch;
    this.#watch = undefined;
    await watch?.close();
  }

  /** Says the same once, however often something else is deployed. */
  #fail(error: Error): void {
    this.#status.failed(error);
    if (this.#problem !== error.message) this.#node.error(error.message);
    this.#problem = error.message;
  }
}
