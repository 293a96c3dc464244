/**
 * Measures how fast, how light and how frugal the packed package is inside a real Node-RED, and writes
 * `bench/RESULTS.md`. `--quick` takes two minutes and writes nothing; `--profile <folder>` writes CPU profiles;
 * `--against <commit>` compares with that commit, and prints ratios. With `fleet` as its first
 * argument it measures a fleet on a broker instead.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installedPackage } from '../node-red/packed-package';
import { compareWith } from './against';
import { measureAlarmLatency, measureListening } from './alarms';
import { Cameras } from './cameras';
import { measureFleet } from './fleet/main';
import { measureEndurance } from './endurance';
import { bytesIn, packagesIn } from './installed';
import { clientIn, computeIdle, measureThousand, observeIdle } from './many';
import { BenchedNodeRed } from './node-red';
import { page } from './report';
import { COMMANDS, flows, measureSpeeds, PICTURES } from './speed';
import { measureStartUp } from './startup';
import type { Results } from './targets';

const root = resolve(__dirname, '../..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'name' | 'version',
  string
>;

const step = (what: string) => console.log(`${Math.round(performance.now() / 1000)} s: ${what}`);

async function insideNodeRed(cameras: Cameras, sliceMs: number, messages: number) {
  const red = await BenchedNodeRed.start(flows(cameras.ports));
  try {
    step('commands');
    const commands = await measureSpeeds(red, COMMANDS, sliceMs);
    step('pictures');
    const pictures = await measureSpeeds(red, PICTURES, sliceMs);
    step('endurance');
    return { commands, pictures, endurance: await measureEndurance(red, cameras.quick, messages) };
  } finally {
    await red.close();
  }
}

async function measure(cameras: Cameras, quick: boolean): Promise<Results> {
  step('packing');
  const installed = installedPackage();
  const modules = join(installed, 'node_modules');
  const client = clientIn(installed, name);
  const { port } = cameras.quick;
  const inside = await insideNodeRed(cameras, quick ? 100 : 600, quick ? 10_000 : 100_000);
  step('start-up');
  const startUp = await measureStartUp(installed, name, quick ? 3 : 9);
  step('alarms');
  const latency = await measureAlarmLatency(port, quick ? 300 : 2_000);
  const many = quick ? 200 : 1_000;
  const listening = {
    onvif: await measureListening(client, 'onvif', port, many),
    port: await measureListening(client, 'port', port, many),
  };
  step('a thousand cameras');
  const thousand = await measureThousand(client, cameras.quick);
  const idle = {
    kept: await computeIdle(20, 60),
    notKept: await computeIdle(20, 60, false),
    thousand: await computeIdle(1_000, 5),
  };
  if (!quick) step('idle cameras');
  return {
    quick, version, ...inside, startUp, latency, listening, thousand, idle,
    observed: quick ? undefined : await observeIdle(client, cameras.quick, 100, 2.5),
    installed: { bytes: bytesIn(modules), packages: packagesIn(modules).length },
  }; // prettier-ignore
}

/** One profile of Node-RED's process for each subject, as many messages at a time as there can be. */
async function profile(cameras: Cameras, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const red = await BenchedNodeRed.start(flows(cameras.ports));
  try {
    for (const { subjects, atATime } of [COMMANDS, PICTURES]) {
      for (const { id } of subjects) {
        const load = (ms: number) =>
          red.load({ source: `${id}-source`, atATime: atATime.at(-1)!, messages: Infinity, ms });
        await load(2_000);
        await red.profiled(resolve(folder, `${id}.cpuprofile`), async () => {
          console.log(`${id}: ${Math.round((await load(5_000)).perSecond)} messages/s`);
        });
      }
    }
  } finally {
    await red.close();
  }
}

async function main([first, ...rest]: string[]): Promise<void> {
  if (first === 'fleet') return measureFleet(rest);
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
      against: { type: 'string' },
    },
  });
  const { quick, profile: folder, against } = values;
  const cameras = await Cameras.start();
  try {
    if (folder !== undefined) return await profile(cameras, folder);
    if (against !== undefined)
      return console.log(await compareWith(root, against, cameras, quick ? 100 : 600));
    const text = await page(await measure(cameras, quick));
    console.log(text);
    if (quick) return;
    mkdirSync(join(root, 'bench'), { recursive: true });
    writeFileSync(join(root, 'bench/RESULTS.md'), text);
  } finally {
    await cameras.stop();
  }
}

void main(process.argv.slice(2));
