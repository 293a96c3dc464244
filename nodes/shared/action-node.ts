import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { CameraError, type Camera } from '../../camera/index';
import { findCamera } from './cameras';
import type { Presets } from './presets';
import { StatusLine } from './status-line';

/** What every action node saves. */
export interface ActionConfig extends NodeDef {
  /** Id of an `anjvision-camera`; empty leaves the choice to `msg.camera`. */
  camera?: string;
}

export type Message = NodeMessage & Record<string, unknown>;

/** One message at work. */
export interface Task {
  readonly camera: Camera;
  /** Those that the camera's node names. */
  readonly presets: Presets;
  readonly node: Node;
  readonly msg: Message;
  readonly status: StatusLine;
  /** Whether the node is still there. */
  isWanted(): boolean;
  /** Sends the message on with a result as its payload, and other properties if given. */
  send(payload: unknown, more?: Record<string, unknown>): void;
  /** Sends a copy, because the message will be sent again. */
  sendCopy(payload: unknown): void;
  /** Tells catch nodes and the log of trouble with this message, which goes on. */
  report(error: CameraError): void;
}

/**
 * Makes a node that does one thing for each message. `carryOut` shows its own status when it is done;
 * whatever it throws ends the message as an error.
 */
export function actionNode<C extends ActionConfig>(
  RED: NodeAPI,
  type: string,
  command: string,
  prepare: (config: C) => (task: Task) => Promise<void>,
): void {
  RED.nodes.registerType(type, function (this: Node, config: C) {
    RED.nodes.createNode(this, config);
    const carryOut = prepare(config);
    const status = new StatusLine(RED, this);
    const used = new Set<Camera>();
    let wanted = true;
    let atWork = 0;
    const stopWatching = watchConfigured(config.camera, status, used, () => atWork > 0);

    const run = async (msg: Message, send: (msg: Message) => void) => {
      let where = command;
      let sent = 0;
      const pass = (out: Message) => {
        sent += 1;
        send(out);
      };
      try {
        const chosen = findCamera(config.camera, msg.camera);
        const camera = chosen.use();
        const { name } = camera.settings;
        where = `${name}: ${command}`;
        used.add(camera);
        status.working();
        await carryOut({
          camera,
          presets: chosen.presets,
          node: this,
          msg,
          status,
          isWanted: () => wanted,
          send: (payload, more) => pass(Object.assign(msg, { camera: name }, more, { payload })),
          sendCopy: (payload) => pass(Object.assign(RED.util.cloneMessage(msg), { camera: name, payload })),
          report: (error) => this.error(error, msg),
        });
        // Something newer took its place.
        if (sent === 0 && atWork === 1) status.idle();
      } catch (error) {
        throw CameraError.is(error) && !error.where ? error.at(where) : error;
      }
    };

    this.on('input', (msg, send, done) => {
      atWork += 1;
      run(msg as Message, send)
        .finally(() => (atWork -= 1))
        .then(
          () => done(),
          (error: unknown) => {
            if (wanted) status.failed(error);
            done(error as Error);
          },
        );
    });

    this.on('close', (_removed: boolean, done: () => void) => {
      wanted = false;
      stopWatching();
      Promise.all([...used].map((camera) => camera.withdraw(this))).then(() => done(), done);
    });
  });
}

/** Shows the configured camera's state under the node while nothing is done. */
function watchConfigured(
  id: string | undefined,
  status: StatusLine,
  used: Set<Camera>,
  isAtWork: () => boolean,
): () => void {
  status.idle();
  if (!id) return () => undefined;
  try {
    const camera = findCamera(id, undefined).use();
    used.add(camera);
    const show = () => {
      // What is being done says more: a camera that restarts is offline, but waited for.
      if (!isAtWork()) status.connection(camera.connection.status);
    };
    show();
    camera.connection.on('change', show);
    return () => void camera.connection.off('change', show);
  } catch (error) {
    if (CameraError.is(error)) status.failed(error);
    return () => undefined;
  }
}
