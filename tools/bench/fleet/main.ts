/**
 * `npm run bench -- fleet`: Node-REDs with thousands of cameras, joined by a broker. Needs Linux. `--sites`,
 * `--cameras` (of each), `--rest`, `--load` (in s), `--per-second`, `--growth` (cameras in all of smaller fleets),
 * `--discovery`, `--no-write`.
 */
import { installedPackage } from '../../node-red/packed-package';
import { Fleet } from './fleet';
import { planOf, type Plan } from './plan';
import { faultsOf, section, write, type FleetResults, type Stage } from './report';

/** A smaller fleet is under load for so long, in s. */
const SHORT_LOAD_S = 30;

const step = (what: string) => console.log(`${Math.round(performance.now() / 1000)} s: ${what}`);

async function withFleet<T>(plan: Plan, cameras: number, work: (fleet: Fleet) => Promise<T>): Promise<T> {
  step(`${plan.sites} Node-REDs with ${cameras} cameras each`);
  const fleet = await Fleet.prepare({ ...plan, cameras });
  try {
    return await work(fleet);
  } finally {
    await fleet.close();
  }
}

async function measure(plan: Plan): Promise<FleetResults> {
  step('packing');
  installedPackage();
  const baseBytes = await withFleet(plan, 0, async (fleet) => {
    const { nodeRed } = await fleet.measureRest(1);
    return nodeRed.bytes / plan.sites;
  });
  const stages: Stage[] = [];
  const stage = async (fleet: Fleet, seconds: number): Promise<void> => {
    const rest = await fleet.measureRest(plan.restSeconds);
    step('under load');
    stages.push({ rest, loaded: await fleet.measureLoad({ perSecond: plan.perSecond, seconds }) });
  };
  const shortS = Math.min(SHORT_LOAD_S, plan.loadSeconds);
  for (const all of plan.growth)
    await withFleet(plan, Math.ceil(all / plan.sites), (fleet) => stage(fleet, shortS));
  const outage = await withFleet(plan, plan.cameras, async (fleet) => {
    await stage(fleet, plan.loadSeconds);
    step('one is killed');
    return fleet.measureOutage({ perSecond: plan.perSecond, seconds: shortS });
  });
  return { plan, baseBytes, stages, outage };
}

/** Ends with an error if something was lost, came twice, or did not end at rest. */
export async function measureFleet(args: readonly string[]): Promise<void> {
  const plan = planOf(args);
  const results = await measure(plan);
  console.log(section(results));
  if (plan.write) await write(results);
  const faults = faultsOf(results);
  for (const fault of faults) console.error(`fault: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
