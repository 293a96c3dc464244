import { isAccepted } from '../validation/value.js';
import { make } from '../core/dom.js';
import type { ParameterForm } from '../../shared/forms.js';
import { LITERAL_TYPES, type TypedValue } from '../../shared/typed-value.js';
import { shared, sharedWith } from '../core/i18n.js';

const ELSEWHERE = ['msg', 'flow', 'global', 'env', 'jsonata'];
/** A slider is of use as long as its steps can be told apart. */
const LONGEST_SLIDER = 255;

/** The highest values of levels, volumes and speeds. */
const LEVELS = [10, 100, 255];

export interface FieldOptions {
  readonly label: string;
  /** What the manual calls it, if the label says it in other words. */
  readonly manualName?: string;
  /** Names of the values that the command table lists. */
  readonly choiceName?: (value: number | string) => string;
  readonly help: string;
  readonly saved?: TypedValue | undefined;
  /** Offered besides what the parameter's type suggests. */
  readonly types?: readonly TypedInputType[];
  readonly onChange?: () => void;
  /** How long it is there. */
  readonly life: AbortSignal;
}

/** A parameter's row: as it is, typed in, or from elsewhere; checked as it is typed. */
export class Field {
  readonly element = make('div', 'anjvision-field');
  readonly #input: JQuery;
  readonly #help: HTMLElement;
  readonly #slider: HTMLInputElement | undefined;
  #isPrepared = false;

  constructor(
    readonly name: string,
    readonly form: ParameterForm,
    private readonly options: FieldOptions,
  ) {
    const id = `anjvision-field-${name}`;
    const input = make('input', '', { id, type: 'text' });
    input.style.width = '100%';
    this.#help = make('div', 'anjvision-field-help', { id: `${id}-help` });
    input.setAttribute('aria-describedby', this.#help.id);
    const label = make('label', '', { htmlFor: id, title: name }, options.label);
    if (options.manualName) label.append(make('small', 'anjvision-manual-name', {}, options.manualName));
    const box = make('div', 'anjvision-field-box', {}, make('div', 'anjvision-field-input', {}, input));
    this.#slider = this.#makeSlider();
    if (form.unit) box.append(make('span', 'anjvision-field-unit', {}, form.unit));
    if (this.#slider) box.append(this.#slider);
    this.element.append(label, box, this.#help);
    this.#input = $(input);
  }

  /** Call it when the element is in the page: typedInput measures itself. */
  prepare(): this {
    this.#input.typedInput({ types: this.#types() });
    this.#isPrepared = true;
    this.set(this.options.saved);
    this.#input.on('change', () => this.#changed());
    this.#changed();
    return this;
  }

  get typed(): TypedValue | undefined {
    if (!this.#isPrepared) return this.options.saved;
    const type = this.#input.typedInput('type');
    return type === 'unchanged' ? undefined : { value: this.#input.typedInput('value'), type };
  }

  get label(): string {
    return this.options.label;
  }

  set(typed: TypedValue | undefined): void {
    this.#input.typedInput('type', typed?.type ?? 'unchanged');
    if (typed) this.#input.typedInput('value', typed.value);
  }

  /** Fills in what a camera answered. */
  fill(value: unknown): void {
    if (this.form.secret || !['string', 'number', 'boolean'].includes(typeof value)) return;
    this.set({ value: String(value), type: literalType(this.form) });
  }

  get isValid(): boolean {
    const { typed } = this;
    if (
      !typed ||
      this.options.types?.some(({ value, hasValue }) => value === typed.type && hasValue === false)
    )
      return true;
    return isAccepted(this.form, typed) && RED.utils.validateTypedProperty(typed.value, typed.type) === true;
  }

  #types(): (string | TypedInputType)[] {
    const unchanged = { value: 'unchanged', label: shared('field.unchanged'), hasValue: false };
    const own =
      this.form.secret || this.form.type === 'group' ? [] : [ownType(this.form, this.options.choiceName)];
    const types = [unchanged, ...(this.options.types ?? []), ...own, ...ELSEWHERE];
    const { saved } = this.options;
    const names = types.map((type) => (typeof type === 'string' ? type : type.value));
    // Flows made elsewhere may hold a type that is not offered; it is kept.
    return saved && !names.includes(saved.type) ? [...types, saved.type] : types;
  }

  #makeSlider(): HTMLInputElement | undefined {
    const { type, min = 0, max = Infinity } = this.form;
    // It is for levels; a date is typed.
    if (type !== 'integer' || !LEVELS.includes(max) || max - min > LONGEST_SLIDER) return undefined;
    const slider = make('input', 'anjvision-slider', { type: 'range', min: String(min), max: String(max) });
    slider.setAttribute('aria-label', this.options.label);
    slider.addEventListener('input', () => this.set({ value: slider.value, type: 'num' }), {
      signal: this.options.life,
    });
    return slider;
  }

  #changed(): void {
    const { typed, isValid, form } = this;
    if (this.#slider && typed?.type === 'num' && typed.value !== '') this.#slider.value = typed.value;
    this.#slider?.classList.toggle('anjvision-slider-off', typed?.type !== 'num');
    const bounds = boundsOf(form);
    const wrong = bounds || (typed && !LITERAL_TYPES.includes(typed.type)) ? bounds : '';
    this.#help.textContent = isValid
      ? [this.options.help, bounds].filter(Boolean).join(' ')
      : [shared('field.wrong'), wrong].filter(Boolean).join(' ');
    this.element.classList.toggle('anjvision-wrong', !isValid);
    this.element.classList.toggle('anjvision-unset', !typed);
    this.#input.next('.red-ui-typedInput-container').toggleClass('input-error', !isValid);
    this.options.onChange?.();
  }
}

function literalType({ type }: ParameterForm): string {
  if (type === 'flag') return 'bool';
  return type === 'integer' || type === 'number-choice' ? 'num' : 'str';
}

/** How a value is typed in, or chosen from what the command table lists. */
function ownType(
  form: ParameterForm,
  nameOf: (value: number | string) => string = String,
): string | TypedInputType {
  const type = literalType(form);
  if (!form.values) return type;
  const options = form.values.map((value) => ({ value: String(value), label: nameOf(value) }));
  return { value: type, label: shared('field.choice'), options };
}

function boundsOf({ type, min, max, extraValues, maxBytes, required }: ParameterForm): string {
  const bounds: string[] = [];
  if (type === 'integer') bounds.push(sharedWith('field.range', { min, max }));
  if (extraValues) bounds.push(sharedWith('field.also', { also: extraValues.join(', ') }));
  if (maxBytes !== undefined) bounds.push(sharedWith('field.maxBytes', { max: maxBytes }));
  if (type === 'colour') bounds.push(shared('field.colour'));
  if (required) bounds.push(shared('field.required'));
  return bounds.join(' ');
}
