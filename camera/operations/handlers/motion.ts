import type { Result } from '../../protocol/attributes';
import {
  areaFromHex,
  asGrid,
  checkHex,
  checkShape,
  hexFromArea,
  sizeOf,
  type Grid,
} from '../../protocol/motion-area';
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
    const sent: Input = { ...others };
    // The grid may have to be asked for; what is wrong in any grid is refused before.
    validate(commands.motion, commands.motion.write, isGiven(areavalue) ? { ...sent, areavalue } : sent);
    if (isGiven(area)) checkShape(area);
    if (isGiven(area) || isGiven(areavalue)) Object.assign(sent, await blocks(camera, input, options));
    // What was read while motion was off says nothing of the area, and must not erase it.
    else if (area === null || areavalue === null) delete sent.blockcount;
    const answer = isEmpty(sent) ? camera.read('motion', {}, options) : camera.write('motion', sent, options);
    return withArea(await answer);
  },
};

const isEmpty = (input: Input) => !setsSomething(commands.motion, input);

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** Adds the area in rows. While motion is off the camera reports zeros, whatever the area is (field note "motion"). */
function withArea(answer: Result): Result {
  const { blockcount, areavalue, enable } = answer;
  const grid = asGrid(blockcount);
  if (!grid || typeof areavalue !== 'string') return answer;
  const unknown = enable === false && /^0*$/.test(areavalue);
  const area = unknown ? null : areaFromHex(areavalue, grid);
  return { ...answer, ...sizeOf(grid), areavalue: unknown ? null : areavalue, area };
}

/** The grid and the value to send for the area that was given. */
async function blocks(camera: Camera, input: Input, options: SendOptions): Promise<Input> {
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
