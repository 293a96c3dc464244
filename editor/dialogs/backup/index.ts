import { commandForms, inWords } from '../../core/api.js';
import { make, styled } from '../../core/dom.js';
import { shared } from '../../core/i18n.js';
import type { Dialog } from '../../core/types.js';
import type { CommandForms } from '../../../shared/forms.js';
import { Notice } from '../../widgets/status-line.js';

/** The names of the commands stand with the settings node. */
const COMMAND = 'node-red-contrib-anjvision/anjvision-settings:command.';

/** Builds the choice of commands into the dialog of `anjvision-backup`. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  const [answer] = await Promise.all([commandForms(), styled()]);
  if (life.aborted) return {};
  const place = document.querySelector('#anjvision-backup-commands');
  if (answer.ok) {
    const choice = new CommandChoice(node, answer.forms, life);
    place?.replaceChildren(...choice.elements);
    return choice;
  }
  const notice = new Notice();
  notice.failed(inWords(answer));
  place?.replaceChildren(notice.element);
  return {};
}

class CommandChoice implements Dialog {
  readonly elements: HTMLElement[];
  readonly #boxes: HTMLInputElement[];
  readonly #about = make('div', 'anjvision-field-help');

  constructor(
    private readonly node: EditorNode,
    forms: CommandForms,
    life: AbortSignal,
  ) {
    const saved = Array.isArray(node['commands']) ? (node['commands'] as string[]) : [];
    const known = Object.keys(forms).filter((name) => forms[name]!.saved);
    // What no backup holds can be taken out.
    const names = [...known, ...saved.filter((name) => !known.includes(name))];
    this.#boxes = names.map((value) =>
      make('input', '', { type: 'checkbox', value, checked: saved.includes(value) }),
    );
    const rows = this.#boxes.map((box) => {
      const { value } = box;
      const mark = forms[value]?.saved === 'named' ? ' ◆' : '';
      const about = known.includes(value) ? node._(COMMAND + value) : shared('field.unknown');
      return make('label', 'anjvision-check', {}, box, ` ${value}${mark}`, make('span', '', {}, about));
    });
    const list = make('div', 'anjvision-checks', {}, ...rows);
    list.setAttribute('role', 'group');
    list.setAttribute('aria-label', node._('label.commands'));
    list.addEventListener('change', () => this.#describe(), { signal: life });
    const title = make('label', '', {}, make('i', 'fa fa-sliders'), ` ${node._('label.commands')}`);
    this.elements = [title, list, this.#about];
    this.#describe();
  }

  get #chosen(): string[] {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  #describe(): void {
    this.#about.textContent = this.node._(this.#chosen.length > 0 ? 'commands.named' : 'commands.all');
  }

  save(): void {
    this.node['commands'] = this.#chosen;
  }
}
