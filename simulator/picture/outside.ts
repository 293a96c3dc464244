import { box, disc, fill, line, wrap, type Brush, type Point } from './brush';
import { HORIZON } from './sky';
import { GROUND } from './yard';
import { isSeen, type Window } from './window';

const STREET = 350;
const GREENS = ['#4f7048', '#5b7d50', '#466541'] as const;
/** A car comes by every so often. */
const CAR = { everyMs: 25_000, takesMs: 9_000, from: -2700, to: 3900 };

/** What can be seen over the wall, through the open gate and over the fence: hills, trees and the street. */
export function drawOutside(context: Brush, seen: Window, now: number): void {
  const { left, right } = seen;
  drawHills(context, seen);
  drawWindmill(context, 2780, HORIZON - 60, now);
  box(context, '#7d9a6c', left, HORIZON - 20, right - left, GROUND - HORIZON + 20);
  drawTrees(context, seen);
  box(context, '#8c8c8a', left, STREET, right - left, GROUND - STREET);
  for (let x = Math.floor(left / 120) * 120 + 20; x < right; x += 120) box(context, '#e9e6da', x, 382, 60, 5);
  drawCar(context, seen, now);
}

function drawHills(context: Brush, { left, right }: Window): void {
  const points: Point[] = [[left, HORIZON]];
  for (let x = left; x < right + 20; x += 20) {
    points.push([x, HORIZON - 70 - 34 * Math.sin(x / 310) - 18 * Math.sin(x / 127 + 1)]);
  }
  fill(context, '#a3bfae', [...points, [right + 20, HORIZON]]);
}

function drawTrees(context: Brush, { left, right }: Window): void {
  const foot = HORIZON + 30;
  for (let i = Math.floor((left - 120) / 82); i * 82 < right + 120; i++) {
    // Past the yard's right end the country is open.
    if (i > 23 && i % 9 > 2) continue;
    const x = i * 82 + wrap(i, 3) * 14;
    const crown = HORIZON - 30 - wrap(i * 23, 26);
    const radius = 46 + wrap(i * 37, 30);
    context.fillStyle = GREENS[wrap(i, 3)] ?? GREENS[0];
    context.beginPath();
    context.arc(x, crown, radius, Math.PI, 0);
    context.lineTo(x + radius, foot);
    context.lineTo(x - radius, foot);
    context.fill();
  }
}

function drawWindmill(context: Brush, x: number, y: number, now: number): void {
  fill(context, '#e4ded2', [
    [x - 14, y - 110],
    [x + 14, y - 110],
    [x + 26, y + 50],
    [x - 26, y + 50],
  ]);
  fill(context, '#9c4a3c', [
    [x - 18, y - 108],
    [x, y - 136],
    [x + 18, y - 108],
  ]);
  context.strokeStyle = '#6b5a4a';
  context.lineWidth = 7;
  for (let sail = 0; sail < 4; sail++) {
    const angle = (now / 4000 + sail / 2) * (Math.PI / 2) * 2;
    line(context, [x, y - 108], [x + 84 * Math.cos(angle), y - 108 + 84 * Math.sin(angle)]);
  }
}

function drawCar(context: Brush, seen: Window, now: number): void {
  const part = wrap(now, CAR.everyMs) / CAR.takesMs;
  const x = CAR.from + (CAR.to - CAR.from) * part;
  if (part > 1 || !isSeen(seen, x - 100, x + 100)) return;
  drawCarAt(context, '#2f6db5', x, 416, 1);
}

/** A car from the side; `y` is where its wheels stand. */
export function drawCarAt(context: Brush, paint: string, x: number, y: number, size: number): void {
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  fill(context, paint, [
    [-52, -34],
    [-30, -62],
    [26, -62],
    [52, -34],
  ]);
  fill(context, '#cfe3ee', [
    [-40, -35],
    [-26, -56],
    [-4, -56],
    [-4, -35],
  ]);
  fill(context, '#cfe3ee', [
    [2, -35],
    [2, -56],
    [22, -56],
    [40, -35],
  ]);
  context.fillStyle = paint;
  context.beginPath();
  context.roundRect(-88, -38, 176, 30, 10);
  context.fill();
  box(context, '#ffe9a8', 80, -32, 8, 10);
  box(context, '#c0392b', -88, -32, 7, 10);
  for (const wheel of [-54, 54]) {
    disc(context, '#2b2b2b', wheel, -10, 17);
    disc(context, '#b8bcc0', wheel, -10, 8);
  }
  context.restore();
}
