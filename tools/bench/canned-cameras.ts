/** A thousand cameras without a network: what they are sent is counted and answered at once. */
import { Camera } from '../../camera/device/camera';
import { Transport, type Request, type Response } from '../../camera/http/transport';
import { ANSWERS } from './answers';
import { FakeClock } from '../fake-clock';

/** A fake clock with chance as chance is, the same in each run. */
export class ChancyClock extends FakeClock {
  #seed = 42;

  override random(): number {
    // Park and Miller's generator.
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}

export class CannedCameras {
  readonly clock = new ChancyClock();
  /** When each request came, by its path. */
  readonly requests: { path: string; at: number; origin: string }[] = [];
  readonly clients: Camera[];
  readonly #request: Transport['request'];

  constructor(count: number) {
    this.#request = Transport.prototype.request;
    const { clock, requests } = this;
    Transport.prototype.request = function (this: Transport, { path }: Request): Promise<Response> {
      requests.push({ path, at: clock.now(), origin: this.origin });
      const body = ANSWERS[path.slice(path.lastIndexOf('/') + 1)] ?? '';
      return Promise.resolve({ status: 200, body: Buffer.from(body) });
    };
    this.clients = Array.from({ length: count }, (_, index) => this.#client(index));
  }

  #client(index: number): Camera {
    const address = { protocol: 'http' as const, host: '127.0.0.1', port: index + 1 };
    const account = { username: 'admin', password: '123456', timeoutMs: 5_000 };
    return new Camera({ name: `Camera ${index}`, address, ...account }, this.clock);
  }

  /** How many requests came in each second since a moment. */
  perSecond(since: number): number[] {
    const seconds: number[] = [];
    for (const { at } of this.requests) {
      if (at < since) continue;
      const second = Math.floor((at - since) / 1000);
      seconds[second] = (seconds[second] ?? 0) + 1;
    }
    return Array.from(seconds, (count: number | undefined) => count ?? 0);
  }

  async putAway(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    Transport.prototype.request = this.#request;
  }
}
