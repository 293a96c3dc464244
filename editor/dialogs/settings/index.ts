import { commandForms, inWords, perform } from '../../core/api.js';
import { button, chosenCamera, make, styled } from '../../core/dom.js';
import { FreeList } from '../../widgets/free-list.js';
import { GROUPS } from './groups.js';
import { Notice } from '../../widgets/status-line.js';
import { refusalOfQuestion } from '../../validation/runtime.js';
import { SettingsForm } from './form.js';
import type { Dialog } from '../../core/types.js';
import type { CommandForms } from '../../../shared/forms.js';
import type { TypedValues } from '../../../shared/typed-value.js';
import { orElse, shared, sharedWith } from '../../core/i18n.js';

/** Builds the dialog of `anjvision-settings` into its template. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  const [answer] = await Promise.all([commandForms(), styled()]);
  if (life.aborted) return {};
  const dialog = new SettingsDialog(node, answer.ok ? answer.forms : {}, life);
  if (!answer.ok) dialog.notice.failed(inWords(answer));
  return dialog;
}

class SettingsDialog implements Dialog {
  readonly notice = new Notice();
  readonly #select = document.querySelector<HTMLSelectElement>('#node-input-command')!;
  readonly #allow = document.querySelector<HTMLInputElement>('#node-input-allowDestructive')!;
  readonly #place = make('div', 'anjvision-settings-place');
  readonly #told = make('pre', 'anjvision-told', { tabIndex: 0 });
  readonly #read: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;
  /** What was filled in, for the case that a command is chosen again. */
  readonly #memory = new Map<string, TypedValues>();
  #form: SettingsForm | undefined;
  #list: FreeList | undefined;
  #command: string;
  #isObjectedTo = false;

  constructor(
    private readonly node: EditorNode,
    private readonly forms: CommandForms,
    private readonly life: AbortSignal,
  ) {
    this.#read = button(shared('ask.read'), 'download', life, () => void this.#readCamera());
    this.#clear = button(shared('field.clear'), 'eraser', life, () => this.#form?.clear());
    this.#command = node['command'] as string;
    this.#memory.set(this.#command, (node['values'] ?? {}) as TypedValues);
    const buttons = make('div', 'anjvision-buttons anjvision-settings-buttons', {}, this.#read, this.#clear);
    document
      .querySelector('#anjvision-settings-form')
      ?.replaceChildren(buttons, this.notice.element, this.#place);
    this.#fillCommands();
    this.#offerSearch();
    this.#select.addEventListener('change', () => this.#choose(this.#select.value), { signal: life });
    this.#allow.addEventListener('change', () => this.#judge(), { signal: life });
    this.#show();
  }

  save(): void {
    this.node['values'] = this.#values;
  }

  get #values(): TypedValues {
    return this.#form?.values ?? this.#list?.values ?? this.#memory.get(this.#command) ?? {};
  }

  /** Above the list; the command that is chosen stays in it. */
  #offerSearch(): void {
    const search = make('input', 'anjvision-search', {
      type: 'search',
      placeholder: this.node._('form.search'),
    });
    search.setAttribute('aria-label', this.node._('form.search'));
    search.addEventListener('input', () => this.#fillCommands(search.value.trim().toLowerCase()), {
      signal: this.life,
    });
    this.#select.after(search);
  }

  #fillCommands(wanted = ''): void {
    for (const old of [...this.#select.children].slice(1)) old.remove();
    for (const [group, commands] of Object.entries(GROUPS)) {
      const part = make('optgroup', '', { label: this.node._(`group.${group}`) });
      for (const value of commands) {
        const mark = this.forms[value]?.destructive ? ' ◆' : '';
        const label = `${value}${mark}: ${this.node._(`command.${value}`)}`;
        const isShown = value === this.#command || label.toLowerCase().includes(wanted);
        if (isShown) part.append(make('option', '', { value }, label));
      }
      if (part.children.length > 0) this.#select.append(part);
    }
    this.#select.value = this.#command;
  }

  #choose(command: string): void {
    this.#memory.set(this.#command, this.#values);
    this.#command = command;
    this.#show();
  }

  #show(): void {
    const form = this.forms[this.#command];
    const values = this.#memory.get(this.#command) ?? {};
    this.notice.say('');
    this.#form =
      form && new SettingsForm(this.node, this.#command, form, values, this.life, () => this.#judge());
    this.#list = undefined;
    if (this.#form) this.#showForm(this.#form);
    else this.#showList(values);
    this.#read.disabled = !form?.reads;
    this.#read.title = form && !form.reads ? this.node._('form.noRead') : '';
    this.#clear.disabled = this.#form?.isEmpty ?? true;
    $('#anjvision-settings-destructive').toggle(form?.destructive ?? true);
    $('#anjvision-settings-allow').toggleClass('anjvision-danger', form?.destructive ?? false);
    this.#place.classList.toggle('anjvision-danger', form?.destructive ?? false);
  }

  #showForm(shown: SettingsForm): void {
    const { doc, reads, sets } = shown.form;
    const about = make('p', 'anjvision-about', {}, orElse(this.node, `about.${this.#command}`, doc));
    const kind = shown.isEmpty ? (sets && !reads ? 'form.acts' : 'form.reads') : sets ? '' : 'form.asks';
    if (kind) about.append(` ${this.node._(kind)}`);
    if (!reads) about.append(` ${this.node._('form.noRead')}`);
    this.#place.replaceChildren(about, shown.element);
    shown.prepare();
  }

  /** Says what the runtime would object to in values of which each is right by itself. */
  #judge(): void {
    // The answer may come when the dialog is gone.
    if (this.life.aborted) return;
    const { values, isValid } = this.#form ?? { values: {}, isValid: false };
    const question = { command: this.#command, values, allowDestructive: this.#allow.checked };
    const isAsked = isValid && Object.keys(values).length > 0;
    const why = isAsked ? refusalOfQuestion(question, () => this.#judge()) : undefined;
    if (why !== undefined) this.notice.failed(sharedWith('limit.refused', { why }));
    else if (this.#isObjectedTo) this.notice.say('');
    this.#isObjectedTo = why !== undefined;
  }

  #showList(values: TypedValues): void {
    // Without the command table nothing is known of the command, and nothing is lost.
    const list = new FreeList(this.node._('placeholder.parameter'));
    this.#place.replaceChildren(make('p', 'anjvision-about', {}, this.node._('form.free')), list.element);
    list.prepare(values);
    this.#list = list;
  }

  async #readCamera(): Promise<void> {
    const form = this.#form;
    if (!form) return;
    this.#read.disabled = true;
    this.notice.say(shared('test.working'));
    const answer = await perform(chosenCamera(), this.#command, form.selectors, form.shown);
    if (this.life.aborted || this.#form !== form) return;
    this.#read.disabled = false;
    if (!answer.ok) return this.notice.failed(inWords(answer));
    const { values = {}, left = [] } = answer;
    // What may not be set is only shown.
    const isFilled = Object.keys(values).length > 0 && (!form.form.destructive || this.#allow.checked);
    if (isFilled) {
      form.fill(answer);
      const names = left.map((name) => form.labelOf(name)).join(', ');
      return this.notice.done(names ? sharedWith('ask.readPartly', { names }) : shared('ask.readDone'));
    }
    this.notice.say(shared(form.form.destructive && form.form.sets ? 'ask.toldOnly' : 'ask.told'));
    this.#told.textContent = JSON.stringify(answer.result, null, 2);
    this.#place.append(this.#told);
  }
}
