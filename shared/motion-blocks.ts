/** Columns and rows of a grid such as `22x18`. */
export function gridSize(grid: string): { columns: number; rows: number } {
  const [columns = 0, rows = 0] = grid.split('x').map(Number);
  return { columns, rows };
}

/**
 * The blocks of a camera's `areavalue`, row by row from the top. They are packed without padding between rows; the first
 * is the lowest bit of the first byte (field note "motion").
 */
export function blocksFromHex(hex: string, grid: string): boolean[] {
  const { columns, rows } = gridSize(grid);
  const byteAt = (index: number) => parseInt(hex.slice(index * 2, index * 2 + 2), 16) || 0;
  return Array.from(
    { length: columns * rows },
    (_, index) => ((byteAt(index >> 3) >> (index & 7)) & 1) === 1,
  );
}

/** The other way round. */
export function blocksToHex(blocks: readonly boolean[]): string {
  const bytes = new Array<number>(Math.ceil(blocks.length / 8)).fill(0);
  blocks.forEach((isSet, index) => {
    if (isSet) bytes[index >> 3]! |= 1 << (index & 7);
  });
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
