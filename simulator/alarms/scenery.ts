import type { Device } from '../device';
import { dogAt, DOG } from '../picture/dog';
import { OPENING } from '../picture/yard';

/** A rectangle in world coordinates, which equal picture coordinates at the start position. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What moves now: the dog always, the gate while it opens or closes. */
export function movingThings({ now, relay, options }: Device): Box[] {
  const { x } = dogAt(now);
  const things: Box[] = [{ left: x - DOG.across, right: x + DOG.across, top: DOG.top, bottom: DOG.bottom }];
  const { openness } = relay;
  if (options.hasRelay && openness > 0 && openness < 1) things.push(OPENING);
  return things;
}
