import type { Device } from '../device';
import { HEIGHT, WIDTH } from '../picture/brush';
import { lightOf } from '../picture/light';
import { windowAt, type Window } from '../picture/window';
import type { Settings } from '../state';
import { movingThings, type Box } from './scenery';

/**
 * Share of the picture that has to move inside the painted area at sensitivity 0 and the default threshold.
 * The dog covers 2 % of the picture, the gate 10 %.
 */
const NEEDED = 0.05;
const DEFAULT_THRESHOLD = 20;

/** Whether motion detection triggers now, with its settings and the camera's position. */
export function seesMotion(device: Device): boolean {
  const { motion } = device.settings;
  if (motion['enable'] !== '1') return false;
  const window = windowAt(device.ptz.position);
  const moving = movingThings(device).map((thing) => inPicture(thing, window));
  const cells = watchedCells(motion);
  const share = moving.reduce((sum, box) => sum + coveredBy(box, cells), 0) / (WIDTH * HEIGHT);
  return share > 0 && share >= neededShare(device);
}

/** The night values apply at night if they are enabled. */
function neededShare(device: Device): number {
  const { motion } = device.settings;
  const isNight = motion['enable_nighttime'] === '1' && lightOf(device).grey;
  const prefix = isNight ? 'night_' : '';
  const sensitivity = Number(motion[`${prefix}sensitivity`]);
  const threshold = Number(motion[`${prefix}alarmthreshold`]);
  return NEEDED * (1 - sensitivity / 100) * (threshold / DEFAULT_THRESHOLD);
}

/** The painted blocks as boxes in the picture: row by row, the first block in the lowest bit. */
export function watchedCells({ blockcount = '', areavalue = '' }: Settings): Box[] {
  const [columns = 0, rows = 0] = blockcount.split('x').map(Number);
  const bits = Buffer.from(areavalue, 'hex');
  const [width, height] = [WIDTH / columns, HEIGHT / rows];
  const cells: Box[] = [];
  for (let block = 0; block < columns * rows; block++) {
    if (((bits[block >> 3] ?? 0) & (1 << (block & 7))) === 0) continue;
    const [column, row] = [block % columns, Math.floor(block / columns)];
    cells.push({
      left: column * width,
      right: (column + 1) * width,
      top: row * height,
      bottom: (row + 1) * height,
    });
  }
  return cells;
}

function inPicture({ left, right, top, bottom }: Box, window: Window): Box {
  const x = (value: number): number => clamp((value - window.left) * window.zoom, WIDTH);
  const y = (value: number): number => clamp((value - window.top) * window.zoom, HEIGHT);
  return { left: x(left), right: x(right), top: y(top), bottom: y(bottom) };
}

function coveredBy(box: Box, cells: readonly Box[]): number {
  let area = 0;
  for (const cell of cells) {
    const across = Math.min(box.right, cell.right) - Math.max(box.left, cell.left);
    const down = Math.min(box.bottom, cell.bottom) - Math.max(box.top, cell.top);
    if (across > 0 && down > 0) area += across * down;
  }
  return area;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
