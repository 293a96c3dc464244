/** One Node-RED of a fleet is killed, and comes back. */
import { waitFor, type Driver } from './driver';
import { measureLoad, openings, type LoadOptions, type LoadResult } from './load';
import type { Site } from './site';

export interface Outage {
  /** From the kill until its will was told. */
  readonly willMs: number;
  /** From the new start until all its cameras were told to be online. */
  readonly backMs: number;
  /** What the other sites did meanwhile. */
  readonly others: LoadResult;
  /** Cameras of other sites that were told to be offline meanwhile. */
  readonly othersOffline: number;
  /** Commands sent to the dead site, and how many of them opened something when it was back. */
  readonly sent: number;
  readonly carriedOut: number;
  /** How they were answered, by code; `none` without an answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Pulses that ran when it was killed, and relays of all sites that are open in the end. */
  readonly pulses: number;
  readonly open: number;
}

const WILL_MS = 60_000;
const BACK_MS = 600_000;

/** Longer than a command may be old. */
const AWAY_MS = 12_000;

/** What is closed late is closed by then. */
const REST_MS = 30_000;

const MOST_COMMANDS = 50;

export async function measureOutage(
  driver: Driver,
  sites: readonly Site[],
  load: LoadOptions,
): Promise<Outage> {
  const [victim, ...others] = sites as [Site, ...Site[]];
  const indices = Array.from({ length: Math.min(victim.size, MOST_COMMANDS) }, (_, index) => index);
  const pulses = indices.slice(0, Math.ceil(indices.length / 2));
  const running = await Promise.all(
    pulses.map((index) =>
      driver.command(victim.name, victim.camera(index), { action: 'pulse', duration: 10_000 }),
    ),
  );
  const killedAt = performance.now();
  await victim.kill();
  await waitFor('the will', () => driver.siteTold(victim.name, 'offline', killedAt) !== undefined, WILL_MS);
  const willMs = driver.siteTold(victim.name, 'offline', killedAt)! - killedAt;
  const before = (await openings([victim])).get(victim)!;
  const sent = indices.map((index) =>
    driver.command(victim.name, victim.camera(index), { action: 'open' }, BACK_MS + REST_MS),
  );
  const seconds = Math.max(load.seconds, AWAY_MS / 1000);
  const during = await measureLoad(driver, others, { perSecond: load.perSecond, seconds });
  const startedAt = performance.now();
  victim.start();
  const isBack = () => driver.camerasTold(victim.name, 'online', startedAt) >= victim.size;
  await waitFor(`${victim.name} to be back\n${victim.log}`, isBack, BACK_MS);
  const backMs = performance.now() - startedAt;
  const answers = await codesOf(sent);
  const open = await openInTheEnd(sites);
  const after = (await openings([victim])).get(victim)!;
  return {
    willMs,
    backMs,
    others: during,
    othersOffline: others.reduce((sum, { name }) => sum + driver.camerasTold(name, 'offline', killedAt), 0),
    sent: sent.length,
    carriedOut: after.reduce((sum, count, index) => sum + count - before[index]!, 0),
    answers,
    pulses: running.filter((reply) => reply?.status === 'ok').length,
    open,
  };
}

async function codesOf(sent: readonly Promise<{ status: string; code?: string } | undefined>[]) {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, REST_MS, undefined));
  const codes: Record<string, number> = {};
  for (const reply of await Promise.all(sent.map((each) => Promise.race([each, late])))) {
    const code = reply ? (reply.code ?? reply.status) : 'none';
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return codes;
}

/** Relays that are still open after a while in which all may be closed. */
async function openInTheEnd(sites: readonly Site[]): Promise<number> {
  const deadline = performance.now() + REST_MS;
  for (;;) {
    const states = await Promise.all(sites.map((site) => site.states()));
    const open = states.flatMap((state) => state.open.filter(Boolean)).length;
    if (open === 0 || performance.now() > deadline) return open;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
