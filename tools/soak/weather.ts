import { INJECTABLE_FAULTS, type FaultKind } from '../../simulator/index';
import type { Chance } from './chance';
import { pause } from './fast-clock';
import type { Unit } from './unit';

/** All but the lie: who says that it stopped and goes on moving cannot be found out. */
const KINDS = (Object.keys(INJECTABLE_FAULTS) as FaultKind[]).filter((kind) => kind !== 'pretend');

const PATHS = ['getuid', 'keep_alive', 'image', 'ptz_ctrl', 'setRelayStatus', 'getRelayStatus', 'snapshot.cgi', 'setManualInputAlarm']; // prettier-ignore

const WEATHERS = {
  fault: 50,
  slow: 12,
  'expire sessions': 12,
  reboot: 8,
  unplug: 10,
  lock: 2,
  calm: 6,
};

/** How long the weather lasts between two changes, in real ms. */
const LASTS_MS = { min: 50, max: 1_200 };

/** Lets things go wrong at one camera until it is told that it is over; then the camera is well. */
export class Weather {
  /** How often each kind has come. */
  static readonly counts: Record<string, number> = {};
  readonly #unit: Unit;
  readonly #chance: Chance;
  #over = false;

  constructor(unit: Unit) {
    this.#unit = unit;
    this.#chance = unit.chance.fork();
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
    const until = Date.now() + this.#chance.between(LASTS_MS.min, LASTS_MS.max);
    while (!this.#over && Date.now() < until) await pause(25);
  }

  async #change(): Promise<void> {
    const chance = this.#chance;
    const { camera } = this.#unit;
    const weather = chance.weighted(WEATHERS);
    const kind = chance.of(KINDS);
    const name = weather === 'fault' ? kind : weather;
    Weather.counts[name] = (Weather.counts[name] ?? 0) + 1;
    switch (weather) {
      case 'fault': {
        const path = chance.next() < 0.6 ? `/cgi-bin/${chance.of(PATHS)}` : undefined;
        camera.injectFault(kind, { path, times: chance.between(1, 4), intervalMs: chance.between(0, 20) });
        return;
      }
      case 'slow':
        return camera.delay(chance.of([5, 50, 200, 700]));
      case 'expire sessions':
        return camera.expireSessions();
      case 'reboot':
        return camera.reboot(chance.between(20, 400));
      case 'unplug':
        await camera.unplug();
        await this.#last();
        return camera.plug();
      case 'lock':
        return camera.lock(chance.between(1_000, 10_000));
      case 'calm':
        return camera.clearFaults();
    }
  }
}
