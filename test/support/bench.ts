import { Camera, type CameraSettings } from '../../camera/device/camera';
import type { Clock } from '../../camera/core/clock';
import { SimulatedCamera, type Options } from '../../simulator';
import { FakeClock, settle } from '../../tools/fake-clock';

/** Simulated cameras and their clients on one fake clock, put away after each test. */
export class Bench {
  readonly clock = new FakeClock();
  /** Has a simulated camera wait on the same clock: `simulate({ later: bench.later })`. */
  readonly later = (ms: number, action: () => void): (() => void) => {
    const timer = this.clock.after(ms, action);
    return () => this.clock.cancel(timer);
  };
  readonly #cameras: SimulatedCamera[] = [];
  readonly #clients: Camera[] = [];

  async simulate(options: Partial<Options> = {}): Promise<SimulatedCamera> {
    const camera = await SimulatedCamera.start({ now: () => this.clock.now(), ...options });
    this.#cameras.push(camera);
    return camera;
  }

  client(camera: SimulatedCamera, settings: Partial<CameraSettings> = {}, clock: Clock = this.clock): Camera {
    const client = new Camera({ ...accountOf(camera), name: 'Gate', ...settings }, clock);
    this.#clients.push(client);
    return client;
  }

  /** A camera and a client of it. */
  async pair(options: Partial<Options> = {}, settings: Partial<CameraSettings> = {}) {
    const camera = await this.simulate(options);
    return { camera, client: this.client(camera, settings), clock: this.clock };
  }

  async putAway(): Promise<void> {
    const closing = this.#clients.map((client) => client.close());
    await Promise.all(this.#cameras.map((camera) => camera.stop()));
    // What is still owed to an absent camera is given up after 10 s.
    await this.clock.advance(10_000);
    await Promise.all(closing);
    this.#clients.length = this.#cameras.length = 0;
  }
}

/** How to reach a simulated camera, with its own user name and password. */
export function accountOf({ options, port }: SimulatedCamera) {
  const { host, username, password } = options;
  return { address: { protocol: 'http' as const, host, port }, username, password, timeoutMs: 5_000 };
}

/** Waits, without sleeping, for something that the network brings about. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 9_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`It never came about that ${what}`);
    await settle();
  }
}
