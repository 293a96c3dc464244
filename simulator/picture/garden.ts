import { box, disc, fill, type Brush } from './brush';
import { drawCarAt } from './outside';
import { isSeen, type Window } from './window';

interface Thing {
  from: number;
  to: number;
  draw: (context: Brush) => void;
}

/** What stands in the yard, from the left end to the right one. */
const THINGS: readonly Thing[] = [
  { from: -2560, to: -2180, draw: (context) => drawTree(context, -2370, 560, 1.5, '#4f7a45', '#d9534f') },
  { from: -2160, to: -1660, draw: drawPond },
  { from: -1660, to: -1260, draw: (context) => drawTree(context, -1450, 540, 1.3, '#5b8a4d', '#e8b04b') },
  { from: -310, to: 10, draw: drawFlowers },
  { from: 1270, to: 1760, draw: drawGarage },
  { from: 1900, to: 2300, draw: (context) => drawTree(context, 2110, 570, 1.4, '#557f48') },
  { from: 2380, to: 2760, draw: drawBench },
  { from: 3150, to: 3800, draw: (context) => drawTree(context, 3420, 600, 2, '#47703f') },
];

export function drawGarden(context: Brush, seen: Window): void {
  for (const thing of THINGS) if (isSeen(seen, thing.from, thing.to)) thing.draw(context);
}

/** `y` is where it stands. */
function drawTree(context: Brush, x: number, y: number, size: number, green: string, fruit?: string): void {
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  disc(context, 'rgba(0,0,0,0.14)', 0, 0, 90, 14);
  fill(context, '#6e5140', [
    [-14, -120],
    [14, -120],
    [20, 2],
    [-20, 2],
  ]);
  for (const [dx, dy, radius] of [
    [-52, -150, 58],
    [52, -150, 58],
    [0, -190, 72],
    [0, -140, 60],
  ] as const) {
    disc(context, green, dx, dy, radius);
  }
  if (fruit) for (let i = 0; i < 9; i++) disc(context, fruit, -76 + i * 19, -150 - ((i * 47) % 70), 8);
  context.restore();
}

function drawPond(context: Brush): void {
  disc(context, '#a39c90', -1910, 600, 230, 54);
  disc(context, '#6fa3c0', -1910, 598, 214, 46);
  disc(context, '#8dbbd4', -1960, 590, 110, 16);
  // Two ducks.
  for (const [x, y] of [
    [-1860, 592],
    [-1780, 608],
  ] as const) {
    disc(context, '#f3efe4', x, y, 26, 12);
    disc(context, '#f3efe4', x + 24, y - 16, 11);
    fill(context, '#e8a33b', [
      [x + 33, y - 20],
      [x + 48, y - 14],
      [x + 33, y - 11],
    ]);
  }
}

function drawFlowers(context: Brush): void {
  disc(context, '#6b4f3c', -152, 476, 150, 20);
  for (let i = 0; i < 19; i++) {
    const [x, y] = [-284 + i * 14.5, 470 - ((i * 31) % 22)];
    box(context, '#4c7a3d', x - 2, y, 4, 16);
    disc(context, ['#d9534f', '#f0c04a', '#ffffff', '#c95f9b'][i % 4] ?? '#ffffff', x, y, 8);
  }
}

function drawGarage(context: Brush): void {
  box(context, '#d8cdb8', 1330, 270, 390, 220);
  fill(context, '#6e5a4e', [
    [1296, 276],
    [1360, 190],
    [1690, 190],
    [1754, 276],
  ]);
  box(context, '#8a97a0', 1370, 330, 310, 160);
  for (let y = 350; y < 490; y += 24) box(context, '#76838c', 1370, y, 310, 4);
  drawCarAt(context, '#c0453a', 1525, 566, 1.7);
}

function drawBench(context: Brush): void {
  for (const x of [2430, 2690]) box(context, '#4a4f52', x, 470, 16, 90);
  for (const y of [440, 466, 516]) box(context, '#a8784f', 2410, y, 316, 18);
}
