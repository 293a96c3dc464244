/** A bridge in a real Node-RED, with Node-RED's own nodes for MQTT, a real broker, and a client that watches. */
import { randomUUID } from 'node:crypto';
import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { SimulatedCamera, type Options } from '../../simulator';
import { mosquitto, startBroker, type Broker } from '../../tools/mqtt/broker';
import { bridgeNodes, brokerNode } from '../../tools/mqtt/flows';
import { startNodeRed, type FlowNode, type NodeRedProcess } from '../../tools/node-red/node-red-process';
import { installedPackage } from '../../tools/node-red/packed-package';
import { cameraNode, tab, until } from './support';

/** 4 is 3.1.1. */
export type ProtocolVersion = 4 | 5;

/** What the title of a test says that needs what this broker does not speak. */
export const protocols: { version: ProtocolVersion; name: string; isSpoken: boolean }[] = [
  { version: 4, name: 'MQTT 3.1.1', isSpoken: true },
  { version: 5, name: 'MQTT 5', isSpoken: mosquitto !== undefined },
];

export interface Received {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  readonly qos: number;
  readonly correlationData?: Buffer | undefined;
}

export interface Answer {
  id: unknown;
  status: string;
  code?: string;
  repeated?: boolean;
  result?: unknown;
  mayHaveReached: boolean;
}

export interface BenchOptions {
  readonly version: ProtocolVersion;
  /** Where Node-RED connects to; the broker itself unless given. */
  readonly through?: (broker: Broker) => Promise<number>;
  readonly simulator?: Partial<Options>;
  /** Of the camera's node. */
  readonly cam?: Record<string, unknown>;
  /** Of the bridge. */
  readonly bridge?: Record<string, unknown>;
  readonly more?: (bench: { port: number }) => FlowNode[];
}

/** The broker is lost and found again soon. */
const SETTINGS = { mqttReconnectTime: 300 };

export class BrokerBench {
  private constructor(
    readonly options: BenchOptions,
    readonly camera: SimulatedCamera,
    private current: { broker: Broker; client: MqttClient },
    readonly port: number,
    readonly red: NodeRedProcess,
    /** Everything that went over the broker, in order. */
    readonly received: Received[],
  ) {}

  static async start(options: BenchOptions): Promise<BrokerBench> {
    // Packing takes minutes on a busy machine, in which no client of this process could keep its connection.
    installedPackage();
    const camera = await SimulatedCamera.start({ bootMs: 300, ...options.simulator });
    const broker = await startBroker();
    const port = (await options.through?.(broker)) ?? broker.port;
    const received: Received[] = [];
    const client = await watch(broker, options.version, received);
    const flows = flowsOf(camera, port, options);
    const red = await startNodeRed({ flows, settings: SETTINGS });
    return new BrokerBench(options, camera, { broker, client }, port, red, received);
  }

  async close(): Promise<void> {
    await this.red.close();
    await this.current.client.endAsync(true);
    await this.current.broker.stop();
    await this.camera.stop();
  }

  get client(): MqttClient {
    return this.current.client;
  }

  /** The flows as they are deployed, with a camera of another name if given. */
  flows(camera: Record<string, unknown> = {}): FlowNode[] {
    return flowsOf(this.camera, this.port, this.options, camera);
  }

  /** Ends the broker with all that it has kept, and starts another at the same place. */
  async replaceBroker(): Promise<void> {
    const { broker, client } = this.current;
    await client.endAsync(true);
    await broker.stop();
    const fresh = await startBroker(broker.port);
    this.current = { broker: fresh, client: await watch(fresh, this.options.version, this.received) };
  }

  async publish(topic: string, payload: unknown, options: IClientPublishOptions = {}): Promise<void> {
    const text = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
    await this.client.publishAsync(topic, text, { qos: 1, ...options });
  }

  /** Sends a command of the camera, and gives the answer to it. */
  async command(name: string, payload: unknown, options: IClientPublishOptions = {}): Promise<Answer> {
    const from = this.received.length;
    await this.publish(`anjvision/home/gate/do/${name}`, payload, options);
    return this.answer(`anjvision/home/gate/done/${name}`, from);
  }

  /** The first answer at a topic since so many messages were received. */
  async answer(topic: string, from = 0): Promise<Answer> {
    const find = () => this.received.slice(from).find((message) => message.topic === topic);
    await until(`an answer at ${topic}`, () => find() !== undefined, 30_000);
    return JSON.parse(find()!.payload.toString()) as Answer;
  }

  /** The last payload at a topic, as text. */
  latest(topic: string): string | undefined {
    return this.received
      .filter((message) => message.topic === topic)
      .at(-1)
      ?.payload.toString();
  }

  /** What a broker keeps now, as one sees who subscribes now. */
  async kept(): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    const client = await connectTo(this.current.broker, this.options.version);
    client.on('message', (topic, payload, { retain }) => {
      if (retain) kept.set(topic, payload.toString());
    });
    await client.subscribeAsync('#', { qos: 1 });
    // Retained messages come before the echo of what is sent after the subscription.
    const echo = randomUUID();
    let isComplete = false;
    client.on('message', (topic) => (isComplete ||= topic === echo));
    await client.publishAsync(echo, 'x', { qos: 1 });
    await until('what the broker keeps', () => isComplete);
    await client.endAsync(true);
    return kept;
  }
}

export const connectTo = ({ port }: { port: number }, protocolVersion: ProtocolVersion) =>
  connectAsync({ host: '127.0.0.1', port, protocolVersion, reconnectPeriod: 0 });

async function watch(broker: Broker, version: ProtocolVersion, received: Received[]): Promise<MqttClient> {
  const client = await connectTo(broker, version);
  client.on('message', (topic, payload, { retain, qos, properties }) => {
    received.push({ topic, payload, retain, qos, correlationData: properties?.correlationData });
  });
  await client.subscribeAsync('#', { qos: 1 });
  return client;
}

/** A command that opens, from now. */
export const open = (more: object = {}) => ({ action: 'open', at: Date.now(), id: randomUUID(), ...more });

function flowsOf(
  camera: SimulatedCamera,
  port: number,
  { version, bridge, more, cam: ofCamera }: BenchOptions,
  cam: Record<string, unknown> = {},
): FlowNode[] {
  return [
    tab,
    brokerNode({ port, protocolVersion: version, site: 'home' }),
    cameraNode(camera, { ...ofCamera, ...cam }),
    ...bridgeNodes('home', bridge),
    ...(more?.({ port }) ?? []),
  ];
}
