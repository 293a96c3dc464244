import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { CameraError } from '../../../../../camera/core/errors';
import type { Request, Response } from '../../../../../camera/http/transport';
import { SimulatedCamera } from '../../../../../simulator';
import type { FakeClock } from '../../../../../tools/fake-clock';

/** The ONVIF of a simulated camera without a network, on the clock of a test. */
export class InMemoryOnvif {
  /** Nothing reaches it, or nothing is answered. */
  trouble: 'unreachable' | 'silent' | undefined;
  /** The bodies of all requests. */
  readonly bodies: string[] = [];
  /** Called before a request gets there. */
  beforeRequest: (body: string) => Promise<void> | void = () => undefined;
  readonly #waiting = new Set<(error: CameraError) => void>();

  private constructor(
    readonly camera: SimulatedCamera,
    private readonly clock: FakeClock,
  ) {}

  static async start(clock: FakeClock): Promise<InMemoryOnvif> {
    const later = (ms: number, action: () => void) => {
      const timer = clock.after(ms, action);
      return () => clock.cancel(timer);
    };
    return new InMemoryOnvif(await SimulatedCamera.start({ now: () => clock.now(), later }), clock);
  }

  readonly origin = 'http://192.0.2.10:80';

  async request({ path, body, timeoutMs }: Request): Promise<Response> {
    const text = (body as Buffer).toString();
    this.bodies.push(text);
    await this.beforeRequest(text);
    if (this.trouble === 'unreachable') throw new CameraError('UNREACHABLE', 'no route to this address');
    const incoming = Object.assign(new IncomingMessage(new Socket()), { url: path, method: 'POST' });
    return new Promise((resolve, reject) => {
      const fail = (error: CameraError) => {
        this.clock.cancel(timer);
        this.#waiting.delete(fail);
        reject(error);
      };
      this.#waiting.add(fail);
      const timer = this.clock.after(timeoutMs, () => fail(new CameraError('TIMEOUT', 'no complete answer')));
      if (this.trouble === 'silent') return;
      void this.camera.onvif.answer(incoming, body as Buffer).then((answer) => {
        if (!this.#waiting.has(fail)) return;
        if (answer === 'closed') return fail(new CameraError('CONNECTION_LOST', 'the connection broke'));
        this.clock.cancel(timer);
        this.#waiting.delete(fail);
        resolve({ status: answer.status, body: Buffer.from(String(answer.body)) });
      });
    });
  }

  /** Ends what waits, as a restart of the camera does. */
  drop(): void {
    for (const fail of [...this.#waiting]) fail(new CameraError('CONNECTION_LOST', 'the connection broke'));
  }

  close(): void {
    this.drop();
  }
}
