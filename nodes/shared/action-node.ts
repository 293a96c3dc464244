import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { CameraError, type Camera } from '../../camera/index';
import { findCamera, referenceOf } from './cameras';
import type { CameraNode } from './camera-node';
import { followCamera } from './follow-camera';
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
  operation: Operation<Config, Request>,
): void {
  const command = type.replace('anjvision-', '');
  RED.nodes.registerType(type, function (this: Node, saved: ActionConfig) {
    RED.nodes.createNode(this, saved);
    const action = new ActionNode(RED, this, saved, command, operation);
    this.on('input', (msg, send, done) => {
      action.run(msg as Message, send).then(() => done(), done);
    });
    this.on('close', (_removed: boolean, done: () => void) => {
      action.close().then(done, done);
    });
  });
}

class ActionNode<Config extends object, Request> {
  readonly #config: Config;
  readonly #status: StatusLine;
  readonly #closing = new AbortController();
  /** The cameras that this node had something done, to be given back. */
  readonly #used = new Set<Camera>();
  #atWork = 0;

  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
    private readonly saved: ActionConfig,
    private readonly command: string,
    private readonly operation: Operation<Config, Request>,
  ) {
    this.#config = withDefaults(operation.definition, { ...saved }) as Config;
    this.#status = new StatusLine(RED, node);
    this.#status.idle();
    if (!saved.camera) return;
    const failed = (error: CameraError) => this.#status.failed(error);
    followCamera(RED, saved.camera, { found: this.#showConnection, failed }, this.#closing.signal);
  }

  /** Carries out what a message asks for. @throws CameraError with the camera and the command. */
  async run(msg: Message, send: (msg: Message) => void): Promise<void> {
    let where = this.command;
    let mask: Camera['client']['redactor'] | undefined;
    this.#atWork += 1;
    try {
      const chosen = findCamera(this.saved.camera, msg['camera']);
      const camera = chosen.use(this.#closing.signal);
      where = `${camera.settings.name}: ${this.command}`;
      mask = camera.client.redactor;
      this.#used.add(camera);
      this.#status.working();
      const request = await this.operation.parseRequest(this.#config, msg, {
        presets: chosen.presets,
        evaluate: (command, values, given) => evaluate(this.RED, this.node, msg, command, values, given),
      });
      let sent = 0;
      const pass = (out: Message) => {
        sent += 1;
        send(out);
      };
      await this.operation.execute(request, this.#context(chosen, camera, msg, pass));
      // Something newer took its place.
      if (sent === 0 && this.#atWork === 1) this.#status.idle();
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#status.failed(error);
      throw CameraError.is(error) && !error.where ? error.at(where, mask) : error;
    } finally {
      this.#atWork -= 1;
    }
  }

  /** Withdraws what waits, and brings to rest what was left open or moving. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#used].map((camera) => camera.release(this.#closing.signal)));
  }

  #context(chosen: CameraNode, camera: Camera, msg: Message, send: (msg: Message) => void): OperationContext {
    const reference = referenceOf(chosen);
    return {
      camera,
      signal: this.#closing.signal,
      status: this.#status,
      send: (result, more) => send(Object.assign(msg, { camera: reference }, more, { payload: result })),
      // A copy, because the message itself will be sent again.
      sendFirst: (result) =>
        send(Object.assign(this.RED.util.cloneMessage(msg), { camera: reference, payload: result })),
      report: (error) => this.node.error(error, msg),
    };
  }

  readonly #showConnection = (camera: Camera, signal: AbortSignal): void => {
    const { connection } = camera;
    const show = () => {
      // What is being done says more: a camera that restarts is offline, but waited for.
      if (this.#atWork === 0) this.#status.connection(connection.status);
    };
    show();
    connection.on('change', show);
    signal.addEventListener('abort', () => {
      connection.off('change', show);
      // A client that is closed brings to rest itself what it left.
      if (!this.#closing.signal.aborted) this.#used.delete(camera);
    });
  };
}
