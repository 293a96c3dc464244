/** Flows for a real Node-RED and a simulated camera. */
import assert from 'node:assert/strict';
import { SimulatedCamera, type Options } from '../../simulator';
import {
  startNodeRed,
  type FlowNode,
  type Message,
  type NodeRedProcess,
  type Outcome,
  type StartOptions,
} from '../../tools/node-red/node-red-process';

export const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Test' };
export const sink: FlowNode = { id: 'sink', type: 'test-sink', z: 'tab' };

/** An `anjvision-camera` called `Gate`, with the credentials that the simulated camera wants. */
export function cameraNode(camera: SimulatedCamera, more: Record<string, unknown> = {}): FlowNode {
  const { username, password, controlPort } = camera.options;
  if (controlPort !== undefined) more = { controlPort: camera.controlPort.port, ...more };
  return {
    id: 'cam', type: 'anjvision-camera', name: 'Gate', host: '127.0.0.1', port: String(camera.port), protocol: 'http',
    tls: '', timeout: '5000', keepSession: true, credentials: { username, password }, ...more,
  }; // prettier-ignore
}

/** A node that uses that camera, with its output wired to the sink. */
export function node(kind: string, more: Record<string, unknown> = {}): FlowNode {
  return {
    id: kind,
    type: `anjvision-${kind}`,
    z: 'tab',
    name: '',
    camera: 'cam',
    wires: [['sink']],
    ...more,
  };
}

/** A Node-RED with a simulated camera, put away after the `describe` that asked for it. */
export interface World {
  red: NodeRedProcess;
  camera: SimulatedCamera;
  flows: FlowNode[];
}

export interface WorldOptions extends Partial<StartOptions> {
  simulator?: Partial<Options>;
  /** Of the `anjvision-camera`. */
  cam?: Record<string, unknown>;
  nodes: FlowNode[];
  /** Before Node-RED starts. */
  prepare?: (camera: SimulatedCamera) => Promise<void> | void;
}

export function useWorld({ simulator, cam, nodes, prepare, ...options }: WorldOptions): World {
  const world = {} as World;
  before(async () => {
    world.camera = await SimulatedCamera.start({ bootMs: 300, ...simulator });
    await prepare?.(world.camera);
    world.flows = [tab, sink, cameraNode(world.camera, cam), ...nodes];
    world.red = await startNodeRed({ ...options, flows: world.flows });
  });
  afterEach(() => {
    world.camera.clearFaults();
  });
  after(async () => {
    await (world.red as NodeRedProcess | undefined)?.close();
    await (world.camera as SimulatedCamera | undefined)?.stop();
  });
  return world;
}

/** The payload of the one message with which a node answers. */
export async function result(red: NodeRedProcess, to: string, msg: Message = {}): Promise<unknown> {
  return payloadOf(await red.ask(to, msg));
}

export function payloadOf({ outputs, error }: Outcome): unknown {
  assert.equal(error, undefined, error?.stack);
  assert.equal(outputs.length, 1);
  return outputs[0]!['payload'];
}

/** The code of the error with which a message ends. */
export const codeOf = ({ error, outputs }: Outcome): unknown =>
  error ? error['code'] : `an output: ${JSON.stringify(outputs)}`;

/** What the camera got below `/cgi-bin/`, without log-ins, keep-alives and uids. */
export function sentTo(camera: SimulatedCamera): string[] {
  return camera.requests
    .map(({ url }) =>
      url
        .replace('/cgi-bin/', '')
        .replace(/uid=[^&]*&?/, '')
        .replace(/\?$/, ''),
    )
    .filter((url) => !/^(?:getuid|keep_alive)\b/.test(url));
}

/** Waits for what the camera or Node-RED brings about; looks often, and not for ever. */
export async function until(what: string, condition: () => boolean, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
