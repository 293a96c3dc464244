import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { CameraError, type Camera } from '../../camera/index';
import { findCamera } from './cameras';
import { withDefaults, type Operation, type OperationContext } from './operation';
import { StatusLine } from './status-line';
import { evaluate } from './values';

/** What every action node saves. */
export interface ActionConfig extends NodeDef {
  /** Id of an `anjvision-camera`; empty leaves the choice to `msg.camera`. */
  camera?: string;
}

export type Message = NodeMessage & Record<string, unknown>;

/** Makes a node that carries out one operation for each message; whatever that throws ends the message as an error. */
export function actionNode<Config extends object, Request>(
  RED: NodeAPI,
  type: string,
  { definition, parseRequest, execute }: Operation<Config, Request>,
): void {
  const command = type.replace('anjvision-', '');
  RED.nodes.registerType(type, function (this: Node, saved: ActionConfig) {
    RED.nodes.createNode(this, saved);
    const config = withDefaults(definition, { ...saved }) as Config;
    const status = new StatusLine(RED, this);
    const used = new Set<Camera>();
    const closing = new AbortController();
    const { signal } = closing;
    let atWork = 0;
    const isAtWork = () => atWork > 0;
    const stopWatching = watchConfigured({ id: saved.camera, status, used, signal, isAtWork });

    const run = async (msg: Message, send: (msg: Message) => void) => {
      let where = command;
      let sent = 0;
      const pass = (out: Message) => {
        sent += 1;
        send(out);
      };
      try {
        const chosen = findCamera(saved.camera, msg['camera']);
        const camera = chosen.use(signal);
        const { name } = camera.settings;
        where = `${name}: ${command}`;
        used.add(camera);
        status.working();
        const request = await parseRequest(config, msg, {
          presets: chosen.presets,
          evaluate: (of, values) => evaluate(RED, this, msg, of, values),
        });
        const context: OperationContext = {
          camera,
          signal,
          status,
          send: (result, more) => pass(Object.assign(msg, { camera: name }, more, { payload: result })),
          // A copy, because the message itself will be sent again.
          sendFirst: (result) =>
            pass(Object.assign(RED.util.cloneMessage(msg), { camera: name, payload: result })),
          report: (error) => this.error(error, msg),
        };
        await execute(request, context);
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
            if (!signal.aborted) status.failed(error);
            done(error as Error);
          },
        );
    });

    this.on('close', (_removed: boolean, done: () => void) => {
      closing.abort();
      stopWatching();
      Promise.all([...used].map((camera) => camera.release(signal))).then(() => done(), done);
    });
  });
}

/** Shows the configured camera's state under the node while nothing is done. */
function watchConfigured(watching: {
  readonly id: string | undefined;
  readonly status: StatusLine;
  /** The camera is added. */
  readonly used: Set<Camera>;
  readonly signal: AbortSignal;
  readonly isAtWork: () => boolean;
}): () => void {
  const { id, status, used, signal, isAtWork } = watching;
  status.idle();
  if (!id) return () => undefined;
  try {
    const camera = findCamera(id, undefined).use(signal);
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
