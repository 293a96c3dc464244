import { CameraError } from '../core/errors';
import type { Address } from '../http/transport';

/** Why cameras are not to be disturbed that are being put through something, by their addresses. */
const refusals = new Map<string, CameraError>();

/** What a camera is put through, such as a restart, during which no client of it may disturb it. */
export class ExclusiveUse {
  readonly #address: string;
  #work: Promise<unknown> = Promise.resolve();

  constructor({ host, port }: Pick<Address, 'host' | 'port'>) {
    this.#address = `${host.toLowerCase()} ${port}`;
  }

  /** @throws CameraError `BUSY` while the camera is put through something, by whichever client of it. */
  assertFree(): void {
    const refusal = refusals.get(this.#address);
    if (refusal) throw refusal;
  }

  /** @param begun is told what others are refused with. @throws CameraError `BUSY`, or what `work` throws. */
  run<T>(why: string, begun: (refusal: CameraError) => void, work: () => Promise<T>): Promise<T> {
    this.assertFree();
    const refusal = new CameraError('BUSY', why);
    refusals.set(this.#address, refusal);
    begun(refusal);
    const done = work().finally(() => refusals.delete(this.#address));
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Settles when this client puts the camera through nothing any more. Never rejects. */
  async ended(): Promise<void> {
    await this.#work;
  }
}
