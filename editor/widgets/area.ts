import { blocksFromHex, blocksToHex, gridSize } from '../../shared/motion-blocks.js';

export interface Cell {
  column: number;
  row: number;
}

/** The blocks of a picture, some of them chosen. */
export class Area {
  readonly columns: number;
  readonly rows: number;
  readonly blocks: boolean[];

  constructor(
    readonly grid: string,
    blocks: readonly boolean[] = [],
  ) {
    const { columns, rows } = gridSize(grid);
    this.columns = columns;
    this.rows = rows;
    this.blocks = Array.from({ length: columns * rows }, (_, index) => blocks[index] ?? false);
  }

  static fromHex(hex: string, grid: string): Area {
    return new Area(grid, blocksFromHex(hex, grid));
  }

  toHex(): string {
    return blocksToHex(this.blocks);
  }

  get count(): number {
    return this.blocks.filter(Boolean).length;
  }

  has({ column, row }: Cell): boolean {
    return this.blocks[row * this.columns + column] ?? false;
  }

  /** Sets the rectangle between two corners. */
  fill(from: Cell, to: Cell, set: boolean): void {
    for (let row = Math.min(from.row, to.row); row <= Math.max(from.row, to.row); row += 1)
      for (
        let column = Math.min(from.column, to.column);
        column <= Math.max(from.column, to.column);
        column += 1
      )
        this.blocks[row * this.columns + column] = set;
  }

  /** Sets what a stroke passes on its way, so that a quick hand leaves no gaps. */
  stroke(from: Cell, to: Cell, set: boolean): void {
    const steps = Math.max(Math.abs(to.column - from.column), Math.abs(to.row - from.row), 1);
    for (let step = 0; step <= steps; step += 1) {
      const column = Math.round(from.column + ((to.column - from.column) * step) / steps);
      const row = Math.round(from.row + ((to.row - from.row) * step) / steps);
      this.fill({ column, row }, { column, row }, set);
    }
  }

  setAll(set: boolean): void {
    this.blocks.fill(set);
  }

  invert(): void {
    this.blocks.forEach((set, index) => (this.blocks[index] = !set));
  }

  copy(): Area {
    return new Area(this.grid, this.blocks);
  }

  /** The same part of the picture in another grid. */
  inGrid(grid: string): Area {
    const { columns, rows } = gridSize(grid);
    const blocks = Array.from({ length: columns * rows }, (_, index) => {
      const column = Math.floor((((index % columns) + 0.5) / columns) * this.columns);
      const row = Math.floor(((Math.floor(index / columns) + 0.5) / rows) * this.rows);
      return this.has({ column, row });
    });
    return new Area(grid, blocks);
  }
}
