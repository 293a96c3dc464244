/** A client that commands every site of a fleet, and watches what it is told. */
import { randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';

/** What a bridge answers, as far as it matters here. */
export interface Reply {
  readonly status: string;
  readonly code?: string;
  readonly mayHaveReached: boolean;
  /** From the publication to the answer. */
  readonly ms: number;
}

interface Told {
  readonly payload: string;
  readonly at: number;
}

const ANSWER_MS = 30_000;
const LOOK_MS = 20;

export class Driver {
  readonly #client: MqttClient;
  readonly #told = new Map<string, Told>();
  readonly #waiting = new Map<string, (reply: Omit<Reply, 'ms'>) => void>();
  #lastAt = performance.now();

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (topic, payload) => this.#receive(topic, payload.toString()));
  }

  static async connect(port: number, protocolVersion: 4 | 5): Promise<Driver> {
    const client = await connectAsync({ host: '127.0.0.1', port, protocolVersion, clean: true });
    const driver = new Driver(client);
    await client.subscribeAsync(
      ['anjvision/+/bridge/state', 'anjvision/+/+/availability', 'anjvision/+/+/done/+'],
      { qos: 1 },
    );
    return driver;
  }

  #receive(topic: string, text: string): void {
    this.#lastAt = performance.now();
    if (!topic.includes('/done/')) {
      this.#told.set(topic, { payload: text, at: this.#lastAt });
      return;
    }
    const { id, ...reply } = JSON.parse(text) as Reply & { id: string };
    this.#waiting.get(id)?.(reply);
    this.#waiting.delete(id);
  }

  /** Sends a command that acts; nothing if there is no answer within 30 s. */
  async command(site: string, camera: string, payload: object, ms = ANSWER_MS): Promise<Reply | undefined> {
    const id = randomUUID();
    const from = performance.now();
    const answered = new Promise<Reply | undefined>((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(undefined);
      }, ms);
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer);
        resolve({ ...reply, ms: performance.now() - from });
      });
    });
    const topic = `anjvision/${site}/${camera}/do/relay`;
    await this.#client.publishAsync(topic, JSON.stringify({ ...payload, at: Date.now(), id }), { qos: 1 });
    return answered;
  }

  /** When this site was told to be so since a moment; undefined if it was not. */
  siteTold(site: string, state: 'online' | 'offline', since: number): number | undefined {
    const told = this.#told.get(`anjvision/${site}/bridge/state`);
    return told?.payload === state && told.at >= since ? told.at : undefined;
  }

  /** How many cameras of a site were told to be so since a moment. */
  camerasTold(site: string, state: 'online' | 'offline', since: number): number {
    let count = 0;
    for (const [topic, { payload, at }] of this.#told) {
      if (payload !== state || at < since) continue;
      if (topic.startsWith(`anjvision/${site}/`) && topic.endsWith('/availability')) count += 1;
    }
    return count;
  }

  /** Resolves once nothing was told for so long. */
  quiet(ms: number, atMostMs: number): Promise<void> {
    return waitFor('silence on the broker', () => performance.now() - this.#lastAt >= ms, atMostMs);
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** @throws Error if it does not come about in time. */
export async function waitFor(what: string, isSo: () => boolean, atMostMs: number): Promise<void> {
  const deadline = performance.now() + atMostMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
