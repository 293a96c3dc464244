/** How fast messages go through chains of nodes that ask a camera, compared with each other. */
import type { FlowNode } from '../node-red/user-dir';
import { PICTURE_BYTES } from './answers';
import { median } from './median';
import type { BenchedNodeRed } from './node-red';
import type { Measured } from './protocol';

const UID = '7468421d';

/** How long each camera is at work on an answer, in µs: none, a quick one, and one that is quick for a real one. */
export const CAMERAS = { quick: 0, busy: 100, slow: 1_000 } as const;
export type CameraName = keyof typeof CAMERAS;

/** Ports of the cameras. */
export type Ports = Record<CameraName, number>;

type Link = Omit<FlowNode, 'id'>;

/** One chain of nodes that is measured. */
export interface Subject {
  readonly id: string;
  readonly label: string;
  /** The subjects this one is compared with. */
  readonly bare?: string;
  readonly core?: string;
  readonly chain: (ports: Ports) => Link[];
  /** A property of each payload. */
  readonly expected: string;
}

/** What is measured together, so many messages at a time. */
export interface Group {
  readonly subjects: readonly Subject[];
  readonly atATime: readonly number[];
  /** What the compiler needs to see of each, until it has made it fast. */
  readonly warmUp: number;
}

const url = (port: number, command: string) => `http://127.0.0.1:${port}/cgi-bin/${command}?uid=${UID}`;

const bare = (camera: CameraName, command: string, more: object = {}) => ({
  expected: '',
  chain: (ports: Ports): Link[] => [
    { type: 'bench-bare', url: url(ports[camera], command), sockets: 0, ...more },
  ],
});

const axios = (camera: CameraName, command: string) => ({
  expected: '',
  chain: (ports: Ports): Link[] => [{ type: 'bench-axios', url: url(ports[camera], command) }],
});

const request = (port: number, command: string, ret: string): Link => ({
  type: 'http request', method: 'GET', ret, paytoqs: 'ignore', url: url(port, command), persist: true,
}); // prettier-ignore

const core = (camera: CameraName, command: string, expected: string) => ({
  expected,
  chain: (ports: Ports): Link[] => [
    request(ports[camera], command, 'txt'),
    { type: 'xml', property: 'payload', attr: '', chr: '' },
  ],
});

const relay = (camera: CameraName) => ({
  expected: 'status',
  chain: (): Link[] => [{ type: 'anjvision-relay', camera, action: 'get' }],
});

export const COMMANDS: Group = {
  atATime: [1, 8],
  warmUp: 2_000,
  subjects: [
    { id: 'bare-relay', label: 'bare request, relay', ...bare('quick', 'getRelayStatus') },
    { id: 'bare-two', label: 'bare request, relay, two sockets', bare: 'bare-relay', ...bare('quick', 'getRelayStatus', { sockets: 2 }) },
    { id: 'axios-relay', label: 'plain axios node, relay', bare: 'bare-relay', ...axios('quick', 'getRelayStatus') },
    { id: 'core-relay', label: 'core nodes, relay', bare: 'bare-relay', ...core('quick', 'getRelayStatus', 'RelayStatus') },
    { id: 'relay', label: 'this package, relay get', bare: 'bare-relay', core: 'core-relay', ...relay('quick') },
    { id: 'bare-image', label: 'bare request, image', ...bare('quick', 'image') },
    { id: 'core-image', label: 'core nodes, image', bare: 'bare-image', ...core('quick', 'image', 'image') },
    { id: 'settings', label: 'this package, settings read', bare: 'bare-image', core: 'core-image', expected: 'brightness',
      chain: () => [{ type: 'anjvision-settings', camera: 'quick', command: 'image' }] },
    { id: 'busy-bare', label: 'bare request, 0.1 ms camera', ...bare('busy', 'getRelayStatus') },
    { id: 'busy-axios', label: 'plain axios node, 0.1 ms camera', bare: 'busy-bare', ...axios('busy', 'getRelayStatus') },
    { id: 'busy-core', label: 'core nodes, 0.1 ms camera', bare: 'busy-bare', ...core('busy', 'getRelayStatus', 'RelayStatus') },
    { id: 'busy', label: 'this package, relay get, 0.1 ms camera', bare: 'busy-bare', core: 'busy-core', ...relay('busy') },
    { id: 'slow-bare', label: 'bare request, 1 ms camera', ...bare('slow', 'getRelayStatus') },
    { id: 'slow-core', label: 'core nodes, 1 ms camera', bare: 'slow-bare', ...core('slow', 'getRelayStatus', 'RelayStatus') },
    { id: 'slow', label: 'this package, relay get, 1 ms camera', bare: 'slow-bare', core: 'slow-core', ...relay('slow') },
  ],
}; // prettier-ignore

/** Pictures of 1.5 MB. Several at a time are one request for those who ask while none is on its way yet. */
export const PICTURES: Group = {
  atATime: [1, 4, 8],
  warmUp: 100,
  subjects: [
    { id: 'bare-picture', label: 'bare request, picture', ...bare('quick', 'snapshot.cgi', { binary: true }), expected: 'length' },
    { id: 'core-picture', label: 'core node, picture', bare: 'bare-picture', expected: 'length',
      chain: ({ quick }) => [request(quick, 'snapshot.cgi', 'bin')] },
    { id: 'picture', label: 'this package, picture', bare: 'bare-picture', core: 'core-picture', expected: 'length',
      chain: () => [{ type: 'anjvision-snapshot', camera: 'quick', stream: 'main', target: 'message' }] },
  ],
}; // prettier-ignore

export const PICTURE_MB = PICTURE_BYTES / 1_000_000;

/** For each subject a source, what is measured, and a sink. */
export function flows(ports: Ports, subjects = [...COMMANDS.subjects, ...PICTURES.subjects]): FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'Bench' },
    ...Object.entries(ports).map(([id, port]) => cameraNode(id, port)),
    ...subjects.flatMap(({ id, expected, chain }) => {
      const nodes = chain(ports);
      const wires = (index: number) => [[index < nodes.length ? `${id}-${index}` : `${id}-sink`]];
      return [
        { id: `${id}-source`, type: 'bench-source', z: 'tab', wires: wires(0) },
        ...nodes.map((node, index) => ({
          z: 'tab',
          name: '',
          ...node,
          id: `${id}-${index}`,
          type: String(node['type']),
          wires: wires(index + 1),
        })),
        { id: `${id}-sink`, type: 'bench-sink', z: 'tab', expected, wires: [] },
      ];
    }),
  ];
}

function cameraNode(id: string, port: number): FlowNode {
  return {
    id, type: 'anjvision-camera', name: 'Bench', host: '127.0.0.1', port: String(port), protocol: 'http', tls: '',
    timeout: '5000', keepSession: true, credentials: { username: 'admin', password: '123456' },
  }; // prettier-ignore
}

/** The runs of each subject, by how many messages at a time. */
export type Speeds = Record<number, Record<string, Measured[]>>;

/** Three repetitions of several slices: what else the machine does meets all subjects alike. */
const SLICES = 3 * 5;

/** Interleaves the subjects. */
export async function measureSpeeds(
  red: BenchedNodeRed,
  { subjects, atATime, warmUp }: Group,
  sliceMs: number,
): Promise<Speeds> {
  const speeds: Speeds = {};
  for (const { id } of subjects) {
    await red.load({ source: `${id}-source`, atATime: atATime.at(-1)!, messages: warmUp, ms: Infinity });
  }
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const many of atATime) {
      const runs = (speeds[many] ??= {});
      for (const { id } of subjects) {
        const load = { source: `${id}-source`, atATime: many, messages: Infinity, ms: sliceMs };
        (runs[id] ??= []).push(await red.load(load));
      }
    }
  }
  return speeds;
}

/** How many times as long, or as much CPU, one subject takes for a message as another: the median of the slices' ratios. */
export function ratio(
  speeds: Speeds,
  atATime: number,
  id: string,
  other: string,
  key: 'p50Ms' | 'cpuMs' = 'p50Ms',
): number {
  const runs = speeds[atATime]!;
  const others = runs[other]!;
  return median(runs[id]!.map((measured, index) => measured[key] / others[index]![key]));
}

/** The median of one number of a subject's runs. */
export function medianOf(speeds: Speeds, atATime: number, id: string, key: keyof Measured): number {
  return median(speeds[atATime]![id]!.map((measured) => measured[key]));
}
