/** Gates that are opened for a moment all over the fleet, and an account of each. */
import type { Driver, Reply } from './driver';
import type { Site } from './site';

const PULSE_MS = 200;

/** A camera gets its next command so long after an answer: a pulse that only lengthens another opens nothing. */
const PAUSE_MS = 800;

/** After the last answer, every pulse has ended. */
const END_MS = 3_000;

const TICK_MS = 10;

export interface LoadResult {
  readonly commands: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Commands without an answer. */
  readonly lost: number;
  /** Answered with anything but success, by code. */
  readonly failed: Readonly<Record<string, number>>;
  /** Openings that were answered as such and did not happen, and such as nobody asked for. */
  readonly missing: number;
  readonly unasked: number;
}

interface Account {
  readonly site: Site;
  readonly index: number;
  freeAt: number;
  ok: number;
  /** Openings that may have happened. */
  doubtful: number;
}

export interface LoadOptions {
  readonly perSecond: number;
  readonly seconds: number;
}

export async function measureLoad(
  driver: Driver,
  sites: readonly Site[],
  options: LoadOptions,
): Promise<LoadResult> {
  const total = Math.round(options.perSecond * options.seconds);
  const accounts = accountsOf(sites);
  const before = await openings(sites);
  const replies: Promise<Reply | undefined>[] = [];
  const from = performance.now();
  let turn = 0;
  while (replies.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - from) / 1000) * options.perSecond));
    while (replies.length < due) {
      const account = nextFree(accounts, turn);
      if (!account) break;
      turn += 1;
      replies.push(pulse(driver, account));
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  const seconds = (performance.now() - from) / 1000;
  const all = await Promise.all(replies);
  await new Promise((resolve) => setTimeout(resolve, END_MS));
  const after = await openings(sites);
  return { ...statisticsOf(all), ...compare(accounts, before, after), perSecond: total / seconds };
}

/** One camera of each site after the other. */
function accountsOf(sites: readonly Site[]): Account[] {
  const most = Math.max(...sites.map(({ size }) => size));
  return Array.from({ length: most }, (_, index) => sites.map((site) => ({ site, index })))
    .flat()
    .filter(({ site, index }) => index < site.size)
    .map((place) => ({ ...place, freeAt: 0, ok: 0, doubtful: 0 }));
}

function nextFree(accounts: readonly Account[], turn: number): Account | undefined {
  const account = accounts[turn % accounts.length];
  return account && account.freeAt <= performance.now() ? account : undefined;
}

async function pulse(driver: Driver, account: Account): Promise<Reply | undefined> {
  const { site, index } = account;
  account.freeAt = Infinity;
  const reply = await driver.command(site.name, site.camera(index), { action: 'pulse', duration: PULSE_MS });
  account.freeAt = performance.now() + PULSE_MS + PAUSE_MS;
  if (reply?.status === 'ok') account.ok += 1;
  else if (!reply || reply.mayHaveReached) account.doubtful += 1;
  return reply;
}

type Openings = ReadonlyMap<Site, readonly number[]>;

export async function openings(sites: readonly Site[]): Promise<Openings> {
  const states = await Promise.all(sites.map((site) => site.states()));
  return new Map(sites.map((site, index) => [site, states[index]!.openings]));
}

function statisticsOf(all: readonly (Reply | undefined)[]) {
  const answered = all.filter((reply) => reply !== undefined);
  const times = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  const percentile = (part: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
  const failed: Record<string, number> = {};
  for (const { status, code = status } of answered)
    if (status !== 'ok') failed[code] = (failed[code] ?? 0) + 1;
  return {
    commands: all.length,
    lost: all.length - answered.length,
    failed,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

function compare(accounts: readonly Account[], before: Openings, after: Openings) {
  let missing = 0;
  let unasked = 0;
  for (const { site, index, ok, doubtful } of accounts) {
    const opened = (after.get(site)?.[index] ?? 0) - (before.get(site)?.[index] ?? 0);
    missing += Math.max(0, ok - opened);
    unasked += Math.max(0, opened - ok - doubtful);
  }
  return { missing, unasked };
}
