import { commands } from '../commands/index';
import { CameraError } from '../core/errors';
import { formatValue } from './encode-value';
import { blocksFromHex, blocksToHex, gridSize } from '../../shared/motion-blocks';
import { asFlag } from '../../shared/value-checks';

const GRIDS = commands.motion.parameters.blockcount.values;

/** The grids that cameras accept, as columns x rows. */
export type Grid = (typeof GRIDS)[number];

/** The grid that a camera wrote, if it is one. */
export const asGrid = (text: unknown): Grid | undefined => GRIDS.find((grid) => grid === text);

/** The area as rows of `0` and `1`, top to bottom. */
export function areaFromHex(hex: string, grid: Grid): string[] {
  const { columns, rows } = gridSize(grid);
  const blocks = blocksFromHex(hex, grid).map(Number);
  return Array.from({ length: rows }, (_, row) => blocks.slice(row * columns, (row + 1) * columns).join(''));
}

/**
 * The camera's hexadecimal value of an area: rows of `0` and `1`, rows of flags, `all` or `none`.
 *
 * @throws CameraError `INVALID_INPUT` for anything else, or another size than the grid's.
 */
export function hexFromArea(area: unknown, grid: Grid): string {
  const { columns, rows } = gridSize(grid);
  return blocksToHex(blocksOf(area, columns, rows));
}

/** A hexadecimal value of the grid's size. @throws CameraError `INVALID_INPUT`. */
export function checkHex(hex: unknown, grid: Grid): string {
  const { columns, rows } = gridSize(grid);
  const digits = Math.ceil((columns * rows) / 8) * 2;
  if (typeof hex === 'string' && hex.length === digits && /^[\da-f]*$/i.test(hex)) return hex.toLowerCase();
  throw new CameraError(
    'INVALID_INPUT',
    `"areavalue" must be ${digits} hexadecimal digits for ${grid} blocks, not ${formatValue(hex)}`,
  );
}

/** @throws CameraError `INVALID_INPUT` for what is no area in any grid. */
export function checkShape(area: unknown): void {
  const lines = linesOf(area);
  if (area === 'all' || area === 'none' || GRIDS.some((grid) => fits(lines, gridSize(grid)))) return;
  throw new CameraError(
    'INVALID_INPUT',
    `"area" must be "all", "none", or rows of 0 and 1, or of flags, as many as one of ${GRIDS.join(', ')} has`,
  );
}

function blocksOf(area: unknown, columns: number, rows: number): boolean[] {
  if (area === 'all' || area === 'none') return Array.from({ length: columns * rows }, () => area === 'all');
  const lines = linesOf(area);
  if (fits(lines, { columns, rows })) return lines.flatMap((line) => line!);
  throw new CameraError(
    'INVALID_INPUT',
    `"area" must be "all", "none", or ${rows} rows of ${columns} times 0 or 1, or of flags`,
  );
}

type Lines = (boolean[] | undefined)[];

const fits = (lines: Lines, { columns, rows }: { columns: number; rows: number }) =>
  lines.length === rows && lines.every((line) => line?.length === columns);

// Spread, the holes of a list count as values.
const linesOf = (area: unknown): Lines =>
  Array.isArray(area) ? [...(area as unknown[])].map(blocksOfRow) : [];

function blocksOfRow(row: unknown): boolean[] | undefined {
  const cells: unknown[] | undefined =
    typeof row === 'string' || Array.isArray(row) ? [...(row as Iterable<unknown>)] : undefined;
  const allowed = typeof row === 'string' ? (cell: unknown) => cell === '0' || cell === '1' : () => true;
  const flags = cells?.map((cell) => (allowed(cell) ? asFlag(cell) : undefined));
  return flags?.every((flag) => flag !== undefined) ? flags : undefined;
}
