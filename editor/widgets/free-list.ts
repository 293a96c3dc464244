import { make } from '../core/dom.js';
import type { TypedValue, TypedValues } from '../../shared/typed-value.js';

const TYPES = ['str', 'num', 'bool', 'msg', 'flow', 'global', 'env', 'jsonata'];

/** Parameters by name, for a command that only the message knows. */
export class FreeList {
  readonly element = make('ol', 'anjvision-free');
  readonly #list: JQuery;

  constructor(private readonly placeholder: string) {
    this.#list = $(this.element);
  }

  /** Call it when the element is in the page. */
  prepare(values: TypedValues): void {
    this.#list.css({ minHeight: '150px' }).editableList({
      addItem: (row: JQuery, _index: number, item: Partial<TypedValue & { name: string }>) =>
        this.#addRow(row, item),
      removable: true,
    });
    for (const [name, typed] of Object.entries(values))
      this.#list.editableList('addItem', { name, ...typed });
    this.#list.editableList('height', 220);
  }

  get values(): TypedValues {
    const values: TypedValues = {};
    this.#list.editableList('items').each((_index, item) => {
      const name = String($(item).find('.anjvision-parameter').val()).trim();
      const input = $(item).find('.anjvision-value');
      if (name) values[name] = { value: input.typedInput('value'), type: input.typedInput('type') };
    });
    return values;
  }

  #addRow(
    row: JQuery,
    { name = '', value = '', type = 'str' }: Partial<TypedValue & { name: string }>,
  ): void {
    row.addClass('anjvision-free-row');
    const parameter = make('input', 'anjvision-parameter', {
      type: 'text',
      placeholder: this.placeholder,
      value: name,
    });
    parameter.setAttribute('aria-label', this.placeholder);
    const input = make('input', 'anjvision-value', { type: 'text' });
    input.style.width = '100%';
    row.append(parameter, make('div', '', {}, input));
    $(input).typedInput({ types: TYPES }).typedInput('type', type).typedInput('value', value);
  }
}
