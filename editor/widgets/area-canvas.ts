import type { Area, Cell } from './area.js';
import { make } from '../core/dom.js';

export interface Tool {
  /** Whether a stroke sets or erases. */
  readonly sets: boolean;
  /** Whether a stroke is the diagonal of a rectangle. */
  readonly rectangle: boolean;
}

const STEPS: Readonly<Record<string, [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The blocks over the picture: painted with a pointer, or with arrow keys and space. */
export class AreaCanvas {
  readonly element = make('div', 'anjvision-area', { tabIndex: 0 });
  #area: Area;
  #cells: HTMLElement[] = [];
  #cursor: Cell = { column: 0, row: 0 };
  /** Where the stroke began, where it is, and what was there before. */
  #stroke: { from: Cell; last: Cell; before: Area } | undefined;

  constructor(
    area: Area,
    private readonly tool: () => Tool,
    private readonly onPaint: () => void,
    private readonly describe: (cell: Cell, set: boolean) => string,
    signal: AbortSignal,
  ) {
    this.#area = area;
    this.element.setAttribute('role', 'application');
    this.element.addEventListener('pointerdown', (event) => this.#begin(event), { signal });
    this.element.addEventListener('pointermove', (event) => this.#go(event), { signal });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
      this.element.addEventListener(end, () => (this.#stroke = undefined), { signal });
    this.element.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#build();
  }

  get area(): Area {
    return this.#area;
  }

  set area(area: Area) {
    const sameGrid = area.grid === this.#area.grid;
    this.#area = area;
    if (sameGrid) this.draw();
    else this.#build();
  }

  draw(): void {
    this.#cells.forEach((cell, index) => cell.classList.toggle('anjvision-on', this.#area.blocks[index]));
    const { column, row } = this.#cursor;
    const at = row * this.#area.columns + column;
    this.#cells.forEach((cell, index) => cell.classList.toggle('anjvision-cursor', index === at));
    this.element.setAttribute('aria-label', this.describe(this.#cursor, this.#area.has(this.#cursor)));
  }

  #build(): void {
    const { columns, rows } = this.#area;
    this.element.style.gridTemplate = `repeat(${rows}, 1fr) / repeat(${columns}, 1fr)`;
    this.#cells = Array.from({ length: columns * rows }, () => make('div'));
    this.element.replaceChildren(...this.#cells);
    this.#cursor = { column: 0, row: 0 };
    this.draw();
  }

  #cellAt({ clientX, clientY }: PointerEvent): Cell {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const { columns, rows } = this.#area;
    const within = (part: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor(part * count)));
    return { column: within((clientX - left) / width, columns), row: within((clientY - top) / height, rows) };
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const cell = this.#cellAt(event);
    this.#stroke = { from: cell, last: cell, before: this.#area.copy() };
    this.#go(event);
  }

  #go(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    const cell = this.#cellAt(event);
    const { sets, rectangle } = this.tool();
    if (rectangle) {
      this.#area = stroke.before.copy();
      this.#area.fill(stroke.from, cell, sets);
    } else this.#area.stroke(stroke.last, cell, sets);
    stroke.last = cell;
    this.#cursor = cell;
    this.#painted();
  }

  #key(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step) {
      const { columns, rows } = this.#area;
      const before = this.#cursor;
      this.#cursor = {
        column: Math.min(columns - 1, Math.max(0, before.column + step[0])),
        row: Math.min(rows - 1, Math.max(0, before.row + step[1])),
      };
      // With shift, the arrow keys paint as they go.
      if (event.shiftKey) {
        this.#area.stroke(before, this.#cursor, this.tool().sets);
        this.#painted();
      } else this.draw();
    } else if (event.key === ' ') {
      this.#area.fill(this.#cursor, this.#cursor, !this.#area.has(this.#cursor));
      this.#painted();
    } else return;
    event.preventDefault();
  }

  #painted(): void {
    this.draw();
    this.onPaint();
  }
}
