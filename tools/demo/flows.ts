/** The example flows, one tab each, with their cameras pointed at the simulator. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SimulatedCamera } from '../../simulator/index';
import type { FlowNode } from '../node-red/user-dir';

const examples = resolve(__dirname, '../../examples');

/** The tab that is seen first. */
const FIRST = 'Gate pulse with a button.json';

/** The manual's initial ones, which the simulator has too. */
const credentials = { username: 'admin', password: '123456' };

export function demoFlows(camera: SimulatedCamera): FlowNode[] {
  const files = readdirSync(examples).filter((file) => file.endsWith('.json'));
  const nodes = files
    .sort((one, other) => Number(other === FIRST) - Number(one === FIRST) || one.localeCompare(other))
    .flatMap((file) => JSON.parse(readFileSync(join(examples, file), 'utf8')) as FlowNode[]);
  // Examples may share a camera; it is needed once.
  const unique = [...new Map(nodes.map((node) => [node.id, node])).values()];
  const { port, controlPort } = camera;
  const simulator = {
    host: '127.0.0.1', port, controlPort: controlPort.port, protocol: 'http', tls: '', credentials,
  }; // prettier-ignore
  return unique.map((node) => (node.type === 'anjvision-camera' ? { ...node, ...simulator } : node));
}

/** Where the dashboard among these flows is. */
export function dashboardPath(flows: FlowNode[]): string {
  return String(flows.find(({ type }) => type === 'ui-base')?.['path']);
}
