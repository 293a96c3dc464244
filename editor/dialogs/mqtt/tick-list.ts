import { make } from '../../core/dom.js';

/** One line of a list. */
export interface Tick {
  readonly value: string;
  /** The value itself unless given. */
  readonly label?: string;
  readonly about?: string;
  readonly mark?: string;
}

/** A list to tick, for a property that is a list of texts. What is ticked and not offered any more stays, to be taken out. */
export class TickList {
  readonly element: HTMLElement;
  readonly #boxes: HTMLInputElement[];

  constructor(
    private readonly node: EditorNode,
    private readonly property: string,
    offered: readonly Tick[],
  ) {
    const saved = savedIn(node, property);
    const known = offered.map(({ value }) => value);
    const all = [...offered, ...saved.filter((value) => !known.includes(value)).map((value) => ({ value }))];
    const rows = all.map(({ value, label = value, about = '', mark = '' }: Tick) => {
      const box = make('input', '', { type: 'checkbox', value, checked: saved.includes(value) });
      const row = make(
        'label',
        'anjvision-check',
        {},
        box,
        ` ${label} ${mark} `,
        make('span', '', {}, about),
      );
      return { box, row };
    });
    this.#boxes = rows.map(({ box }) => box);
    this.element = make('div', 'anjvision-checks', {}, ...rows.map(({ row }) => row));
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', node._(`label.${property}`));
  }

  save(): void {
    this.node[this.property] = this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }
}

/** An empty list while nothing is saved. */
function savedIn(node: EditorNode, property: string): string[] {
  const value = node[property];
  return Array.isArray(value) ? (value as string[]) : [];
}
