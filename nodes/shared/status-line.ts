import type { Node, NodeAPI } from 'node-red';
import { CameraError, type ConnectionStatus } from '../../camera/index';

/** Texts that all nodes share stand in the camera node's locale file. */
const SHARED = 'node-red-contrib-anjvision/anjvision-camera:status.';

/** Every message shows two of them, and looking one up takes a while. */
const texts = new Map<string, string>();

/** Told what an operation is doing: keys of texts in the camera node's locale file, with values for what they leave open. */
export interface StatusReporter {
  working(key?: string, values?: Record<string, string>): void;
  done(key?: string, values?: Record<string, string>): void;
  /** It goes on by itself: a pulse, a restart, a stop that is repeated. */
  waiting(key: string, values?: Record<string, string>): void;
  failed(error: unknown): void;
  /** It was done, but not all of it. */
  incomplete(key: string, values?: Record<string, string>): void;
}

/** Shows under a node what it is doing. */
export class StatusLine implements StatusReporter {
  readonly #node: Node;
  readonly #translate: (key: string, values?: Record<string, string>) => string;

  constructor(RED: NodeAPI, node: Node) {
    this.#node = node;
    this.#translate = (key, values) => {
      if (values) return RED._(SHARED + key, values);
      const text = texts.get(key) ?? RED._(SHARED + key);
      texts.set(key, text);
      return text;
    };
  }

  idle(): void {
    this.#show('grey', 'ring', 'idle');
  }

  working(key = 'working', values?: Record<string, string>): void {
    this.#show('blue', 'dot', key, values);
  }

  done(key = 'done', values?: Record<string, string>): void {
    this.#show('green', 'dot', key, values);
  }

  waiting(key: string, values?: Record<string, string>): void {
    this.#show('yellow', 'ring', key, values);
  }

  failed(error: unknown): void {
    this.#show('red', 'ring', CameraError.is(error) ? error.code : 'failed');
  }

  incomplete(key: string, values?: Record<string, string>): void {
    this.#show('red', 'ring', key, values);
  }

  connection({ state }: ConnectionStatus): void {
    if (state === 'unknown') this.idle();
    else if (state === 'online') this.#show('green', 'dot', 'online');
    else this.#show('red', 'ring', state);
  }

  #show(
    fill: 'grey' | 'blue' | 'green' | 'yellow' | 'red',
    shape: 'dot' | 'ring',
    key: string,
    values?: Record<string, string>,
  ): void {
    this.#node.status({ fill, shape, text: this.#translate(key, values) });
  }
}
