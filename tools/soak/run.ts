import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PendingActions } from '../../camera/device/pending-actions';
import { SeededRandom } from './seeded-random';
import { comesAbout, FastClock, pause, SPEED } from './fast-clock';
import { growthViolations, sample, type Sample } from './growth';
import { Load } from './load';
import { timelineOf } from './timeline';
import { Unit } from './unit';
import { hasRunOut, violationsOf } from './invariants';
import { FaultInjector } from './fault-injector';

export interface SoakOptions {
  readonly ms: number;
  readonly seed: number;
  /** Told after each round. */
  readonly onRound?: (text: string) => void;
  /** Told what was wrong at a camera and all that has happened there. */
  readonly onViolation?: (timeline: string) => void;
}

export interface Soaked {
  readonly rounds: number;
  /** How many messages came to which end. */
  readonly endings: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly openings: number;
  readonly movements: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
  readonly violations: readonly string[];
}

const CAMERAS = 20;
const ROUND_MS = 6_000;
const LEAST_ROUNDS = 4;
/** Between two messages to one camera, on average, in real ms. */
const GAP_MS = 100;
/** Until nothing is owed any more, once nothing goes wrong: a refused account is left alone for a minute. */
const CALM_MS = 60_000 / SPEED + 20_000;

/** How late a camera may hear of something, in fast ms, on a machine that is never held up. */
const SLACK_MS = 5_000;

/** Gives 20 cameras everything at once, in rounds; after each nothing may be left that goes on. */
export async function soak({ ms, seed, onRound, onViolation }: SoakOptions): Promise<Soaked> {
  const random = new SeededRandom(seed);
  const shared = { clock: new FastClock(random.fork()), pending: new PendingActions() };
  const units: Unit[] = [];
  for (let index = 0; index < CAMERAS; index += 1) units.push(await Unit.start(index, shared, random.fork()));
  const endings: Record<string, number> = {};
  const totals = { rounds: 0, requests: 0, openings: 0, movements: 0 };
  const samples: Sample[] = [];
  const violations: string[] = [];
  const heldUp = monitorEventLoopDelay({ resolution: 5 });
  heldUp.enable();
  const idle = sample();
  const end = Date.now() + ms;
  const roundMs = Math.min(ROUND_MS, ms / LEAST_ROUNDS);
  try {
    do {
      for (const unit of units) unit.begin();
      heldUp.reset();
      await Promise.all(units.map((unit) => live(unit, roundMs)));
      // Clients that are gone may still have something to make up for; then they have timers or connections.
      const left = await nothingLeft(units, idle);
      const found = [...left];
      // Clients and cameras share one process: a client's timer may run long before the camera reads its mail.
      const slackMs = SLACK_MS + (2 * SPEED * heldUp.max) / 1e6;
      for (const unit of units) {
        const wrong = violationsOf(unit, slackMs);
        found.push(...wrong);
        if (wrong.length > 0) onViolation?.([...wrong, ...timelineOf(unit)].join('\n'));
      }
      samples.push(sample());
      violations.push(...found);
      totals.rounds += 1;
      for (const { ledger, camera } of units) {
        for (const { ending = 'open' } of ledger.messages) endings[ending] = (endings[ending] ?? 0) + 1;
        totals.requests += camera.requests.length;
        totals.openings += camera.history.relay.filter(({ open }) => open).length;
        totals.movements += camera.history.ptz.filter(({ kind }) => kind === 'move').length;
      }
      onRound?.(`round ${totals.rounds}: ${found.length} violations`);
    } while (Date.now() < end && violations.length < 10);
  } finally {
    heldUp.disable();
    await Promise.all(units.map(({ camera }) => camera.stop()));
  }
  violations.push(...growthViolations(samples));
  return { ...totals, endings, faults: FaultInjector.counts, samples, violations };
}

/** One round of one camera: load and faults, then the client goes, then nothing goes wrong any more. */
async function live(unit: Unit, roundMs: number): Promise<void> {
  const { random } = unit;
  const faults = new FaultInjector(unit);
  const injecting = faults.run();
  unit.open();
  const load = new Load(unit);
  for (const end = Date.now() + roundMs; Date.now() < end;) {
    load.issue();
    await pause(-Math.log(1 - random.next()) * GAP_MS);
  }
  await unit.deployed;
  const closesAmongFaults = random.next() < 0.5;
  if (closesAmongFaults) {
    load.leaveUnfinished();
    await pause(random.between(0, 100));
    void unit.close();
  } else await load.leaveLimited();
  faults.end();
  await injecting;
  if (!closesAmongFaults) {
    unit.ranOut = await comesAbout(CALM_MS, () => unit.ledger.open === 0 && hasRunOut(unit));
    void unit.close();
  }
  await comesAbout(CALM_MS, () => isOver(unit));
}

const isOver = ({ ledger, leaving, isDriven, isOwedRest, isOwedStop, mayComeLate }: Unit) =>
  ledger.open === 0 &&
  ledger.unkept.length === 0 &&
  leaving.size === 0 &&
  !isDriven &&
  !isOwedRest &&
  !isOwedStop &&
  !mayComeLate;

/** Of all clients and faults nothing may be left: no movement, no timer, no connection. */
async function nothingLeft(units: readonly Unit[], idle: Sample): Promise<string[]> {
  const moving = units
    .filter(({ camera }) => camera.state.ptz.moving)
    .map(({ name }) => `${name} still moves`);
  const isIdle = () => {
    const { timers, sockets } = sample(false);
    return timers <= idle.timers + 1 && sockets <= idle.sockets;
  };
  if (await comesAbout(CALM_MS, isIdle)) return moving;
  const { timers, sockets } = sample(false);
  const connected = units.filter(({ camera }) => camera.openConnections > 0).map(({ name }) => name);
  const left = `left behind: ${timers - idle.timers} timers, ${sockets - idle.sockets} sockets`;
  return [...moving, `${left} (connected: ${connected.join(', ') || 'none'})`];
}
