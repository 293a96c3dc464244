/** One Node-RED with a bridge and many cameras. */
import { rmSync } from 'node:fs';
import { NodeRedChild } from '../../node-red/child';
import { createUserDir, type FlowNode } from '../../node-red/user-dir';
import { bridgeNodes, brokerNode } from '../../mqtt/flows';
import { Child } from '../child';

/** How the cameras of a site are, in their order. */
interface CameraStates {
  readonly openings: readonly number[];
  readonly open: readonly boolean[];
}

export interface SiteOptions {
  readonly name: string;
  readonly cameras: number;
  readonly brokerPort: number;
  readonly protocolVersion: 4 | 5;
  readonly discovery: boolean;
}

export class Site {
  readonly #userDir: string;
  readonly #cameras: Child<{ ports: number[] }>;
  readonly #lines: string[] = [];
  #red!: NodeRedChild;

  private constructor(
    readonly name: string,
    readonly size: number,
    cameras: Child<{ ports: number[] }>,
    userDir: string,
  ) {
    this.#cameras = cameras;
    this.#userDir = userDir;
  }

  /** Starts its cameras; Node-RED is started by `start`. */
  static async prepare(options: SiteOptions): Promise<Site> {
    const { name, cameras: count } = options;
    const cameras = await Child.start<{ ports: number[] }>('fleet/cameras.ts', [String(count)]);
    const userDir = createUserDir({ flows: flowsOf(cameras.ready.ports, options) });
    return new Site(name, count, cameras, userDir);
  }

  start(): void {
    this.#red = new NodeRedChild({
      userDir: this.#userDir,
      env: {},
      onLine: (line) => {
        this.#lines.push(line);
        if (this.#lines.length > 200) this.#lines.shift();
      },
      onMessage: () => undefined,
    });
  }

  get pid(): number {
    return this.#red.pid;
  }

  /** The level of a camera in topics. */
  camera = (index: number): string => `camera_${index}`;

  /** The last lines of Node-RED's log. */
  get log(): string {
    return this.#lines.slice(-20).join('\n');
  }

  async kill(): Promise<void> {
    await this.#red.kill('SIGKILL');
  }

  states(): Promise<CameraStates> {
    return this.#cameras.ask<CameraStates>({});
  }

  async close(): Promise<void> {
    // It was killed, perhaps, or never started.
    await (this.#red as NodeRedChild | undefined)?.kill('SIGKILL');
    await this.#cameras.stop();
    rmSync(this.#userDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

function flowsOf(ports: readonly number[], options: SiteOptions): FlowNode[] {
  const { name, brokerPort, protocolVersion, discovery } = options;
  const cameras = ports.map((port, index) => ({
    id: `cam${String(index).padStart(6, '0')}`, type: 'anjvision-camera', name: `Camera ${index}`, host: '127.0.0.1',
    port: String(port), protocol: 'http', tls: '', timeout: '5000', keepSession: true, alarms: 'off',
    credentials: { username: 'admin', password: '123456' },
  })); // prettier-ignore
  return [
    { id: 'tab', type: 'tab', label: name },
    brokerNode({ port: brokerPort, protocolVersion, site: name }),
    ...cameras,
    ...bridgeNodes(name, { discovery: discovery ? 'homeassistant' : '' }),
  ];
}
