/** What processes take of the machine, as Linux tells it. */
import { readFileSync } from 'node:fs';

export interface Usage {
  /** Resident memory. */
  readonly bytes: number;
  /** CPU time so far. */
  readonly cpuMs: number;
}

const PAGE_BYTES = 4096;

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // Behind the name, which may hold anything: the state is the first, user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
  return { bytes: pages * PAGE_BYTES, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

export interface Taken {
  /** Share of one core. */
  readonly cpu: number;
  readonly bytes: number;
}

/** What some processes took together while something was done. */
export async function taken(pids: readonly number[], work: () => Promise<unknown>): Promise<Taken> {
  const sum = (usages: Usage[], key: keyof Usage) => usages.reduce((all, usage) => all + usage[key], 0);
  const before = sum(pids.map(usageOf), 'cpuMs');
  const from = performance.now();
  await work();
  const after = pids.map(usageOf);
  const cpu = (sum(after, 'cpuMs') - before) / (performance.now() - from);
  return { cpu, bytes: sum(after, 'bytes') };
}
