import { inWords, perform } from '../../core/api.js';
import { button, chosenCamera, make } from '../../core/dom.js';
import type { Notice } from '../../widgets/status-line.js';
import { freeNumber, keepPresetNames, presetNames, type NamedPreset } from '../../validation/preset-names.js';
import { shared } from '../../core/i18n.js';

/** The camera's named presets: to go to one, to save the present position, to delete one. */
export class PresetList {
  readonly element = make('div', 'anjvision-presets');
  readonly #list = make('ul', 'anjvision-preset-list');
  readonly #name: HTMLInputElement;
  readonly #number: HTMLInputElement;
  /** What was asked before it is overwritten. */
  #asked: string | undefined;

  constructor(
    private readonly node: EditorNode,
    private readonly bounds: { min: number; max: number },
    private readonly notice: Notice,
    private readonly life: AbortSignal,
    private readonly onChange: () => void,
  ) {
    const text = (key: string) => node._(`presets.${key}`);
    this.#name = make('input', 'anjvision-preset-name', { type: 'text', placeholder: text('name') });
    this.#number = make('input', 'anjvision-preset-number', { type: 'number' });
    this.#number.min = String(bounds.min);
    this.#number.max = String(bounds.max);
    this.#name.setAttribute('aria-label', text('name'));
    this.#number.setAttribute('aria-label', text('number'));
    // Choosing a known name means its number.
    this.#name.addEventListener(
      'input',
      () => {
        const known = presetNames(chosenCamera()).find(({ name }) => name === this.#name.value.trim());
        if (known) this.#number.value = String(known.number);
      },
      { signal: life },
    );
    const save = button(text('save'), 'map-marker', life, () => void this.#save());
    this.element.append(
      make('div', 'anjvision-presets-title', {}, text('title')),
      this.#list,
      make('div', 'anjvision-buttons', {}, this.#name, this.#number, save),
    );
    this.show();
  }

  show(): void {
    const presets = presetNames(chosenCamera());
    const rows = presets.map((preset) => this.#row(preset));
    const none = make('li', 'anjvision-field-help', {}, this.node._('presets.none'));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [none]));
    this.#number.value = String(freeNumber(presets, this.bounds));
  }

  #row(preset: NamedPreset): HTMLElement {
    const { name, number } = preset;
    const go = button(
      name,
      'location-arrow',
      this.life,
      () => void this.#perform({ call_preset: number }, 'gone'),
    );
    go.title = this.node._('presets.go', { name });
    const remove = button('', 'trash-o', this.life, () => void this.#delete(preset));
    remove.title = this.node._('presets.delete', { name });
    remove.setAttribute('aria-label', remove.title);
    for (const made of [go, remove]) made.classList.add('red-ui-button-small');
    return make('li', '', {}, go, make('span', 'anjvision-unit', {}, String(number)), remove);
  }

  async #save(): Promise<void> {
    const camera = chosenCamera();
    const name = this.#name.value.trim();
    const number = Number(this.#number.value);
    const { min, max } = this.bounds;
    if (name === '' || /^\d+$/.test(name)) return this.notice.failed(this.node._('presets.nameNeeded'));
    if (!Number.isInteger(number) || number < min || number > max)
      return this.notice.failed(this.node._('error.preset', { ...this.bounds }));
    if (!this.#mayOverwrite(camera, name, number)) return;
    if (!(await this.#perform({ add_preset: number }, 'saved'))) return;
    const others = presetNames(camera).filter((preset) => preset.name !== name);
    this.#keep(camera, [...others, { name, number }]);
    this.#name.value = '';
  }

  /** Asks once before the position behind a name or a number is lost; saving again is the answer. */
  #mayOverwrite(camera: string, name: string, number: number): boolean {
    const taken = presetNames(camera).find((preset) => preset.name === name || preset.number === number);
    const question = JSON.stringify([camera, name, number]);
    if (!taken || this.#asked === question) {
      this.#asked = undefined;
      return true;
    }
    this.#asked = question;
    this.notice.say(this.node._('presets.taken', { name: taken.name, number: taken.number }));
    return false;
  }

  async #delete({ name, number }: NamedPreset): Promise<void> {
    const camera = chosenCamera();
    const others = presetNames(camera).filter((preset) => preset.name !== name);
    // Another name may mean the same position.
    const isShared = others.some((preset) => preset.number === number);
    if (isShared || (await this.#perform({ delete_preset: number }, 'deleted'))) this.#keep(camera, others);
  }

  #keep(camera: string, presets: readonly NamedPreset[]): void {
    keepPresetNames(camera, presets);
    this.show();
    this.onChange();
  }

  async #perform(input: object, done: string): Promise<boolean> {
    this.notice.say(shared('test.working'));
    const answer = await perform(chosenCamera(), 'ptz', input);
    if (answer.ok) this.notice.done(this.node._(`presets.${done}`));
    else this.notice.failed(inWords(answer));
    return answer.ok;
  }
}
