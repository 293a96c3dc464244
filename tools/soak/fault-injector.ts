import { INJECTABLE_FAULTS, type FaultKind } from '../../simulator/index';
import type { SeededRandom } from './seeded-random';
import { pause } from './fast-clock';
import type { Unit } from './unit';

/** All but the lie: who says that it stopped and goes on moving cannot be found out. */
const KINDS = (Object.keys(INJECTABLE_FAULTS) as FaultKind[]).filter((kind) => kind !== 'pretend');

const PATHS = ['getuid', 'keep_alive', 'image', 'ptz_ctrl', 'setRelayStatus', 'getRelayStatus', 'snapshot.cgi', 'setManualInputAlarm']; // prettier-ignore

/** What is carried out late can be taken back here, and nowhere else. */
const LATE_PATHS = ['ptz_ctrl', 'setRelayStatus'];

/** How much later the camera carries out what it does not answer, in real ms. */
const LATE_MS = { min: 300, max: 2_000 };

/** How long a picture takes, in real ms. */
const PICTURE_MS = { min: 50, max: 400 };

const CHANGES = {
  fault: 50,
  upgrade: 4,
  late: 6,
  unauthorized: 4,
  refusal: 4,
  'slow pictures': 4,
  slow: 12,
  'expire sessions': 12,
  reboot: 8,
  unplug: 10,
  lock: 2,
  clear: 6,
};

/** Between two changes, in real ms. */
const LASTS_MS = { min: 50, max: 1_200 };

/** Lets things go wrong at one camera until it is told that it is over; then the camera is well. */
export class FaultInjector {
  /** How often each kind has come. */
  static readonly counts: Record<string, number> = {};
  readonly #unit: Unit;
  readonly #random: SeededRandom;
  #over = false;

  constructor(unit: Unit) {
    this.#unit = unit;
    this.#random = unit.random.fork();
  }

  async run(): Promise<void> {
    while (!this.#over) {
      await this.#change();
      await this.#last();
    }
    const { camera } = this.#unit;
    camera.clearFaults();
    camera.unlock();
    await camera.plug();
  }

  end(): void {
    this.#over = true;
  }

  /** In short steps, so that the end is not waited for. */
  async #last(): Promise<void> {
    const until = Date.now() + this.#random.between(LASTS_MS.min, LASTS_MS.max);
    while (!this.#over && Date.now() < until) await pause(25);
  }

  async #change(): Promise<void> {
    const random = this.#random;
    const { camera } = this.#unit;
    const change = random.weighted(CHANGES);
    const kind = random.of(KINDS);
    const name = change === 'fault' ? kind : change;
    FaultInjector.counts[name] = (FaultInjector.counts[name] ?? 0) + 1;
    const times = random.between(1, 4);
    const path = random.next() < 0.6 ? `/cgi-bin/${random.of(PATHS)}` : undefined;
    switch (change) {
      case 'fault':
        camera.injectFault(kind, { path, times, intervalMs: random.between(0, 20) });
        return;
      case 'upgrade':
        camera.injectFault(change, { path, times });
        return;
      case 'unauthorized':
      case 'refusal':
        // Not at the log-in: a client that goes with a refused password leaves what it owes to the next, if there is one.
        camera.injectFault(change, { path: `/cgi-bin/${random.of(PATHS.slice(1))}`, times });
        return;
      case 'late':
        camera.injectFault('late', {
          path: `/cgi-bin/${random.of(LATE_PATHS)}`,
          times: random.between(1, 2),
          effectMs: random.between(LATE_MS.min, LATE_MS.max),
        });
        return;
      case 'slow pictures': {
        const intervalMs = random.between(PICTURE_MS.min, PICTURE_MS.max);
        camera.injectFault('slow', { path: '/cgi-bin/snapshot.cgi', times, intervalMs });
        return;
      }
      case 'slow':
        return camera.delay(random.of([5, 50, 200, 700]));
      case 'expire sessions':
        return camera.expireSessions();
      case 'reboot':
        return camera.reboot(random.between(20, 400));
      case 'unplug':
        await camera.unplug();
        await this.#last();
        return camera.plug();
      case 'lock':
        return camera.lock(random.between(1_000, 10_000));
      case 'clear':
        return camera.clearFaults();
    }
  }
}

/** After so long nothing is carried out any more that the camera has not answered, in real ms. */
export const LATEST_MS = LATE_MS.max;
