import { Area } from '../../widgets/area.js';
import { AreaPainter } from '../../widgets/area-painter.js';
import { commandForms, inWords, perform } from '../../core/api.js';
import { literal } from '../../validation/value.js';
import { button, chosenCamera, make, styled } from '../../core/dom.js';
import { Field } from '../../widgets/field.js';
import { Notice } from '../../widgets/status-line.js';
import type { Dialog, Result } from '../../core/types.js';
import type { CommandForm } from '../../../shared/forms.js';
import { LITERAL_TYPES, type TypedValue, type TypedValues } from '../../../shared/typed-value.js';
import { orElse, shared } from '../../core/i18n.js';

/** The painted area is saved as the camera writes it; `all`, `none` and what comes from elsewhere as `area`. */
const PAINTED = 'painted';

/** Builds the dialog of `anjvision-motion` into its template. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  const [answer] = await Promise.all([commandForms(), styled()]);
  if (life.aborted) return {};
  const place = document.querySelector<HTMLElement>('#anjvision-motion-values');
  const form = answer.ok ? answer.forms['motion'] : undefined;
  if (place && form) return new MotionDialog(node, form, place, life);
  const notice = new Notice();
  if (!answer.ok) notice.failed(inWords(answer));
  place?.append(notice.element);
  return {};
}

class MotionDialog implements Dialog {
  readonly #fields = new Map<string, Field>();
  readonly #notice = new Notice();
  readonly #painter: AreaPainter;
  readonly #buttons: HTMLButtonElement[];

  constructor(
    private readonly node: EditorNode,
    private readonly form: CommandForm,
    place: HTMLElement,
    private readonly life: AbortSignal,
  ) {
    this.#buttons = [
      button(shared('ask.read'), 'download', life, () => void this.#read()),
      button(shared('ask.write'), 'upload', life, () => void this.#write()),
    ];
    const saved = (node['values'] ?? {}) as TypedValues;
    const grids = this.#grids;
    this.#painter = new AreaPainter(node, grids.at(-1) ?? '1x1', life, () => this.#painted());
    for (const name of this.#namesOf(saved)) this.#fields.set(name, this.#field(name, saved));
    const { blockcount, area, ...others } = Object.fromEntries(this.#fields);
    const rows = [area, blockcount, ...Object.values(others)].map((field) => field!.element);
    const buttons = make('div', 'anjvision-buttons', {}, ...this.#buttons);
    place.append(buttons, this.#notice.element, this.#painter.element, ...rows);
    this.#restore(saved);
    for (const field of this.#fields.values()) field.prepare();
    this.#follow();
    this.#painter.prepare();
  }

  save(): void {
    this.node['values'] = this.#values;
  }

  get #grids(): string[] {
    return (this.form.parameters['blockcount']?.values ?? []) as string[];
  }

  /** The area in hexadecimal is painted; only where it comes from a message it has a row of its own. */
  #namesOf({ areavalue }: TypedValues): string[] {
    const isPainted = !areavalue || LITERAL_TYPES.includes(areavalue.type);
    return Object.keys(this.form.parameters).filter((name) => !isPainted || name !== 'areavalue');
  }

  #field(name: string, saved: TypedValues): Field {
    const parameter = this.form.parameters[name]!;
    const painted = { value: PAINTED, label: this.node._('area.painted'), hasValue: false };
    const options = ['all', 'none'].map((value) => ({ value, label: this.node._(`area.${value}`) }));
    const area = [painted, { value: 'str', label: this.node._('area.whole'), options }];
    const isPainted = saved['areavalue'] && LITERAL_TYPES.includes(saved['areavalue'].type);
    return new Field(name, parameter, {
      label: this.node._(`label.${name}`),
      help: orElse(this.node, `help.motion.${name}`, parameter.doc),
      saved: name === 'area' && isPainted ? { value: '', type: PAINTED } : saved[name],
      types: name === 'area' ? area : [],
      onChange: () => this.#follow(),
      life: this.life,
    });
  }

  /** Shows the saved area. */
  #restore({ areavalue, blockcount }: TypedValues): void {
    const grid = this.#grids.find((known) => known === blockcount?.value);
    if (areavalue && grid) this.#painter.area = Area.fromHex(areavalue.value, grid);
  }

  /** What is painted stands in the grid that is chosen. */
  #follow(): void {
    const blockcount = this.#fields.get('blockcount')?.typed;
    const area = this.#fields.get('area')?.typed;
    const grid = this.#grids.find((known) => known === blockcount?.value);
    if (grid && grid !== this.#painter.area.grid) this.#painter.area = this.#painter.area.inGrid(grid);
    this.#painter.isUsed = area?.type === PAINTED;
  }

  /** Painting means that the painted area is wanted. */
  #painted(): void {
    this.#fields.get('area')?.set({ value: '', type: PAINTED });
    this.#useGrid();
  }

  /** A painted area needs its grid. */
  #useGrid(): void {
    const field = this.#fields.get('blockcount');
    const { grid } = this.#painter.area;
    if (field?.typed?.value !== grid || field.typed.type !== 'str') field?.set({ value: grid, type: 'str' });
  }

  get #values(): TypedValues {
    const values: TypedValues = {};
    for (const [name, { typed }] of this.#fields) if (typed) values[name] = typed;
    if (values['area']?.type !== PAINTED) return values;
    const { area: _painted, ...others } = values;
    const { area } = this.#painter;
    const text = (value: string): TypedValue => ({ value, type: 'str' });
    return { ...others, blockcount: text(area.grid), areavalue: text(area.toHex()) };
  }

  async #read(): Promise<void> {
    const result = await this.#ask({});
    if (!result) return;
    for (const [name, field] of this.#fields) if (name !== 'area') field.fill(result[name]);
    const { blockcount, area } = result;
    const grid = this.#grids.find((known) => known === blockcount);
    if (grid && Array.isArray(area)) {
      const blocks = (area as string[]).flatMap((row) => [...row].map((block) => block === '1'));
      this.#painter.area = new Area(grid, blocks);
      this.#painted();
    }
    this.#notice.done(Array.isArray(area) ? shared('ask.readDone') : this.node._('area.notTold'));
  }

  async #write(): Promise<void> {
    const values = Object.entries(this.#values);
    const literals = values.filter(([, { type }]) => LITERAL_TYPES.includes(type));
    if (literals.length === 0) return this.#notice.failed(this.node._('area.nothing'));
    const wrong = [...this.#fields.values()].find(({ isValid }) => !isValid);
    if (wrong)
      return this.#notice.failed(this.node._('error.value', { name: this.node._(`label.${wrong.name}`) }));
    const input = Object.fromEntries(literals.map(([name, typed]) => [name, literal(typed)]));
    if (await this.#ask(input)) this.#notice.done(shared('ask.writeDone'));
  }

  async #ask(input: Result): Promise<Result | undefined> {
    for (const made of this.#buttons) made.disabled = true;
    this.#notice.say(shared('test.working'));
    const answer = await perform(chosenCamera(), 'motion', input);
    if (this.life.aborted) return undefined;
    for (const made of this.#buttons) made.disabled = false;
    if (answer.ok) return answer.result ?? {};
    this.#notice.failed(inWords(answer));
    return undefined;
  }
}
