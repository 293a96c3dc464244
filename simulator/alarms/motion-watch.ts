import type { Device } from '../device';
import { seesMotion } from './detection';

const LOOK_MS = 500;
/** Motion is over when nothing was seen for so long. */
const HOLD_MS = 5000;

/** Looks at the picture twice a second and tells what moves in it. */
export class MotionWatch {
  private stopLooking: (() => void) | undefined;
  private seenAt = -Infinity;

  constructor(private readonly device: Device) {}

  start(): void {
    this.stopLooking ??= this.device.options.later(LOOK_MS, () => {
      this.stopLooking = undefined;
      this.look();
      this.start();
    });
  }

  stop(): void {
    this.stopLooking?.();
    this.stopLooking = undefined;
  }

  private look(): void {
    const { device } = this;
    if (seesMotion(device)) {
      this.seenAt = device.now;
      device.reporter.motion(true);
    } else if (device.now - this.seenAt >= HOLD_MS) {
      device.reporter.motion(false);
    }
  }
}
