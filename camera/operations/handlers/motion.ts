import type { Result } from '../../protocol/attributes';
import {
  areaFromHex,
  asGrid,
  checkHex,
  checkShape,
  hexFromArea,
  type Grid,
} from '../../protocol/motion-area';
import { gridSize } from '../../../shared/motion-blocks';
import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { commands } from '../../commands/index';
import { CameraError } from '../../core/errors';
import { setsSomething, validate } from '../../protocol/validate';
import type { Input, CommandHandler } from './handler';

/** Motion detection, with the area as rows of `0` and `1` beside the camera's hexadecimal value. */
export const motion: CommandHandler = {
  validateConfig({ area, areavalue, blockcount }) {
    if (isGiven(area)) checkShape(area);
    const grid = asGrid(blockcount);
    if (grid && isGiven(areavalue)) checkHex(areavalue, grid);
  },

  async read(camera, input, options) {
    return withArea(await camera.read('motion', input, options));
  },

  async write(camera, input, options) {
    const { area, areavalue, ...others } = input;
    // The grid may have to be asked for; what is wrong in any grid is refused before.
    validate(commands.motion, commands.motion.write, { ...others, areavalue });
    if (isGiven(area)) checkShape(area);
    if (isGiven(area) || isGiven(areavalue)) return setBlocks(camera, input, others, options);
    // What was read without an area says nothing of it, and must not erase it.
    const { blockcount: _, ...withoutGrid } = others;
    const sent = area === null || areavalue === null ? withoutGrid : others;
    if (!setsSomething(commands.motion, sent)) return withArea(await camera.read('motion', {}, options));
    return withArea(believed(await camera.write('motion', sent, options), sent));
  },
};

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** No other write of motion comes between reading the grid and setting its blocks. */
function setBlocks(camera: Camera, input: Input, others: Input, options: SendOptions): Promise<Result> {
  return camera.dispatcher.section('motion', options, async (inside) => {
    const sent = { ...others, ...(await blocks(camera, input, inside)) };
    return withArea(believed(await camera.write('motion', sent, inside), sent));
  });
}

/**
 * Some firmware makes its answer before it sets anything (field note 26): with zeros where motion was off, or with the
 * old grid's area. Another area than was set, and one that was not, say nothing then.
 */
function believed(answer: Result, { areavalue: set, blockcount }: Input): Result {
  const { areavalue } = answer;
  if (typeof areavalue !== 'string') return answer;
  const isTold =
    set === undefined ? blockcount === undefined && !isEmpty(areavalue) : areavalue.toLowerCase() === set;
  return isTold ? answer : { ...answer, areavalue: null };
}

const isEmpty = (areavalue: unknown) => /^0*$/.test(String(areavalue));

/** Adds the area in rows. While motion is off the camera reports zeros, whatever the area is (field note "motion"). */
function withArea(answer: Result): Result {
  const { blockcount, areavalue, enable } = answer;
  const grid = asGrid(blockcount);
  if (!grid || areavalue === undefined) return answer;
  const isTold = !(enable === false && isEmpty(areavalue));
  const area = isTold && fits(areavalue, grid) ? areaFromHex(areavalue, grid) : null;
  return { ...answer, ...gridSize(grid), areavalue: area && areavalue, area };
}

const fits = (areavalue: unknown, grid: Grid): areavalue is string => {
  const { columns, rows } = gridSize(grid);
  return typeof areavalue === 'string' && areavalue.length === Math.ceil((columns * rows) / 8) * 2;
};

/** The grid and the value to send for the area that was given. */
async function blocks(camera: Camera, input: Input, options: SendOptions) {
  const { area, areavalue, blockcount } = input;
  const present = blockcount === undefined ? await camera.read('motion', {}, options) : undefined;
  const grid = asGrid(blockcount ?? present?.blockcount);
  if (!grid)
    throw new CameraError('INVALID_INPUT', '"blockcount" must be one of the accepted grids, such as "22x18"');
  const wanted = isGiven(area) ? hexFromArea(area, grid) : undefined;
  const other = isGiven(areavalue) ? checkHex(areavalue, grid) : wanted;
  const agreed = wanted === undefined || wanted === other ? other : undefined;
  return {
    blockcount: grid,
    areavalue: agreed ?? (await theChangedOne(camera, grid, { area: wanted!, areavalue: other! }, options)),
  };
}

/** Of an area and a value that disagree, one was read from the camera; the other is what is wanted. */
async function theChangedOne(
  camera: Camera,
  grid: Grid,
  { area, areavalue }: { area: string; areavalue: string },
  options: SendOptions,
): Promise<string> {
  const present = await camera.read('motion', {}, options);
  const read = present.blockcount === grid ? present.areavalue?.toLowerCase() : undefined;
  if (areavalue === read) return area;
  if (area === read) return areavalue;
  throw new CameraError('INVALID_INPUT', '"area" and "areavalue" say different things; send one of them');
}
