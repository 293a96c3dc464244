import type { Device } from '../device';
import { HEIGHT, WIDTH } from '../picture/brush';
import { lightOf } from '../picture/light';
import { windowAt, type Window } from '../picture/window';
import type { Settings } from '../state';
import { movingThings, type Box } from './scenery';

/**
 * How much of the picture has to move inside the painted area: at sensitivity 0 and the factory's threshold,
 * a twentieth. The dog is a fiftieth of the picture, the gate a tenth.
 */
const NEEDED = 0.05;
const FACTORY_THRESHOLD = 20;

/** Whether motion detection sees something now, as it is set up and where the camera looks. */
export function seesMotion(device: Device): boolean {
  const { motion } = device.settings;
  if (motion['enable'] !== '1') return false;
  const window = windowAt(device.ptz.position);
  const moving = movingThings(device).map((thing) => inPicture(thing, window));
  const cells = watchedCells(motion);
  const share = moving.reduce((sum, box) => sum + coveredBy(box, cells), 0) / (WIDTH * HEIGHT);
  return share > 0 && share >= neededShare(device);
}

/** The night's values count by night, where they were switched on. */
function neededShare(device: Device): number {
  const { motion } = device.settings;
  const isNight = motion['enable_nighttime'] === '1' && lightOf(device).grey;
  const prefix = isNight ? 'night_' : '';
  const sensitivity = Number(motion[`${prefix}sensitivity`]);
  const threshold = Number(motion[`${prefix}alarmthreshold`]);
  return NEEDED * (1 - sensitivity / 100) * (threshold / FACTORY_THRESHOLD);
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
