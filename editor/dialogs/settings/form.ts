import type { Performed } from '../../core/api.js';
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
    command: string,
    readonly form: CommandForm,
    values: TypedValues,
    life: AbortSignal,
    onChange: () => void,
  ) {
    const known = Object.entries(form.parameters).map(([name, parameter]) => {
      const help = orElse(node, `help.${command}.${name}`, parameter.doc);
      const label = orElse(node, `parameter.${command}.${name}`, name);
      const choiceName = (value: number | string) => choiceOf(node, `${command}.${name}`, value);
      return new Field(name, parameter, {
        label,
        manualName: name,
        choiceName,
        help: parameter.secret ? node._('form.secret') : saysMore(help, label),
        saved: values[name],
        onChange,
        life,
      });
    });
    const unknown = Object.keys(values)
      .filter((name) => !(name in form.parameters))
      .map((name) => {
        const help = shared('field.unknown');
        return new Field(name, UNKNOWN, { label: name, help, saved: values[name], onChange, life });
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
    return this.#literals(({ form }) => form.selector);
  }

  /** What stands in it and is known by now. */
  get shown(): Result {
    return this.#literals(({ isValid }) => isValid);
  }

  #literals(isChosen: (field: Field) => boolean): Result {
    const chosen = this.#fields.filter(isChosen).map(({ name, typed }) => [name, typed] as const);
    return Object.fromEntries(
      chosen.flatMap(([name, typed]) =>
        typed && LITERAL_TYPES.includes(typed.type) ? [[name, literal(typed)]] : [],
      ),
    );
  }

  /** Fills in what can be set as it was read; what was read and cannot be set as it is stays unchanged. */
  fill({ values = {}, left = [] }: Performed): void {
    for (const field of this.#fields) {
      if (left.includes(field.name)) field.set(undefined);
      else if (field.name in values) field.fill(values[field.name]);
    }
  }

  labelOf(name: string): string {
    return this.#fields.find((field) => field.name === name)?.label ?? name;
  }
}

/** What help says beyond the label; in texts of the command table, names of commands stand in backticks. */
const saysMore = (help: string, label: string) =>
  help.replace(/[.。]$/, '') === label ? '' : help.replaceAll('`', '');

/** The name of a value, with the value as the manual has it. */
function choiceOf(node: EditorNode, parameter: string, value: number | string): string {
  const name = orElse(node, `choice.${parameter}.${value}`, String(value));
  return name === String(value) ? name : `${name} (${value})`;
}
