/** What the package adds to Node-RED's start. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median';
import { BenchedNodeRed } from './node-red';

export interface StartUp {
  readonly starts: number;
  readonly withoutMs: number;
  readonly withMs: number;
  /** The median of the differences between neighbouring starts. */
  readonly addedMs: number;
  /** The same of the CPU time, which other work on the machine disturbs less. */
  readonly addedCpuMs: number;
  /** To require all nodes in a fresh process. */
  readonly requireMs: number;
}

const TIME_REQUIRE = `
  const from = performance.now();
  for (const file of process.argv.slice(1)) require(file);
  console.log(performance.now() - from);
`;

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

async function timeStart(withPackage: boolean): Promise<Start> {
  const red = await BenchedNodeRed.start([{ id: 'tab', type: 'tab', label: 'Empty' }], { withPackage });
  await red.close();
  return { ms: red.startMs, cpuMs: red.startCpuMs };
}

/** @param installed a folder in whose `node_modules` the package is installed. */
export async function measureStartUp(installed: string, name: string, starts: number): Promise<StartUp> {
  const times: { with: Start; without: Start }[] = [];
  await timeStart(true);
  for (let start = 0; start < starts; start += 1) {
    // Each goes first every other time.
    const first = await timeStart(start % 2 === 0);
    const second = await timeStart(start % 2 !== 0);
    times.push(start % 2 === 0 ? { with: first, without: second } : { with: second, without: first });
  }
  return {
    starts,
    withoutMs: median(times.map(({ without }) => without.ms)),
    withMs: median(times.map((time) => time.with.ms)),
    addedMs: median(times.map((time) => time.with.ms - time.without.ms)),
    addedCpuMs: median(times.map((time) => time.with.cpuMs - time.without.cpuMs)),
    requireMs: timeRequire(join(installed, 'node_modules', name), 7),
  };
}

function timeRequire(folder: string, times: number): number {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    'node-red': { nodes: Record<string, string> };
  };
  const files = Object.values(manifest['node-red'].nodes).map((file) => join(folder, file));
  const once = () =>
    Number(execFileSync(process.execPath, ['-e', TIME_REQUIRE, ...files], { encoding: 'utf8' }));
  return median(Array.from({ length: times }, once));
}
