/** How fast messages go through chains of nodes that ask a camera, compared with each other. */
import type { FlowNode } from '../node-red/user-dir';
import { median } from './median';
import type { BenchedNodeRed } from './node-red';
import type { Measured } from './protocol';

export const AT_A_TIME = [1, 8] as const;
export type AtATime = (typeof AT_A_TIME)[number];

/** What the compiler needs to see of each, until it has made it fast. */
const WARM_UP = 2_000;
/** How long the busy camera is at work on each answer, in µs. */
export const BUSY_US = 100;
const UID = '7468421d';

export interface Subject {
  readonly id: string;
  readonly label: string;
  /** The subjects this one is compared with. */
  readonly bare?: string;
  readonly core?: string;
}

export const SUBJECTS: readonly Subject[] = [
  { id: 'bare-relay', label: 'bare request, relay' },
  { id: 'bare-two', label: 'bare request, relay, two sockets', bare: 'bare-relay' },
  { id: 'axios-relay', label: 'plain axios node, relay', bare: 'bare-relay' },
  { id: 'core-relay', label: 'core nodes, relay', bare: 'bare-relay' },
  { id: 'relay', label: 'this package, relay get', bare: 'bare-relay', core: 'core-relay' },
  { id: 'bare-image', label: 'bare request, image' },
  { id: 'core-image', label: 'core nodes, image', bare: 'bare-image' },
  { id: 'settings', label: 'this package, settings read', bare: 'bare-image', core: 'core-image' },
  { id: 'slow-bare', label: 'bare request, busy camera' },
  { id: 'slow-axios', label: 'plain axios node, busy camera', bare: 'slow-bare' },
  { id: 'slow-core', label: 'core nodes, busy camera', bare: 'slow-bare' },
  { id: 'slow', label: 'this package, relay get, busy camera', bare: 'slow-bare', core: 'slow-core' },
];

/** For each subject a source, what is measured, and a sink; the camera of the last ones has work with each answer. */
export function flows(quick: number, busy: number): FlowNode[] {
  const at = (port: number) => (command: string) => `http://127.0.0.1:${port}/cgi-bin/${command}?uid=${UID}`;
  const bare = (command: string, sockets = 0, url = at(quick)) => [
    { type: 'bench-bare', url: url(command), sockets },
  ];
  const axios = (url = at(quick)) => [{ type: 'bench-axios', url: url('getRelayStatus') }];
  const core = (command: string, url = at(quick)) => [
    { type: 'http request', method: 'GET', ret: 'txt', paytoqs: 'ignore', url: url(command), persist: true },
    { type: 'xml', property: 'payload', attr: '', chr: '' },
  ];
  const chain = (id: string, expected: string, nodes: { type: string; [property: string]: unknown }[]) => [
    { id: `${id}-source`, type: 'bench-source', z: 'tab', wires: [[`${id}-0`]] },
    ...nodes.map((node, index) => ({
      z: 'tab',
      name: '',
      ...node,
      id: `${id}-${index}`,
      wires: [[index + 1 < nodes.length ? `${id}-${index + 1}` : `${id}-sink`]],
    })),
    { id: `${id}-sink`, type: 'bench-sink', z: 'tab', expected, wires: [] },
  ];
  return [
    { id: 'tab', type: 'tab', label: 'Bench' },
    cameraNode('camera', quick),
    cameraNode('busy', busy),
    ...chain('bare-relay', '', bare('getRelayStatus')),
    ...chain('bare-two', '', bare('getRelayStatus', 2)),
    ...chain('axios-relay', '', axios()),
    ...chain('core-relay', 'RelayStatus', core('getRelayStatus')),
    ...chain('relay', 'status', [{ type: 'anjvision-relay', camera: 'camera', action: 'get' }]),
    ...chain('bare-image', '', bare('image')),
    ...chain('core-image', 'image', core('image')),
    ...chain('settings', 'brightness', [{ type: 'anjvision-settings', camera: 'camera', command: 'image' }]),
    ...chain('slow-bare', '', bare('getRelayStatus', 0, at(busy))),
    ...chain('slow-axios', '', axios(at(busy))),
    ...chain('slow-core', 'RelayStatus', core('getRelayStatus', at(busy))),
    ...chain('slow', 'status', [{ type: 'anjvision-relay', camera: 'busy', action: 'get' }]),
  ];
}

function cameraNode(id: string, port: number): FlowNode {
  return {
    id, type: 'anjvision-camera', name: 'Bench', host: '127.0.0.1', port: String(port), protocol: 'http', tls: '',
    timeout: '5000', keepSession: true, credentials: { username: 'admin', password: '123456' },
  }; // prettier-ignore
}

/** The runs of each subject. */
export type Speeds = Record<AtATime, Record<string, Measured[]>>;

/** Three repetitions of several slices: what else the machine does meets all subjects alike. */
const SLICES = 3 * 5;

/** Interleaves the subjects. */
export async function measureSpeeds(red: BenchedNodeRed, sliceMs: number): Promise<Speeds> {
  const speeds: Speeds = { 1: {}, 8: {} };
  const run = (id: string, atATime: number, ms: number, messages = Infinity) =>
    red.load({ source: `${id}-source`, atATime, messages, ms });
  for (const { id } of SUBJECTS) await run(id, 8, Infinity, WARM_UP);
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const atATime of AT_A_TIME) {
      for (const { id } of SUBJECTS) (speeds[atATime][id] ??= []).push(await run(id, atATime, sliceMs));
    }
  }
  return speeds;
}

/** How many times as long, or as much CPU, one subject takes for a message as another: the median of the slices' ratios. */
export function ratio(
  speeds: Speeds,
  atATime: AtATime,
  id: string,
  other: string,
  key: 'p50Ms' | 'cpuMs' = 'p50Ms',
): number {
  const others = speeds[atATime][other]!;
  return median(speeds[atATime][id]!.map((measured, index) => measured[key] / others[index]![key]));
}

/** The median of one number of a subject's runs. */
export function medianOf(speeds: Speeds, atATime: AtATime, id: string, key: keyof Measured): number {
  return median(speeds[atATime][id]!.map((measured) => measured[key]));
}
