import { make } from '../core/dom.js';

/** A row while it is in sight, or about to be. */
export interface Row<T> {
  readonly element: HTMLElement;
  /** What of it takes the focus, from left to right. */
  readonly controls: readonly HTMLElement[];
  show(item: T): void;
}

/** Drawn beyond the edges, so that the focus finds the next row. */
const BEYOND = 1;

/** A list of which only what is in sight exists, so that hundreds of rows are no more work than ten. */
export class VirtualList<T extends { readonly id: string }, R extends Row<T>> {
  readonly element: HTMLElement;
  readonly #space = make('div', 'anjvision-rows-space');
  readonly #rows = new Map<string, R>();
  readonly #create: (item: T) => R;
  readonly #rowPx: number;
  readonly #onMove: () => void;
  #items: readonly T[] = [];
  /** The row that the keyboard is in. */
  #active = 0;
  #isDrawing = false;

  /**
   * @param rowPx the height of each row.
   * @param onMove called when other rows are in sight.
   */
  constructor(label: string, rowPx: number, create: (item: T) => R, onMove: () => void) {
    this.#create = create;
    this.#rowPx = rowPx;
    this.#onMove = onMove;
    this.element = make('div', 'anjvision-rows', { role: 'list', ariaLabel: label }, this.#space);
    this.element.addEventListener('scroll', () => this.#drawSoon());
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('focusin', ({ target }) => this.#onFocus(target as Node));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(items: readonly T[]): void {
    this.#items = items;
    this.#active = Math.max(0, Math.min(this.#active, items.length - 1));
    this.#space.style.height = `${items.length * this.#rowPx}px`;
    this.draw();
  }

  /** The rows of which something is in sight. */
  visible(): readonly R[] {
    const [first, last] = this.#range(0);
    return this.#items.slice(first, last).flatMap(({ id }) => this.#rows.get(id) ?? []);
  }

  draw(): void {
    const [first, last] = this.#range(BEYOND);
    // The tabulator finds a row that is there.
    const isActiveThere = this.#active >= first && this.#active < last;
    if (!isActiveThere && !this.element.contains(document.activeElement)) this.#active = this.#range(0)[0];
    const gone = new Map(this.#rows);
    let before: Element | null = null;
    for (let index = last - 1; index >= first; index -= 1) {
      const item = this.#items[index]!;
      gone.delete(item.id);
      const row: R = this.#rows.get(item.id) ?? this.#insert(item, before);
      row.show(item);
      this.#place(row, index);
      before = row.element;
    }
    for (const [id, row] of gone) this.#remove(id, row);
    this.#onMove();
  }

  #drawSoon(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      this.draw();
    });
  }

  /** @returns the first row, and the one after the last. */
  #range(beyond: number): [number, number] {
    const { scrollTop, clientHeight } = this.element;
    if (clientHeight === 0) return [0, 0];
    const first = Math.floor(scrollTop / this.#rowPx) - beyond;
    const last = Math.ceil((scrollTop + clientHeight) / this.#rowPx) + beyond;
    return [Math.max(0, first), Math.min(this.#items.length, last)];
  }

  /** In the order of the list, which is that of screen readers too. */
  #insert(item: T, before: Element | null): R {
    const row = this.#create(item);
    row.element.setAttribute('role', 'listitem');
    this.#rows.set(item.id, row);
    this.#space.insertBefore(row.element, before);
    return row;
  }

  #place({ element, controls }: R, index: number): void {
    element.style.transform = `translateY(${index * this.#rowPx}px)`;
    element.ariaPosInSet = String(index + 1);
    element.ariaSetSize = String(this.#items.length);
    // One row is in the order of the tabulator; the arrow keys lead to the others.
    for (const control of controls) control.tabIndex = index === this.#active ? 0 : -1;
  }

  #remove(id: string, row: R): void {
    const index = this.#items.findIndex((item) => item.id === id);
    // The focus stays where it is while somebody scrolls.
    if (index >= 0 && row.element.contains(document.activeElement)) {
      row.show(this.#items[index]!);
      return this.#place(row, index);
    }
    row.element.remove();
    this.#rows.delete(id);
  }

  #onFocus(target: Node): void {
    for (const [id, { element }] of this.#rows)
      if (element.contains(target)) this.#active = this.#items.findIndex((item) => item.id === id);
    this.#drawSoon();
  }

  #onKey(event: KeyboardEvent): void {
    const target = this.#targetOf(event.key);
    if (target === undefined || this.#items.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const focused = document.activeElement as HTMLElement;
    const column = Math.max(0, this.#rowAt(this.#active)?.controls.indexOf(focused) ?? 0);
    this.#active = Math.max(0, Math.min(target, this.#items.length - 1));
    this.#scrollTo(this.#active);
    this.draw();
    this.#rowAt(this.#active)?.controls[column]?.focus({ preventScroll: true });
  }

  #targetOf(key: string): number | undefined {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowPx) - 1);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#items.length - 1,
    };
    return targets[key];
  }

  #rowAt(index: number): R | undefined {
    const item = this.#items[index];
    return item && this.#rows.get(item.id);
  }

  #scrollTo(index: number): void {
    const { scrollTop, clientHeight } = this.element;
    const top = index * this.#rowPx;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#rowPx > scrollTop + clientHeight)
      this.element.scrollTop = top + this.#rowPx - clientHeight;
  }
}
