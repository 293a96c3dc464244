import { disc, line, wrap, type Brush } from './brush';
import { isSeen, type Window } from './window';

/** There and back again, across the drive. */
const WALK = { from: -560, to: 1840, y: 618, everyMs: 44_000 };
/** Where it is seen, around its `x`. */
export const DOG = { across: 90, top: WALK.y - 104, bottom: WALK.y };
const COAT = '#8a5a34';
const DARK = '#5e3b20';

export interface Dog {
  x: number;
  /** 1 to the right, −1 to the left. */
  heading: 1 | -1;
}

/** Where the dog is; time alone decides, so that it is the same for everyone who looks. */
export function dogAt(now: number): Dog {
  const part = wrap(now, WALK.everyMs) / WALK.everyMs;
  const way = WALK.to - WALK.from;
  return part < 0.5
    ? { x: WALK.from + way * part * 2, heading: 1 }
    : { x: WALK.to - way * (part - 0.5) * 2, heading: -1 };
}

/** A dog that walks through the yard, so that there is motion to detect. */
export function drawDog(context: Brush, seen: Window, now: number): void {
  const { x, heading } = dogAt(now);
  if (!isSeen(seen, x - 90, x + 90)) return;
  context.save();
  context.translate(x, WALK.y);
  context.scale(heading, 1);
  disc(context, 'rgba(0,0,0,0.16)', 0, 0, 70, 9);
  const step = Math.sin(now / 90);
  context.lineCap = 'round';
  context.lineWidth = 11;
  for (const [at, swing, colour] of [
    [-38, -step, DARK],
    [36, step, DARK],
    [-28, step, COAT],
    [28, -step, COAT],
  ] as const) {
    context.strokeStyle = colour;
    line(context, [at, -34], [at + 14 * swing, -4]);
  }
  context.strokeStyle = COAT;
  line(context, [-48, -58], [-70, -84 + 5 * step]);
  context.lineCap = 'butt';
  context.fillStyle = COAT;
  context.beginPath();
  context.roundRect(-54, -68, 106, 38, 18);
  context.fill();
  disc(context, COAT, 60, -80, 24);
  context.beginPath();
  context.roundRect(66, -84, 32, 18, 8);
  context.fill();
  disc(context, DARK, 48, -78, 9, 17);
  disc(context, '#1d1d1d', 97, -80, 5);
  disc(context, '#1d1d1d', 68, -86, 3.5);
  // Its collar.
  context.strokeStyle = '#c0392b';
  context.lineWidth = 7;
  line(context, [38, -66], [52, -56]);
  context.restore();
}
