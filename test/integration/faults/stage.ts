import { Camera } from '../../../camera/device/camera';
import { systemClock, type Clock } from '../../../camera/core/clock';
import { SimulatedCamera, type Options } from '../../../simulator/index';
import { accountOf } from '../../support/bench';

/** The real clock, with a way to let a minute pass: an account that was refused is left alone that long. */
export class LeapingClock implements Clock {
  readonly after = systemClock.after;
  readonly cancel = systemClock.cancel;
  #ahead = 0;

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  /** Pauses between attempts are as short as they can be. */
  random(): number {
    return 0;
  }

  leap(ms: number): void {
    this.#ahead += ms;
  }
}

export const PASSWORD = 'hush hush+&';

/** A camera and a client of it, over real HTTP and in real time. */
export interface Stage {
  readonly camera: SimulatedCamera;
  readonly client: Camera;
  readonly clock: LeapingClock;
  /** On whose behalf commands are given. */
  readonly gone: AbortController;
  /** Resolves when the client says that it cannot stop or close, but goes on trying. */
  readonly troubled: Promise<void>;
  readonly onTrouble: () => void;
}

export async function setUp(options: Partial<Options>, timeoutMs: number): Promise<Stage> {
  const camera = await SimulatedCamera.start({ password: PASSWORD, bootMs: 100, shutdownMs: 5, ...options });
  const clock = new LeapingClock();
  const client = new Camera({ ...accountOf(camera), name: 'Gate', timeoutMs }, clock);
  let onTrouble!: () => void;
  const troubled = new Promise<void>((resolve) => (onTrouble = resolve));
  return { camera, client, clock, gone: new AbortController(), troubled, onTrouble };
}

/** Looks again and again, for what no event tells. */
export async function until(what: string, withinMs: number, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Within ${withinMs} ms it did not come about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
