/** Compares this checkout with another commit: both in one run, by turns, so that both meet the same machine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedPackage, installFrom } from '../node-red/packed-package';
import { measureAlarmLatency } from './alarms';
import type { Cameras } from './cameras';
import { median } from './median';
import { BenchedNodeRed } from './node-red';
import type { Measured } from './protocol';
import { COMMANDS, flows, PICTURES } from './speed';

const OURS = /^(?:relay|settings|busy|slow|picture)$/;

/** An even number, so that each goes first as often as the other. */
const SLICES = 16;

/** The package of a commit, packed from a checkout of its own, which is thrown away. */
function installCommit(root: string, ref: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'anjvision-against-'));
  const checkout = join(folder, 'checkout');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  try {
    git('worktree', 'add', '--detach', checkout, ref);
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
    return installFrom(checkout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  }
}

type Key = 'p50Ms' | 'p99Ms' | 'cpuMs';

/** Here divided by there, slice by slice. */
function spread(pairs: readonly (readonly [here: Measured, there: Measured])[], key: Key): string {
  const ratios = pairs.map(([here, there]) => here[key] / there[key]).sort((one, other) => one - other);
  const at = (part: number) => ratios[Math.round((ratios.length - 1) * part)]!.toFixed(2);
  return `${median(ratios).toFixed(2)} (${at(0.25)} to ${at(0.75)})`;
}

const row = (...cells: (string | number)[]) =>
  cells
    .map((cell) => String(cell).padEnd(28))
    .join('')
    .trimEnd();

/** @returns a table of ratios: the median of the slices, and between which values half of them are. */
export async function compareWith(
  root: string,
  ref: string,
  cameras: Cameras,
  sliceMs: number,
): Promise<string> {
  const installed = { here: installedPackage(), there: installCommit(root, ref) };
  const groups = [COMMANDS, PICTURES].map((group) => ({
    ...group,
    subjects: group.subjects.filter(({ id }) => OURS.test(id)),
  }));
  const both = flows(
    cameras.ports,
    groups.flatMap(({ subjects }) => subjects),
  );
  const start = (where: string) => BenchedNodeRed.start(both, { installed: where });
  const [here, there] = [await start(installed.here), await start(installed.there)];
  const lines = [row('here / there', 'at a time', 'p50', 'p99', 'CPU per message')];
  try {
    for (const { subjects, atATime, warmUp } of groups) {
      for (const { id, label } of subjects) {
        const source = `${id}-source`;
        const load = (red: BenchedNodeRed, many: number, limit: { messages: number; ms: number }) =>
          red.load({ source, atATime: many, ...limit });
        for (const red of [here, there]) await load(red, atATime.at(-1)!, { messages: warmUp, ms: Infinity });
        for (const many of atATime) {
          const pairs: [Measured, Measured][] = [];
          for (let slice = 0; slice < SLICES; slice += 1) {
            const runs = new Map<BenchedNodeRed, Measured>();
            for (const red of slice % 2 === 0 ? [here, there] : [there, here])
              runs.set(red, await load(red, many, { messages: Infinity, ms: sliceMs }));
            pairs.push([runs.get(here)!, runs.get(there)!]);
          }
          const name = label.replace('this package, ', '');
          lines.push(row(name, many, spread(pairs, 'p50Ms'), spread(pairs, 'p99Ms'), spread(pairs, 'cpuMs')));
        }
      }
    }
  } finally {
    await here.close();
    await there.close();
  }
  return [...lines, '', await alarmLine(installed, cameras.quick.port)].join('\n');
}

/** A commit from before there were alarms has none. */
async function alarmLine(installed: { here: string; there: string }, port: number): Promise<string> {
  const times: string[] = [];
  for (const where of [installed.here, installed.there]) {
    const ms = await measureAlarmLatency(port, 300, { installed: where }).then(
      ({ ours, bare }) => `${ours.p50Ms.toFixed(2)} ms (bare socket ${bare.p50Ms.toFixed(2)})`,
      () => 'none',
    );
    times.push(ms);
  }
  return `alarm to message: here ${times[0]}, there ${times[1]}`;
}
