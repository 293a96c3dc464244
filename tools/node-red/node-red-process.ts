/**
 * A real Node-RED, as a process of its own, with the packed package installed. Tests wire outputs that lead
 * nowhere else to a node of type `test-sink`, for Node-RED does not send what nobody receives.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { askAdmin, type AdminAnswer } from './admin';
import { type Exit, NodeRedChild } from './child';
import { Journal, REPLY_MS } from './journal';
import type { ErrorReport, Message, NodeRedEvent, NodeStatus, SendRequest } from './protocol';
import { createUserDir, type FlowNode, type Settings } from './user-dir';

export type { AdminAnswer, ErrorReport, Exit, FlowNode, Message, NodeStatus };

const START_MS = 90_000;
const DEPLOY_MS = 40_000;

export type DeployType = 'full' | 'nodes' | 'flows' | 'reload';

export interface StartOptions {
  flows: FlowNode[];
  settings?: Settings;
  /** Goes into the settings, as in `{ default: { module: 'localfilesystem' } }`. */
  contextStorage?: Record<string, unknown>;
  env?: Record<string, string>;
  /** With Dashboard 2. */
  dashboard?: boolean;
}

/** What became of one message: what the node sent with its id, and how it ended. */
export interface Outcome {
  outputs: Message[];
  error?: ErrorReport | undefined;
}

export class NodeRedProcess extends Journal {
  readonly userDir: string;
  url = '';

  private readonly env: Record<string, string>;
  private child: NodeRedChild | undefined;

  constructor({ flows, settings, contextStorage, env = {}, dashboard = false }: StartOptions) {
    super();
    this.env = env;
    const all = { ...settings, ...(contextStorage && { contextStorage }) };
    this.userDir = createUserDir({ flows, settings: all, control: true, dashboard });
    process.on('exit', this.removeUserDir);
  }

  get pid(): number {
    return this.running.pid;
  }

  /** Starts it, after `kill` also again with the user directory as it is; resolves when the flows run. */
  async start(): Promise<void> {
    assert.ok(!this.child, 'This Node-RED runs already.');
    const child = new NodeRedChild({
      userDir: this.userDir,
      env: this.env,
      onLine: (line) => {
        this.add(line);
      },
      onMessage: (event) => {
        this.add(event as NodeRedEvent);
      },
    });
    this.child = child;
    const ended = (): void => {
      this.child = undefined;
      this.failWaiters('Node-RED has ended.');
    };
    child.exited.then(ended, ended);
    const from = this.events.length;
    const [port] = await Promise.all([this.listening(from), this.flowsStarted(from, START_MS)]);
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Ends the process with a signal, and leaves the user directory for another start. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    return this.running.kill(signal);
  }

  /** Ends the process, if it runs, and removes its user directory. */
  async close(): Promise<void> {
    try {
      if (this.child) await this.kill();
    } finally {
      this.removeUserDir();
      process.off('exit', this.removeUserDir);
    }
  }

  /** Mouse a message to a node, as a wire would, and returns its id; to an inject node `{}` is its button. */
  async send(node: string, msg: Message = {}): Promise<string> {
    const msgid = typeof msg['_msgid'] === 'string' ? msg['_msgid'] : randomBytes(8).toString('hex');
    const request: SendRequest = { kind: 'send', node, msg: { ...msg, _msgid: msgid } };
    const from = this.events.length;
    await this.running.send(request);
    const found = await this.until(
      () => {
        const reply = this.events.slice(from).find((e) => e.kind === 'accepted' && e.msgid === msgid);
        return reply?.kind === 'accepted' ? reply.found : undefined;
      },
      `${node} to take a message`,
      REPLY_MS,
    );
    assert.ok(found, `There is no running node ${node}.`);
    return msgid;
  }

  /** Mouse a message to a node and waits until the node is done with it. */
  async ask(node: string, msg: Message = {}, ms = REPLY_MS): Promise<Outcome> {
    const before = this.endings(node).length;
    const msgid = await this.send(node, msg);
    const { error } = await this.until(
      () =>
        this.endings(node)
          .slice(before)
          .find((ending) => ending.msgid === msgid),
      `${node} to finish a message`,
      ms,
    );
    return { outputs: this.outputs(node).filter((output) => output['_msgid'] === msgid), error };
  }

  /** Deploys through the admin API and waits until the flows run again. */
  async deploy(flows: FlowNode[], type: DeployType = 'full'): Promise<void> {
    const from = this.events.length;
    const answer = await this.admin('POST', '/flows', {
      body: type === 'reload' ? {} : { flows },
      headers: { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': type },
    });
    assert.equal(answer.status, 200, `The deployment was refused: ${answer.text}`);
    await this.flowsStarted(from, DEPLOY_MS);
  }

  async adminGet(path: string): Promise<AdminAnswer> {
    return this.admin('GET', path);
  }

  async admin(
    method: string,
    path: string,
    request: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<AdminAnswer> {
    return askAdmin(this.url + path, { method, ...request });
  }

  private get running(): NodeRedChild {
    assert.ok(this.child, 'This Node-RED does not run.');
    return this.child;
  }

  private async listening(from: number): Promise<number> {
    const find = (): number | undefined => {
      const event = this.events.slice(from).find(({ kind }) => kind === 'listening');
      return event?.kind === 'listening' ? event.port : undefined;
    };
    return this.until(find, 'Node-RED to listen', START_MS);
  }

  private async flowsStarted(from: number, ms: number): Promise<void> {
    const find = (): true | undefined => {
      const events = this.events.slice(from);
      const missing = events.find(({ kind }) => kind === 'missing-types');
      if (missing?.kind === 'missing-types') {
        throw this.explain(`Unknown node types: ${missing.types.join(', ')}.`);
      }
      return events.some(({ kind }) => kind === 'flows-started') || undefined;
    };
    await this.until(find, 'the flows to run', ms);
  }

  private readonly removeUserDir = (): void => {
    rmSync(this.userDir, { recursive: true, force: true, maxRetries: 3 });
  };
}

/** Starts a Node-RED with these flows. Whoever starts one closes it: `after(() => red.close())`. */
export async function startNodeRed(options: StartOptions): Promise<NodeRedProcess> {
  const red = new NodeRedProcess(options);
  try {
    await red.start();
    return red;
  } catch (error) {
    await red.close();
    throw error;
  }
}
