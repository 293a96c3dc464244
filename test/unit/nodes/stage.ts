/** Loads one node with a camera node into Node-RED's runtime, against a simulated camera. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import helper from 'node-red-node-test-helper';
import { SimulatedCamera, type Options } from '../../../simulator/index';
import { nodeRedMain } from '../../../tools/node-red/node-red-version';
import { initializers } from './initializers';

export type Message = Record<string, unknown>;

export interface Problem extends Error {
  code?: string;
  reason?: string;
}

/** What became of one message. */
export interface Outcome {
  outputs: Message[];
  error: Problem | undefined;
  /** The very object that went in. */
  msg: Message;
}

export interface Status {
  fill?: string;
  shape?: string;
  text?: string;
}

interface Runtime {
  hooks: {
    add(name: string, action: (event: never) => void): void;
    remove(name: string): void;
  };
  runtime: { events: NodeJS.EventEmitter };
}

export interface FlowItem {
  id: string;
  type: string;
  wires?: string[][];
  [property: string]: unknown;
}

export interface Setting {
  /** Of the simulated camera. */
  simulator?: Partial<Options>;
  /** Of the `anjvision-camera`. */
  camera?: Record<string, unknown>;
  credentials?: Record<string, string>;
  /** The id of a second camera node of the same name. */
  twin?: string;
  /** Further nodes of the flow. */
  more?: FlowItem[];
}

helper.init(nodeRedMain);
const { hooks, runtime } = require(nodeRedMain) as Runtime;

/** Long enough for everything a test waits for, and shorter than mocha's own limit. */
const WAIT_MS = 8_000;

export class Stage {
  camera!: SimulatedCamera;
  readonly statuses: Status[] = [];
  readonly outputs: Message[] = [];
  readonly #endings = new Map<unknown, Problem | undefined>();
  readonly #watchers: ((event: { id: string; status?: Status }) => void)[] = [];
  #changed: () => void = () => undefined;

  /** The node under test is `node`, its camera `cam`, called `Gate`. */
  async load(node: { type: string; [property: string]: unknown }, setting: Setting = {}): Promise<void> {
    this.camera = await SimulatedCamera.start({ bootMs: 100, ...setting.simulator });
    this.#watch();
    const tab: FlowItem = { id: 'tab', type: 'tab', label: 'Test' };
    const cameras = [setting.twin ?? [], 'cam'].flat().map((id) => this.#cameraItem(id, setting.camera));
    const tested = { id: 'node', z: 'tab', name: '', camera: 'cam', wires: [['out']], ...node };
    const out = { id: 'out', z: 'tab', type: 'helper', wires: [] };
    const { username, password } = this.camera.options;
    const all = [tab, ...cameras, ...(setting.more ?? []), tested, out];
    const credentials = { username, password, ...setting.credentials };
    const owners = cameras.map(({ id }) => [id, credentials]);
    await helper.load(initializers, all, Object.fromEntries(owners) as never);
  }

  /** An `anjvision-camera` that sends nothing by itself. */
  #cameraItem(id: string, more: Record<string, unknown> = {}): FlowItem {
    const { port, options, controlPort } = this.camera;
    if (options.controlPort !== undefined) more = { controlPort: controlPort.port, ...more };
    return {
      id, type: 'anjvision-camera', name: 'Gate', host: '127.0.0.1', port: String(port), protocol: 'http', tls: '',
      timeout: '2000', keepSession: false, ...more,
    }; // prettier-ignore
  }

  /** Mouse a message to the node and waits until it is done with it. */
  async ask(payload?: unknown, more: Message = {}): Promise<Outcome> {
    const msg = this.tell(payload, more);
    await this.until(() => this.#endings.has(msg['_msgid']), 'the message to end');
    return this.outcome(msg);
  }

  /** Mouse a message to the node without waiting. */
  tell(payload?: unknown, more: Message = {}): Message {
    const msg = { topic: 'kept', payload, ...more, _msgid: randomBytes(8).toString('hex') };
    helper.getNode('node').receive(msg);
    return msg;
  }

  outcome(msg: Message): Outcome {
    const id = msg['_msgid'];
    assert.ok(this.#endings.has(id), 'it has not ended');
    return {
      outputs: this.outputs.filter((output) => output['_msgid'] === id),
      error: this.#endings.get(id),
      msg,
    };
  }

  ended(msg: Message): boolean {
    return this.#endings.has(msg['_msgid']);
  }

  /** The payload of the one message that came out. */
  async result(payload?: unknown, more: Message = {}): Promise<unknown> {
    const { outputs, error } = await this.ask(payload, more);
    assert.equal(error, undefined, error?.stack);
    assert.equal(outputs.length, 1);
    return outputs[0]!['payload'];
  }

  /** The error of this code with which a message ends. */
  async refusal(code: string, payload?: unknown, more: Message = {}): Promise<Problem> {
    const { outputs, error } = await this.ask(payload, more);
    assert.equal(error?.code, code, error?.stack ?? `${JSON.stringify(payload)} came out`);
    assert.deepEqual(outputs, []);
    return error;
  }

  /** Checks that payloads are refused before anything, even a log-in, goes to the camera. */
  async refuses(payloads: unknown[], more: Message = {}): Promise<void> {
    for (const payload of payloads) {
      const error = await this.refusal('INVALID_INPUT', payload, more);
      assert.match(error.message, /^Gate: [\w-]+: ./);
      assert.deepEqual(this.camera.requests, [], error.message);
    }
  }

  /** The commands the camera received, without log-ins and uids. */
  get sent(): string[] {
    return this.camera.requests
      .map(({ url }) =>
        url
          .replace('/cgi-bin/', '')
          .replace(/uid=[^&]*&?/, '')
          .replace(/\?$/, ''),
      )
      .filter((url) => !url.startsWith('getuid?'));
  }

  get status(): Status {
    return this.statuses.at(-1) ?? {};
  }

  /** Colour and shape of the last status, and the key of its text. */
  get shown(): string {
    const { fill, shape, text } = this.status;
    return `${fill} ${shape} ${text?.replace(/^.*\./, '')}`;
  }

  /** Waits, without sleeping, for what an event of the node or the camera brings about. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + WAIT_MS;
    while (!condition()) {
      assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Loads the flow anew with some properties of the node, or of another one, changed, or without it. */
  async redeploy(
    change: Record<string, unknown> | 'delete',
    type: 'full' | 'nodes' | 'flows' = 'full',
    node = 'node',
  ) {
    const { flows } = flowsNow();
    const next =
      change === 'delete'
        ? flows.filter(({ id }) => id !== node)
        : flows.map((item) => (item.id === node ? { ...item, ...change } : item));
    await helper.setFlows(next, type);
  }

  /** Calls for every status of every node from now on, until the test is over. */
  watchStatus(onStatus: (id: string, text: string) => void): void {
    const watcher = ({ id, status }: { id: string; status?: Status }) => onStatus(id, status?.text ?? '');
    this.#watchers.push(watcher);
    runtime.events.on('node-status', watcher);
  }

  async clear(): Promise<void> {
    for (const watcher of this.#watchers.splice(0)) runtime.events.off('node-status', watcher);
    await helper.unload();
    for (const hook of ['onSend', 'onComplete']) hooks.remove(`${hook}.stage`);
    runtime.events.off('node-status', this.#onStatus);
    await this.camera.stop();
    this.statuses.length = this.outputs.length = 0;
    this.#endings.clear();
  }

  #watch(): void {
    hooks.add('onSend.stage', (events: { source: { id: string }; msg: Message }[]) => {
      for (const { source, msg } of events) if (source.id === 'node') this.outputs.push(msg);
      this.#changed();
    });
    hooks.add(
      'onComplete.stage',
      ({ node, msg, error }: { node: { id: string }; msg: Message; error?: Problem }) => {
        if (node.id === 'node') this.#endings.set(msg['_msgid'], error);
        this.#changed();
      },
    );
    runtime.events.on('node-status', this.#onStatus);
  }

  readonly #onStatus = ({ id, status }: { id: string; status: Status }) => {
    if (id === 'node') this.statuses.push(status);
    this.#changed();
  };
}

function flowsNow(): { flows: FlowItem[] } {
  const { _redNodes: nodes } = helper as unknown as { _redNodes: { getFlows(): { flows: FlowItem[] } } };
  return nodes.getFlows();
}

/** A stage for the tests of a `describe`, cleared after each. */
export function useStage(): Stage {
  const stage = new Stage();
  afterEach(() => stage.clear());
  return stage;
}
