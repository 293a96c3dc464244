/** The cameras that the speeds are measured at, each in a process of its own. */
import { FixedCamera } from './child';
import { CAMERAS, type CameraName, type Ports } from './speed';

export class Cameras {
  private constructor(private readonly all: Record<CameraName, FixedCamera>) {}

  static async start(): Promise<Cameras> {
    const { quick, busy, slow } = CAMERAS;
    return new Cameras({
      quick: await FixedCamera.start(quick),
      busy: await FixedCamera.start(busy),
      slow: await FixedCamera.start(slow),
    });
  }

  /** The one that answers at once. */
  get quick(): FixedCamera {
    return this.all.quick;
  }

  get ports(): Ports {
    const { quick, busy, slow } = this.all;
    return { quick: quick.port, busy: busy.port, slow: slow.port };
  }

  async stop(): Promise<void> {
    for (const camera of Object.values(this.all)) await camera.stop();
  }
}
