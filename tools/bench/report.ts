/** The results as a page, each number with the target beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { nodeRedVersion } from '../node-red/node-red-version';
import { CAMERAS, COMMANDS, medianOf, PICTURES, ratio, type Group, type Speeds } from './speed';
import { targetLines, type Line, type Results } from './targets';

/** Before the bench adds to it. */
const load = loadavg()[0]!;

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[]) => [row(...head), row(...head.map(() => '---')), ...rows, ''];

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

function speedTable({ subjects, atATime }: Group, speeds: Speeds): string[] {
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
  const rows = atATime.flatMap((many) =>
    subjects.map(({ id, label, bare }) => {
      const number = (key: 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuMs', digits: number) =>
        medianOf(speeds, many, id, key).toFixed(digits);
      const times = (key: 'p50Ms' | 'cpuMs') =>
        bare ? `${ratio(speeds, many, id, bare, key).toFixed(2)}×` : '1';
      return row(label, many, number('perSecond', 0), number('p50Ms', 2), number('p99Ms', 2), number('cpuMs', 3), times('p50Ms'), times('cpuMs')); // prettier-ignore
    }),
  );
  return table(head, rows);
}

/** Of the folder `bench`; nothing if it was not written yet. */
function kept(name: string): string {
  const file = join(__dirname, '../../bench', name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
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
    'process of its own. That camera answers at once: the slower a camera, the nearer all ratios come to 1; two others are',
    `at work for ${CAMERAS.busy / 1000} and ${CAMERAS.slow / 1000} ms on each answer. A message is timed from source to sink; ratios compare p50, and are`,
    'medians over three repetitions of five interleaved slices. Several pictures at a time may be one request: whoever',
    'asks for one while it is not on its way yet gets a copy of it.',
    '',
    '## Targets',
    '',
    ...table(
      ['what', 'measured', 'target', ''],
      targetLines(results).map((each) => line(each)),
    ),
    '## Speed',
    '',
    ...speedTable(COMMANDS, results.commands),
    ...speedTable(PICTURES, results.pictures),
    // What no run can say by itself.
    ...['notes.md', 'fleet.md'].map(kept),
  ];
  return format(lines.join('\n'), { parser: 'markdown', printWidth: 110 });
}
