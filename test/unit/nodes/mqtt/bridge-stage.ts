/** An `anjvision-mqtt` in Node-RED's runtime, without a broker: what comes from it, and what would go to it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { useStage, type Message, type Setting, type Stage } from '../stage';

/** The topics of the camera. */
export const GATE = 'anjvision/home/gate';

/** As long ago as a sender says, in ms. */
export const ago = (ms: number) => Date.now() - ms;

/** One that no test before has used: they are remembered across deploys. */
export const newId = () => randomUUID();

export interface Answer {
  id: unknown;
  status: string;
  code?: string;
  message?: string;
  result?: unknown;
  mayHaveReached: boolean;
  repeated?: boolean;
}

export interface BridgeStage {
  readonly stage: Stage;
  load(config?: Message, setting?: Setting): Promise<void>;
  /** Sends a command and gives the answer. */
  command(name: string, payload: unknown, more?: Message): Promise<Answer>;
  /** Sends a command and gives the message with the answer as well. */
  exchange(name: string, payload: unknown, more?: Message): Promise<{ answer: Answer; output: Message }>;
  /** What was sent to a topic. */
  published(topic: string): Message[];
  /** The last payload at a topic, parsed if it is JSON. */
  latest(topic: string): unknown;
  /** Waits for something at a topic. */
  until<T>(topic: string, matches?: (payload: T) => boolean): Promise<void>;
  /** How often the relay was set. */
  moved(): number;
}

export function useBridge(): BridgeStage {
  const stage = useStage();
  const bridge: BridgeStage = {
    stage,
    load: (config = {}, setting = {}) =>
      stage.load({ type: 'anjvision-mqtt', camera: undefined, ...config }, setting),
    command: async (name, payload, more) => (await bridge.exchange(name, payload, more)).answer,
    exchange: async (name, payload, more = {}) => {
      const { outputs, error } = await stage.ask(payload, { topic: `${GATE}/do/${name}`, ...more });
      assert.equal(error, undefined, error?.stack);
      assert.equal(outputs.length, 1);
      const output = outputs[0]!;
      return { answer: JSON.parse(output['payload'] as string) as Answer, output };
    },
    published: (topic) => stage.outputs.filter((output) => output['topic'] === topic),
    latest: (topic) => {
      const payload = bridge.published(topic).at(-1)?.['payload'];
      return typeof payload === 'string' && /^[{[]/.test(payload)
        ? (JSON.parse(payload) as unknown)
        : payload;
    },
    until: (topic, matches = () => true) =>
      stage.until(() => bridge.published(topic).length > 0 && matches(bridge.latest(topic) as never), topic),
    moved: () => stage.camera.received('/cgi-bin/setRelayStatus').length,
  };
  return bridge;
}
