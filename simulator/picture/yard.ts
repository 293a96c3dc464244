import { fill, HEIGHT, line, WIDTH, type Brush } from './brush';

const HORIZON = 290;
const WALL = { top: 250, bottom: 430 };
/** Where wall and gate meet the ground. */
const GROUND = WALL.bottom;
export const OPENING = { left: 400, right: 880, top: 236, bottom: GROUND };

/** Everything that stands still: street, trees, wall and drive. */
export function drawYard(context: Brush): void {
  drawOutside(context);
  drawGround(context);
  drawWall(context);
}

/** What can be seen over the wall, and through the gate when it is open. */
function drawOutside(context: Brush): void {
  const sky = context.createLinearGradient(0, 0, 0, HORIZON);
  sky.addColorStop(0, '#7fb0dc');
  sky.addColorStop(1, '#dcebf4');
  context.fillStyle = sky;
  context.fillRect(0, 0, WIDTH, HORIZON);
  context.fillStyle = '#7d9a6c';
  context.fillRect(0, HORIZON - 20, WIDTH, GROUND - HORIZON + 20);
  drawTrees(context);
  // The street on the other side.
  fill(context, '#8c8c8a', [
    [0, 350],
    [WIDTH, 350],
    [WIDTH, GROUND],
    [0, GROUND],
  ]);
  context.fillStyle = '#e9e6da';
  for (let x = 20; x < WIDTH; x += 120) context.fillRect(x, 382, 60, 5);
}

function drawTrees(context: Brush): void {
  const foot = HORIZON + 30;
  for (let i = 0; i < 17; i++) {
    const x = i * 82 + (i % 3) * 14;
    const crown = HORIZON - 30 - ((i * 23) % 26);
    const radius = 46 + ((i * 37) % 30);
    context.fillStyle = ['#4f7048', '#5b7d50', '#466541'][i % 3] ?? '#4f7048';
    context.beginPath();
    context.arc(x, crown, radius, Math.PI, 0);
    context.lineTo(x + radius, foot);
    context.lineTo(x - radius, foot);
    context.fill();
  }
}

function drawGround(context: Brush): void {
  const grass = context.createLinearGradient(0, GROUND, 0, HEIGHT);
  grass.addColorStop(0, '#7ba05a');
  grass.addColorStop(1, '#5d8145');
  context.fillStyle = grass;
  context.fillRect(0, GROUND, WIDTH, HEIGHT - GROUND);
  // The drive comes from the gate towards the camera.
  fill(context, '#b9b2a6', [
    [OPENING.left, GROUND],
    [OPENING.right, GROUND],
    [1120, HEIGHT],
    [160, HEIGHT],
  ]);
  context.strokeStyle = '#a39c90';
  context.lineWidth = 2;
  for (const y of [452, 482, 522, 576, 646]) {
    const widening = ((y - GROUND) / (HEIGHT - GROUND)) * 240;
    line(context, [OPENING.left - widening, y], [OPENING.right + widening, y]);
  }
}

function drawWall(context: Brush): void {
  const parts = [
    { from: 0, to: OPENING.left - 44 },
    { from: OPENING.right + 44, to: WIDTH },
  ];
  for (const { from, to } of parts) {
    context.fillStyle = '#a5694f';
    context.fillRect(from, WALL.top, to - from, WALL.bottom - WALL.top);
    drawBricks(context, from, to);
    context.fillStyle = '#cfc8bb';
    context.fillRect(from, WALL.top - 12, to - from, 14);
  }
  for (const x of [OPENING.left - 44, OPENING.right]) {
    context.fillStyle = '#c2bbae';
    context.fillRect(x, WALL.top - 34, 44, WALL.bottom - WALL.top + 34);
    context.fillStyle = '#dcd6ca';
    context.fillRect(x - 6, WALL.top - 46, 56, 14);
    context.fillStyle = 'rgba(0,0,0,0.12)';
    context.fillRect(x + 32, WALL.top - 32, 12, WALL.bottom - WALL.top + 32);
  }
}

function drawBricks(context: Brush, from: number, to: number): void {
  context.save();
  context.beginPath();
  context.rect(from, WALL.top, to - from, WALL.bottom - WALL.top);
  context.clip();
  context.strokeStyle = '#8d5742';
  context.lineWidth = 2;
  for (let row = 0; row < 10; row++) {
    const y = WALL.top + row * 18;
    line(context, [from, y], [to, y]);
    for (let x = from - (row % 2) * 22; x < to; x += 44) line(context, [x, y], [x, y + 18]);
  }
  context.restore();
}
