import type { Device } from '../device';
import { seesMotion } from './detection';

const LOOK_MS = 500;
/** Motion ends this long after the last trigger. */
const HOLD_MS = 5000;

/** Runs motion detection on the picture twice a second and reports the result. */
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
