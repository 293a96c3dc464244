/** What the tests and the control node inside a Node-RED process say to each other over the IPC channel. */

export type Message = Record<string, unknown>;

/** An error with all it carries, so that a test can look at its code and search it for secrets. */
export interface ErrorReport {
  [property: string]: unknown;
  name: string;
  message: string;
  stack?: string | undefined;
}

export interface NodeStatus {
  fill?: string;
  shape?: string;
  text?: string;
}

export interface SendRequest {
  kind: 'send';
  node: string;
  msg: Message & { _msgid: string };
}

export type NodeRedEvent =
  | { kind: 'listening'; port: number }
  | { kind: 'flows-started' }
  | { kind: 'missing-types'; types: string[] }
  | { kind: 'accepted'; msgid: string; found: boolean }
  | { kind: 'output'; node: string; port: number; msg: Message }
  | { kind: 'done'; node: string; msgid: string; error?: ErrorReport | undefined }
  | { kind: 'status'; node: string; status: NodeStatus };
