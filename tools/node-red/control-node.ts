/**
 * Runs inside the Node-RED under test: hands in messages and reports what the nodes send, finish and show.
 * Registers `test-sink`, to which a test wires outputs that lead nowhere else (Node-RED does not send then).
 * Must import nothing but types: it is compiled on its own into the user directory.
 */
import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { AddressInfo } from 'node:net';
import type { ErrorReport, Message, NodeRedEvent, SendRequest } from './protocol';

interface SendEvent {
  source: { id: string; port: number; node: { wires: string[][] } };
  destination: { id: string };
  msg: Message;
}

interface CompleteEvent {
  node: { id: string };
  msg: { _msgid: string };
  error?: unknown;
}

function report(event: NodeRedEvent): void {
  if (process.connected) process.send?.(event);
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** What the channel cannot carry, such as the `req` of an `http in`, is left out. */
function cloneable(msg: Message): Message {
  return Object.fromEntries(Object.entries(msg).filter(([, value]) => isCloneable(value)));
}

function describeError(error: unknown, depth = 0): ErrorReport {
  if (!(error instanceof Error)) return { name: '', message: String(error) };
  const own = Object.getOwnPropertyNames(error).map((key) => {
    const value: unknown = Reflect.get(error, key);
    return [key, value instanceof Error && depth < 5 ? describeError(value, depth + 1) : value] as const;
  });
  return { ...cloneable(Object.fromEntries(own)), name: error.name, message: error.message };
}

function watchRuntime(RED: NodeAPI): void {
  RED.server.once('listening', () => {
    report({ kind: 'listening', port: (RED.server.address() as AddressInfo).port });
  });
  RED.events.on('flows:started', () => {
    report({ kind: 'flows-started' });
  });
  RED.events.on('runtime-event', ({ payload }: { payload?: { error?: string; types?: string[] } }) => {
    if (payload?.error === 'missing-types') report({ kind: 'missing-types', types: payload.types ?? [] });
  });
  // A deleted node's status is cleared by an event without one.
  RED.events.on('node-status', ({ id, status = {} }: { id: string; status?: Message }) => {
    report({ kind: 'status', node: id, status: cloneable(status) });
  });
}

function watchMessages(RED: NodeAPI): void {
  RED.hooks.add('onSend.test-control', (events: SendEvent[]) => {
    for (const { source, destination, msg } of events) {
      const { wires } = source.node;
      // One message on several wires is one output: the first wire speaks for all.
      if (destination.id !== wires[source.port]?.[0]) continue;
      report({ kind: 'output', node: source.id, port: source.port, msg: cloneable(msg) });
    }
  });
  RED.hooks.add('onComplete.test-control', ({ node, msg, error }: CompleteEvent) => {
    const problem = error ? describeError(error) : undefined;
    report({ kind: 'done', node: node.id, msgid: msg._msgid, error: problem });
  });
}

function acceptMessages(RED: NodeAPI): void {
  process.on('message', ({ node: id, msg }: SendRequest) => {
    const node = RED.nodes.getNode(id) as Node | null;
    report({ kind: 'accepted', msgid: msg._msgid, found: Boolean(node) });
    node?.receive(msg);
  });
  // Nobody is left to stop this Node-RED when the test run has gone.
  process.on('disconnect', () => process.exit(1));
}

module.exports = function registerControl(RED: NodeAPI): void {
  watchRuntime(RED);
  watchMessages(RED);
  acceptMessages(RED);
  RED.nodes.registerType('test-sink', function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
    this.on('input', (_msg, _send, done) => {
      done();
    });
  });
};
