import { box, disc, fill, type Brush } from './brush';
import { isSeen, type Window } from './window';

const HOUSE = { left: -1130, right: -320, top: 262, bottom: 520, roof: 84 };
const WINDOWS = [
  [-1056, 310],
  [-838, 310],
  [-494, 310],
] as const;
const PANE = { width: 110, height: 120 };

/** The house to the left of the gate. */
export function drawHouse(context: Brush, seen: Window): void {
  const { left, right, top, bottom, roof } = HOUSE;
  if (!isSeen(seen, left - 50, right + 50)) return;
  box(context, '#a5694f', -520, roof + 14, 62, 120);
  box(context, '#cfc8bb', -526, roof + 4, 74, 14);
  box(context, '#efe3cd', left, top, right - left, bottom - top);
  box(context, '#b9ad9a', left, bottom - 22, right - left, 22);
  fill(context, '#9c4f3f', [
    [left - 46, top + 6],
    [left + 110, roof],
    [right - 110, roof],
    [right + 46, top + 6],
  ]);
  fill(context, '#7f3d31', [
    [left - 46, top + 6],
    [right + 46, top + 6],
    [right + 40, top + 20],
    [left - 40, top + 20],
  ]);
  for (const [x, y] of WINDOWS) drawWindow(context, x, y, '#a9cbe0');
  drawDoor(context);
}

/** At night someone is at home; their lamps shine by themselves. */
export function drawHouseLights(context: Brush, seen: Window): void {
  if (!isSeen(seen, HOUSE.left, HOUSE.right)) return;
  for (const [x, y] of WINDOWS.slice(1)) {
    box(context, 'rgba(255,214,130,0.85)', x, y, PANE.width, PANE.height);
    drawBars(context, x, y, '#8d7a55');
  }
}

function drawWindow(context: Brush, x: number, y: number, pane: string): void {
  box(context, '#ffffff', x - 8, y - 8, PANE.width + 16, PANE.height + 16);
  box(context, pane, x, y, PANE.width, PANE.height);
  drawBars(context, x, y, '#ffffff');
  for (const side of [x - 40, x + PANE.width + 8]) box(context, '#4f7a6b', side, y - 8, 32, PANE.height + 16);
  box(context, '#8d5742', x - 12, y + PANE.height + 14, PANE.width + 24, 16);
  for (let i = 0; i < 6; i++) {
    const colour = ['#d9534f', '#e8b04b', '#c95f9b'][i % 3] ?? '#d9534f';
    disc(context, colour, x + 2 + i * 22, y + PANE.height + 10, 11);
  }
}

function drawBars(context: Brush, x: number, y: number, colour: string): void {
  box(context, colour, x + PANE.width / 2 - 3, y, 6, PANE.height);
  box(context, colour, x, y + PANE.height / 2 - 3, PANE.width, 6);
}

function drawDoor(context: Brush): void {
  box(context, '#cfc8bb', -668, 506, 112, 18);
  box(context, '#ffffff', -660, 332, 96, 176);
  box(context, '#5a3b2e', -652, 340, 80, 166);
  box(context, '#a9cbe0', -636, 356, 48, 44);
  disc(context, '#c9a227', -584, 430, 5);
}
