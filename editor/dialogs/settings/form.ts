import { literal } from '../../validation/value.js';
import { make } from '../../core/dom.js';
import { Field } from '../../widgets/field.js';
import type { Result } from '../../core/types.js';
import type { CommandForm, ParameterForm } from '../../../shared/forms.js';
import { LITERAL_TYPES, type TypedValues } from '../../../shared/typed-value.js';
import { orElse, shared } from '../../core/i18n.js';

/** What is shown of a parameter that the command does not know: it can be removed. */
const UNKNOWN: ParameterForm = { type: 'unknown', doc: '', required: false, secret: false, selector: false };

/** The form of one command. */
export class SettingsForm {
  readonly element = make('div', 'anjvision-form');
  readonly #fields: Field[];

  constructor(
    node: EditorNode,
    private readonly command: string,
    readonly form: CommandForm,
    values: TypedValues,
    onChange: () => void,
  ) {
    const known = Object.entries(form.parameters).map(([name, parameter]) => {
      const help = orElse(node, `help.${command}.${name}`, parameter.doc);
      return new Field(name, parameter, { label: name, help, saved: values[name], onChange });
    });
    const unknown = Object.keys(values)
      .filter((name) => !(name in form.parameters))
      .map((name) => {
        const help = shared('field.unknown');
        return new Field(name, UNKNOWN, { label: name, help, saved: values[name], onChange });
      });
    this.#fields = [...known, ...unknown];
    this.element.append(...this.#fields.map((field) => field.element));
  }

  /** Call it when the element is in the page. */
  prepare(): void {
    for (const field of this.#fields) field.prepare();
  }

  get isEmpty(): boolean {
    return this.#fields.length === 0;
  }

  /** Whether each value is right by itself. */
  get isValid(): boolean {
    return this.#fields.every(({ isValid }) => isValid);
  }

  get values(): TypedValues {
    const entries = this.#fields.map(({ name, typed }) => [name, typed] as const);
    return Object.fromEntries(entries.filter(([, typed]) => typed !== undefined)) as TypedValues;
  }

  clear(): void {
    for (const field of this.#fields) field.set(undefined);
  }

  /** What goes with reading: which title, which host. */
  get selectors(): Result {
    const chosen = this.#fields
      .filter(({ form }) => form.selector)
      .map(({ name, typed }) => [name, typed] as const);
    return Object.fromEntries(
      chosen.flatMap(([name, typed]) =>
        typed && LITERAL_TYPES.includes(typed.type) ? [[name, literal(typed)]] : [],
      ),
    );
  }

  /** Fills in what the camera answered. @returns whether there was anything of it in the form. */
  fill(result: Result): boolean {
    const flat = this.command === 'video' ? this.#oneStream(result) : result;
    const filled = this.#fields.filter(({ name }) => flat[name] !== undefined && flat[name] !== null);
    for (const field of filled) field.fill(flat[field.name]);
    return filled.length > 0;
  }

  /** The camera answers both streams; the form sets one, the main stream unless another is chosen. */
  #oneStream(result: Result): Result {
    const field = this.#fields.find(({ name }) => name === 'stream');
    const stream = field?.typed?.type === 'num' ? Number(field.typed.value) : 1;
    return { ...result, ...(result[`stream${stream}`] as Result | undefined), stream };
  }
}
