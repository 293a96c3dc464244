/** Imports examples into a real Node-RED as its menu offers them, and presses their buttons. */
import assert from 'node:assert/strict';
import { SimulatedCamera } from '../../simulator';
import {
  type FlowNode,
  type Message,
  type NodeRedProcess,
  startNodeRed,
} from '../../tools/node-red/node-red-process';
import { mosquitto, startBroker, type Broker } from '../../tools/mqtt/broker';
import { until } from './support';

const MENU = '/library/examples/flows/node-red-contrib-anjvision';

/** Makes a pause shorter than a user wants it; by the name of the node, or the label of the tab. */
export type Adjustments = Record<string, Record<string, unknown>>;

const reached = ({ port, options }: SimulatedCamera) => ({
  host: '127.0.0.1',
  port,
  credentials: { username: options.username, password: options.password },
});

export class Bench {
  private nodes: FlowNode[] = [];
  /** How much a node had sent before the import, if it was there before. */
  private readonly before = new Map<string, number>();

  private constructor(
    readonly camera: SimulatedCamera,
    readonly red: NodeRedProcess,
    readonly broker: Broker,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Bench> {
    const camera = await SimulatedCamera.start({ bootMs: 300, ftp: true });
    const tab = { id: 'tab', type: 'tab', label: 'Empty' };
    const broker = await startBroker();
    return new Bench(camera, await startNodeRed({ flows: [tab], dashboard: true, env }), broker);
  }

  async close(): Promise<void> {
    await this.red.close();
    await this.camera.stop();
    await this.broker.stop();
  }

  /** The names in the import dialog. */
  async offered(): Promise<string[]> {
    const { json } = await this.red.adminGet(MENU);
    return (json as { fn: string }[]).map(({ fn }) => fn);
  }

  /**
   * Imports an example as the only flow, and gives its cameras the address and account of the simulated one, or of
   * those of their names.
   */
  async import(
    example: string,
    adjustments: Adjustments = {},
    cameras: Readonly<Record<string, SimulatedCamera>> = {},
  ): Promise<void> {
    const { text } = await this.red.adminGet(`${MENU}/${encodeURIComponent(example)}`);
    this.nodes = (JSON.parse(text) as FlowNode[]).map((node) => ({
      ...node,
      ...adjustments[String(node['name'] ?? node['label'])],
      ...(node.type === 'anjvision-camera' && reached(cameras[String(node['name'])] ?? this.camera)),
      ...(node.type === 'mqtt-broker' && {
        broker: '127.0.0.1',
        port: this.broker.port,
        protocolVersion: mosquitto ? '5' : '4',
      }),
    }));
    for (const { id, wires = [] } of this.nodes) {
      for (const port of (wires as unknown[]).keys())
        this.before.set(`${id} ${port}`, this.red.outputs(id, port).length);
    }
    this.camera.forgetRequests();
    await this.red.deploy(this.nodes);
  }

  id(name: string, type?: string): string {
    const found = this.nodes.filter(
      (node) => node['name'] === name && (type === undefined || node.type === type),
    );
    assert.equal(found.length, 1, `There are ${found.length} nodes called ${name}.`);
    return found[0]!.id;
  }

  async press(button: string): Promise<void> {
    await this.red.send(this.id(button, 'inject'));
  }

  /** What has gone into a debug node since the import. */
  arrived(debug: string): Message[] {
    const id = this.id(debug, 'debug');
    return this.nodes.flatMap(({ id: source, wires = [] }) =>
      (wires as string[][]).flatMap((wire, port) =>
        wire.includes(id) ? this.red.outputs(source, port).slice(this.before.get(`${source} ${port}`)) : [],
      ),
    );
  }

  /** The messages that went into a debug node since `work` began, as soon as there are `count` of them. */
  async shown(debug: string, work: () => Promise<unknown>, count = 1): Promise<Message[]> {
    const before = this.arrived(debug).length;
    await work();
    await until(`${count} messages at ${debug}`, () => this.arrived(debug).length >= before + count);
    return this.arrived(debug).slice(before);
  }
}
