/** What is measured as lines, each with the target beside it. */
import type { AlarmLatency, ListeningCost } from './alarms';
import type { Endurance } from './endurance';
import type { Idle } from './many';
import { COMMANDS, medianOf, PICTURE_MB, PICTURES, ratio, type Group, type Speeds } from './speed';
import type { StartUp } from './startup';
import type { Thousand } from './thousand';

export interface Results {
  readonly quick: boolean;
  readonly version: string;
  readonly commands: Speeds;
  readonly pictures: Speeds;
  readonly endurance: Endurance;
  readonly startUp: StartUp;
  readonly thousand: Thousand;
  /** Computed by a clock turned by hand. */
  readonly idle: { kept: Idle; notKept: Idle; thousand: Idle };
  readonly observed: Idle | undefined;
  readonly installed: { bytes: number; packages: number };
  readonly latency: AlarmLatency;
  readonly listening: { onvif: ListeningCost; port: ListeningCost };
}

const KB = 1024;
const MB = 1_000_000;
const HEAP_GROWTH_MB = 1;

export interface Line {
  what: string;
  value: number;
  digits: number;
  unit?: string;
  /** Without one it is only told. */
  atMost?: number;
  atLeast?: number;
}

interface Targets {
  /** Times the bare request, p50 by how many at a time. */
  time?: Record<number, number>;
  /** Times the bare request's CPU. */
  cpu?: number;
  /** CPU in ms a message, eight at a time. */
  cpuMs?: number;
  /** Times as fast as the core nodes. */
  core?: Record<number, number>;
}

const TARGETS: Readonly<Record<string, Targets>> = {
  relay: { time: { 1: 1.5, 8: 2.6 }, core: { 1: 1.5, 8: 2.2 }, cpuMs: 0.17 },
  settings: { time: { 1: 1.5, 8: 2.6 }, core: { 1: 1.5, 8: 2.2 } },
  busy: { time: { 1: 1.5, 8: 2.2 }, core: { 1: 1.5, 8: 2.2 } },
  slow: { time: { 1: 1.25, 8: 1.25 }, core: { 1: 1, 8: 1 } },
  picture: { cpu: 1.25, core: { 1: 1, 4: 1, 8: 1 } },
};

function speedLines({ subjects, atATime }: Group, speeds: Speeds): Line[] {
  return atATime.flatMap((many) =>
    subjects.flatMap(({ id, label, bare = '', core = '' }): Line[] => {
      const { time, cpu, cpuMs, core: faster } = TARGETS[id] ?? {};
      const where = `${label}, ${many} at a time`;
      const times = { digits: 2, unit: '×' };
      return [
        ...(time ? [{ what: `${where}: time of the bare request`, value: ratio(speeds, many, id, bare), ...times, atMost: time[many]! }] : []),
        ...(cpu ? [{ what: `${where}: CPU of the bare request`, value: ratio(speeds, many, id, bare, 'cpuMs'), ...times, atMost: cpu }] : []),
        ...(faster ? [{ what: `${where}: as fast as the core nodes`, value: 1 / ratio(speeds, many, id, core), ...times, atLeast: faster[many]! }] : []),
        ...(cpuMs && many === 8 ? [{ what: `${where}: CPU`, value: medianOf(speeds, many, id, 'cpuMs'), digits: 3, unit: ' ms', atMost: cpuMs }] : []),
      ]; // prettier-ignore
    }),
  );
}

function alarmLines({ latency: { ours, bare, alarms }, listening }: Results): Line[] {
  const later = (key: 'p50Ms' | 'p99Ms') => ours[key] - bare[key];
  const costs = Object.entries(listening).flatMap(([way, cost]): Line[] => {
    const of = `${cost.cameras} cameras listened to by ${way === 'onvif' ? 'ONVIF' : 'the control port'}`;
    return [
      { what: `${of}: memory of each, its connection included`, value: cost.heapBytes / KB, digits: 1, unit: ' KB', atMost: 40 },
      { what: `${of}: memory of each as the system counts it`, value: cost.residentBytes / KB, digits: 1, unit: ' KB' },
      { what: `${of}: one core at rest`, value: cost.cpuShare * 100, digits: 1, unit: ' %', atMost: 5 },
      { what: `${of}: sockets of each`, value: cost.sockets, digits: 2, atMost: 1.01 },
      { what: `${of}: messages a second at rest`, value: cost.messagesPerSecond, digits: 0 },
      { what: `${of}: until all are`, value: cost.listeningMs, digits: 0, unit: ' ms' },
    ]; // prettier-ignore
  });
  return [
    { what: `an alarm is a message later than at a bare socket, median of ${alarms}`, value: later('p50Ms'), digits: 2, unit: ' ms', atMost: 5 },
    { what: 'the same, 99th percentile', value: later('p99Ms'), digits: 2, unit: ' ms', atMost: 5 },
    { what: "from the camera's write to the flow's message", value: ours.p50Ms, digits: 2, unit: ' ms' },
    ...costs,
  ]; // prettier-ignore
}

function otherLines({ endurance, startUp, thousand, idle, observed, installed }: Results): Line[] {
  const growth = (endurance.heapAfterBytes - endurance.heapBeforeBytes) / MB;
  const after = `after ${endurance.messages.toLocaleString('en')} commands`;
  const byHand = 'clock turned by hand';
  const lines: Line[] = [
    { what: 'requests per command', value: endurance.requestsPerCommand, digits: 4, atMost: 1 },
    { what: `further log-ins ${after}`, value: endurance.logIns, digits: 0, atMost: 0 },
    { what: `heap grown ${after}`, value: growth, digits: 2, unit: ' MB', atMost: HEAP_GROWTH_MB },
    { what: 'heap before', value: endurance.heapBeforeBytes / MB, digits: 1, unit: ' MB' },
    { what: `added to Node-RED's start, median of ${startUp.starts} pairs`, value: startUp.addedMs, digits: 0, unit: ' ms', atMost: 40 },
    { what: "CPU time added to Node-RED's start", value: startUp.addedCpuMs, digits: 0, unit: ' ms', atMost: 40 },
    { what: "Node-RED's start without the package", value: startUp.withoutMs, digits: 0, unit: ' ms' },
    { what: 'requiring the nodes in a process of its own', value: startUp.requireMs, digits: 0, unit: ' ms' },
    { what: `heap per idle camera, ${thousand.cameras} cameras`, value: thousand.idleBytes / KB, digits: 1, unit: ' KB', atMost: 20 },
    { what: 'heap per used camera, its connection included', value: thousand.usedBytes / KB, digits: 1, unit: ' KB' },
    { what: `until ${thousand.cameras} cameras have answered`, value: thousand.answeredMs, digits: 0, unit: ' ms' },
    { what: `idle requests per camera and minute with \`keepSession\` (${byHand})`, value: idle.kept.perMinute, digits: 2, atMost: 1.4 },
    { what: `idle requests per camera and minute without (${byHand})`, value: idle.notKept.perMinute, digits: 2, atMost: 0 },
    { what: `busiest second of ${idle.thousand.cameras} kept cameras, after 10 minutes (${byHand})`, value: idle.thousand.busiest, digits: 0, unit: ' requests' },
  ]; // prettier-ignore
  if (observed) {
    const what = `idle requests per camera and minute, ${observed.cameras} cameras observed for ${observed.minutes} minutes`;
    lines.push({ what, value: observed.perMinute, digits: 2, atMost: 1.4 });
  }
  return lines.concat([
    { what: 'installed', value: installed.bytes / MB, digits: 1, unit: ' MB', atMost: 8 },
    { what: 'packages, this one included', value: installed.packages, digits: 0, atMost: 35 },
  ]);
}

/** Pictures are of 1.5 MB. */
export const targetLines = (results: Results): Line[] => [
  ...speedLines(COMMANDS, results.commands),
  ...speedLines(PICTURES, results.pictures).map((line) => ({
    ...line,
    what: `${line.what} (${PICTURE_MB} MB)`,
  })),
  ...alarmLines(results),
  ...otherLines(results),
];
