import { discover, inWords, type FoundCamera } from '../../core/api.js';
import { make } from '../../core/dom.js';
import { field, valueOf } from './fields.js';
import { Notice } from '../../widgets/status-line.js';

/** The cameras on this network; a click fills in where one is. */
export class CameraFinder {
  readonly element = make('div');
  readonly #notice = new Notice();
  readonly #list = make('div', 'anjvision-found');

  constructor(
    private readonly node: EditorNode,
    private readonly life: AbortSignal,
  ) {
    this.element.append(this.#notice.element, this.#list);
  }

  async run(): Promise<void> {
    const { node } = this;
    this.#notice.say(node._('find.working'));
    const answer = await discover(valueOf('host'));
    if (this.life.aborted) return;
    if (!answer.ok) return this.#notice.failed(inWords(answer));
    this.#notice.say(answer.cameras.length > 0 ? '' : node._('find.nothing'));
    this.#list.replaceChildren(...answer.cameras.map((camera) => this.#row(camera)));
  }

  #row(camera: FoundCamera): HTMLElement {
    const { node } = this;
    const { address, port, name, model, answers, configured } = camera;
    const state = configured
      ? node._('find.configured')
      : answers
        ? node._('find.answers')
        : node._('find.other');
    const row = make('button', 'red-ui-button anjvision-found-row', { type: 'button', disabled: !answers });
    row.append(
      make('b', '', {}, port === 80 ? address : `${address}:${port}`),
      make('span', '', {}, [name, model].filter(Boolean).join(', ')),
      make('i', '', {}, state),
    );
    row.addEventListener('click', () => fill(camera), { signal: this.life });
    return row;
  }
}

function fill({ address, port, name }: FoundCamera): void {
  field('protocol').val('http').trigger('change');
  field('host').val(address).trigger('change');
  field('port').val(port).trigger('change');
  if (!valueOf('name')) field('name').val(name).trigger('change');
  if (!valueOf('password')) field('password').trigger('focus');
}
