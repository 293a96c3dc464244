import { box, fill, line, type Brush } from './brush';
import { isSeen, type Window } from './window';

const WALL = { from: -2600, to: 1800, top: 250, bottom: 430 };
/** The lowest that the camera can look. */
const FLOOR = 1010;
/** Where wall and gate meet the ground. */
export const GROUND = WALL.bottom;
export const OPENING = { left: 400, right: 880, top: 236, bottom: GROUND };
const PILLAR = 44;
const BRICK = { width: 44, height: 18 };

/** Everything of the yard that lies flat or stands along its edge: grass, drive, wall and fence. */
export function drawYard(context: Brush, seen: Window): void {
  drawGround(context, seen);
  const inside = Math.max(seen.left, WALL.from);
  drawWall(context, inside, Math.min(seen.right, OPENING.left - PILLAR));
  drawWall(context, Math.max(inside, OPENING.right + PILLAR), Math.min(seen.right, WALL.to));
  for (const x of [OPENING.left - PILLAR, OPENING.right, WALL.to]) drawPillar(context, x);
  if (seen.right > WALL.to) drawFence(context, seen);
}

function drawGround(context: Brush, seen: Window): void {
  const grass = context.createLinearGradient(0, GROUND, 0, FLOOR);
  grass.addColorStop(0, '#7ba05a');
  grass.addColorStop(0.5, '#5d8145');
  grass.addColorStop(1, '#4f7240');
  context.fillStyle = grass;
  context.fillRect(seen.left, GROUND, seen.right - seen.left, FLOOR - GROUND);
  // The drive comes from the gate towards the camera, and a path leads to the house.
  fill(context, '#b9b2a6', [
    [OPENING.left, GROUND],
    [OPENING.right, GROUND],
    [OPENING.right + 480, FLOOR],
    [OPENING.left - 480, FLOOR],
  ]);
  fill(context, '#c4bdb0', [
    [-662, 520],
    [-562, 520],
    [-420, 590],
    [270, 590],
    [226, 640],
    [-470, 640],
  ]);
  fill(context, '#b9b2a6', [
    [930, 490],
    [1750, 490],
    [1700, 570],
    [996, 570],
  ]);
  context.strokeStyle = '#a39c90';
  context.lineWidth = 2;
  for (const y of [452, 482, 522, 576, 646, 734, 840, 960]) {
    const widening = ((y - GROUND) / (FLOOR - GROUND)) * 480;
    line(context, [OPENING.left - widening, y], [OPENING.right + widening, y]);
  }
}

function drawWall(context: Brush, from: number, to: number): void {
  if (from >= to) return;
  box(context, '#a5694f', from, WALL.top, to - from, WALL.bottom - WALL.top);
  drawBricks(context, from, to);
  box(context, '#cfc8bb', from, WALL.top - 12, to - from, 14);
}

function drawBricks(context: Brush, from: number, to: number): void {
  context.strokeStyle = '#8d5742';
  context.lineWidth = 2;
  context.beginPath();
  for (let y = WALL.top, row = 0; y < WALL.bottom; y += BRICK.height, row++) {
    context.moveTo(from, y);
    context.lineTo(to, y);
    const shift = (row % 2) * (BRICK.width / 2);
    for (let x = Math.ceil((from + shift) / BRICK.width) * BRICK.width - shift; x < to; x += BRICK.width) {
      context.moveTo(x, y);
      context.lineTo(x, y + BRICK.height);
    }
  }
  context.stroke();
}

function drawPillar(context: Brush, x: number): void {
  const height = WALL.bottom - WALL.top;
  box(context, '#c2bbae', x, WALL.top - 34, PILLAR, height + 34);
  box(context, '#dcd6ca', x - 6, WALL.top - 46, PILLAR + 12, 14);
  box(context, 'rgba(0,0,0,0.12)', x + 32, WALL.top - 32, 12, height + 32);
}

/** Where the wall ends a picket fence goes on, low enough to see the street. */
function drawFence(context: Brush, seen: Window): void {
  const start = WALL.to + PILLAR + 8;
  for (const y of [388, 424]) box(context, '#d9d4c6', start, y, Math.max(0, seen.right - start), 9);
  for (let x = start + 6; x < seen.right; x += 40) {
    if (!isSeen(seen, x, x + 18)) continue;
    fill(context, '#f3efe4', [
      [x, 380],
      [x + 9, 366],
      [x + 18, 380],
      [x + 18, 446],
      [x, 446],
    ]);
  }
}
