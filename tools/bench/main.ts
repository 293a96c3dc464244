/**
 * Measures how fast, how light and how frugal the packed package is inside a real Node-RED, and writes
 * `bench/RESULTS.md`. `--quick` takes a minute and writes nothing; `--profile <folder>` writes CPU profiles.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installedPackage } from '../node-red/packed-package';
import { FixedCamera } from './child';
import { measureEndurance } from './endurance';
import { bytesIn, packagesIn } from './installed';
import { clientIn, computeIdle, measureThousand, observeIdle } from './many';
import { BenchedNodeRed } from './node-red';
import { page, type Results } from './report';
import { BUSY_US, flows, measureSpeeds, SUBJECTS } from './speed';
import { measureStartUp } from './startup';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' } },
});

const root = resolve(__dirname, '../..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'name' | 'version',
  string
>;

const step = (what: string) => console.log(`${Math.round(performance.now() / 1000)} s: ${what}`);

async function insideNodeRed(camera: FixedCamera, sliceMs: number, messages: number) {
  const busy = await FixedCamera.start(BUSY_US);
  const red = await BenchedNodeRed.start(flows(camera.port, busy.port));
  try {
    step('speed');
    const speeds = await measureSpeeds(red, sliceMs);
    step('endurance');
    return { speeds, endurance: await measureEndurance(red, camera, messages) };
  } finally {
    await red.close();
    await busy.stop();
  }
}

async function measure(camera: FixedCamera, quick: boolean): Promise<Results> {
  step('packing');
  const installed = installedPackage();
  const modules = join(installed, 'node_modules');
  const client = clientIn(installed, name);
  const inside = await insideNodeRed(camera, quick ? 100 : 600, quick ? 10_000 : 100_000);
  step('start-up');
  const startUp = await measureStartUp(installed, name, quick ? 3 : 9);
  step('a thousand cameras');
  const thousand = await measureThousand(client, camera);
  const idle = {
    kept: await computeIdle(20, 60),
    notKept: await computeIdle(20, 60, false),
    thousand: await computeIdle(1_000, 5),
  };
  if (!quick) step('idle cameras');
  return {
    quick, version, ...inside, startUp, thousand, idle,
    observed: quick ? undefined : await observeIdle(client, camera, 100, 2.5),
    installed: { bytes: bytesIn(modules), packages: packagesIn(modules).length },
  }; // prettier-ignore
}

/** One profile of Node-RED's process for each subject, eight messages at a time. */
async function profile(camera: FixedCamera, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const red = await BenchedNodeRed.start(flows(camera.port, camera.port));
  try {
    for (const { id } of SUBJECTS) {
      const load = (ms: number) => red.load({ source: `${id}-source`, atATime: 8, messages: Infinity, ms });
      await load(2_000);
      await red.profiled(resolve(folder, `${id}.cpuprofile`), async () => {
        console.log(`${id}: ${Math.round((await load(5_000)).perSecond)} messages/s`);
      });
    }
  } finally {
    await red.close();
  }
}

async function main(): Promise<void> {
  const camera = await FixedCamera.start();
  try {
    if (options.profile !== undefined) return await profile(camera, options.profile);
    const text = await page(await measure(camera, options.quick));
    console.log(text);
    if (options.quick) return;
    mkdirSync(join(root, 'bench'), { recursive: true });
    writeFileSync(join(root, 'bench/RESULTS.md'), text);
  } finally {
    await camera.stop();
  }
}

void main();
