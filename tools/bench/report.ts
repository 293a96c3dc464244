/** The results as a page, each number with the target beside it. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { nodeRedVersion } from '../node-red/node-red-version';
import type { Endurance } from './endurance';
import type { Idle } from './many';
import { AT_A_TIME, BUSY_US, medianOf, SUBJECTS, ratio, type Speeds } from './speed';
import type { StartUp } from './startup';
import type { Thousand } from './thousand';

export interface Results {
  readonly quick: boolean;
  readonly version: string;
  readonly speeds: Speeds;
  readonly endurance: Endurance;
  readonly startUp: StartUp;
  readonly thousand: Thousand;
  /** Computed by a clock turned by hand. */
  readonly idle: { kept: Idle; notKept: Idle; thousand: Idle };
  readonly observed: Idle | undefined;
  readonly installed: { bytes: number; packages: number };
}

/** Before the bench adds to it. */
const load = loadavg()[0]!;
const KB = 1024;
const MB = 1_000_000;
const HEAP_GROWTH_MB = 1;

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[]) => [row(...head), row(...head.map(() => '---')), ...rows, ''];

interface Line {
  what: string;
  value: number;
  digits: number;
  unit?: string;
  /** None is only told. */
  atMost?: number;
  atLeast?: number;
}

function line({ what, value, digits, unit = '', atMost, atLeast }: Line): string {
  const target =
    atMost !== undefined
      ? `at most ${atMost}${unit}`
      : atLeast !== undefined
        ? `at least ${atLeast}${unit}`
        : '';
  const isMet = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  return row(what, `${value.toFixed(digits)}${unit}`, target, target && (isMet ? 'met' : '**not met**'));
}

function speedLines({ speeds }: Results): Line[] {
  const ours = SUBJECTS.filter(({ core }) => core !== undefined);
  return AT_A_TIME.flatMap((atATime) =>
    ours.flatMap(({ id, label, bare = '', core = '' }): Line[] => {
      const limit = atATime === 1 ? { bare: 1.5, core: 1.5 } : { bare: 2.2, core: 2.2 };
      const times = (other: string) => ratio(speeds, atATime, id, other);
      const form = { digits: 2, unit: '×' };
      return [
        { what: `${label}, ${atATime} at a time: time of the bare request`, value: times(bare), ...form, atMost: limit.bare },
        { what: `${label}, ${atATime} at a time: as fast as the core nodes`, value: 1 / times(core), ...form, atLeast: limit.core },
      ]; // prettier-ignore
    }),
  );
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

function speedTable({ speeds }: Results): string[] {
  const head = [
    '',
    'at a time',
    'messages/s',
    'p50 ms',
    'p99 ms',
    'CPU ms/message',
    'time of bare',
    'CPU of bare',
  ];
  const rows = AT_A_TIME.flatMap((atATime) =>
    SUBJECTS.map(({ id, label, bare }) => {
      const number = (key: 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuMs', digits: number) =>
        medianOf(speeds, atATime, id, key).toFixed(digits);
      const times = (key: 'p50Ms' | 'cpuMs') =>
        bare ? `${ratio(speeds, atATime, id, bare, key).toFixed(2)}×` : '1';
      return row(label, atATime, number('perSecond', 0), number('p50Ms', 2), number('p99Ms', 2), number('cpuMs', 3), times('p50Ms'), times('cpuMs')); // prettier-ignore
    }),
  );
  return table(head, rows);
}

export async function page(results: Results): Promise<string> {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB of memory, a load of ${load.toFixed(1)} from other work`;
  const versions = `Node.js ${process.versions.node}, Node-RED ${nodeRedVersion}, this package ${results.version}`;
  const kind = results.quick ? 'A quick run (`npm run bench -- --quick`)' : 'A full run (`npm run bench`)';
  const lines = [
    '# Results of the bench',
    '',
    `${kind} on ${machine}; ${versions}.`,
    '',
    'All numbers of one page come from one run; only ratios can be compared with those of another machine. A bare',
    'kept-alive request in a node of the bench is the limit; the core nodes are `http request`, kept alive and with a',
    'cached uid, and `xml`. All go through the same source and sink inside Node-RED, to a camera of fixed answers in a',
    'process of its own. That camera answers at once: the slower a camera, the nearer all ratios come to 1; the busy',
    `camera is at work for ${BUSY_US / 1000} ms on each answer. A message is timed from source to sink; ratios compare p50, and are`,
    'medians over three repetitions of five interleaved slices.',
    '',
    '## Targets',
    '',
    ...table(
      ['what', 'measured', 'target', ''],
      [...speedLines(results), ...otherLines(results)].map((each) => line(each)),
    ),
    '## Speed',
    '',
    ...speedTable(results),
    // What no run can say by itself.
    readFileSync(join(__dirname, '../../bench/notes.md'), 'utf8'),
  ];
  return format(lines.join('\n'), { parser: 'markdown', printWidth: 110 });
}
