import { inWords, testDeployed } from '../core/api.js';
import { icon, make } from '../core/dom.js';
import { shared } from '../core/i18n.js';
import type { ListedCamera } from './camera-list.js';
import type { PictureRow } from './pictures.js';
import type { Row } from './virtual-list.js';
import { alarmsInWords, errorInWords, stateInWords } from './words.js';

/** How long a row says what came of a button. */
const TOLD_MS = 8_000;

/** What a row may use of the tab. */
export interface RowContext {
  /** Whether somebody is logged in who may change flows. */
  readonly mayWrite: boolean;
  pictureOf(id: string): string | undefined;
  /** Something was learnt of a camera. */
  changed(): void;
  report(camera: ListedCamera): Promise<void>;
}

/** A button, and why it cannot be pressed now. */
interface Action {
  readonly control: HTMLElement;
  readonly words: string;
  readonly why: () => string;
}

/** One camera of the list, while it is in sight. */
export class CameraRow implements Row<ListedCamera>, PictureRow {
  readonly element = make('div', 'anjvision-row');
  readonly #image = make('img', '', { alt: shared('test.picture'), hidden: true, draggable: false });
  readonly #noPicture = icon('video-camera');
  readonly #name = make('b', 'anjvision-row-name');
  readonly #state = make('div', 'anjvision-row-state');
  readonly #about = make('div', 'anjvision-row-about');
  readonly #alarms = make('div', 'anjvision-row-alarms');
  readonly #error = make('div', 'anjvision-row-error');
  readonly #told = make('div', 'anjvision-row-told', { hidden: true });
  readonly #page = make('a', 'red-ui-button red-ui-button-small', {
    target: '_blank',
    rel: 'noreferrer noopener',
  });
  readonly #context: RowContext;
  readonly #actions: readonly Action[];
  #timer: number | undefined;
  #isBusy = false;
  camera: ListedCamera;

  constructor(camera: ListedCamera, context: RowContext) {
    this.camera = camera;
    this.#context = context;
    this.#told.setAttribute('role', 'status');
    this.#actions = [
      this.#button('sidebar.test', 'plug', () => this.#whyNotTested(), () => this.#test()),
      this.#link(),
      this.#button('sidebar.nodes', 'search', () => this.#whyNotInEditor(), () => this.#showNodes()),
      this.#button('sidebar.edit', 'pencil', () => this.#whyNotInEditor(), () => this.#edit()),
      this.#button('diagnostics.button', 'clipboard', () => this.#whyNotAsked(), () => context.report(this.camera)),
    ]; // prettier-ignore
    const title = context.mayWrite ? '' : shared('ask.NOT_PERMITTED');
    const picture = make('div', 'anjvision-row-picture', { title }, this.#noPicture, this.#image);
    const head = make('div', 'anjvision-row-head', {}, icon('circle'), this.#name);
    const facts = make('div', 'anjvision-row-facts', {}, head, this.#state, this.#about, this.#alarms);
    const buttons = make('div', 'anjvision-row-buttons', {}, ...this.controls);
    this.element.append(picture, facts, this.#error, this.#told, buttons);
    const seen = context.pictureOf(camera.id);
    if (seen) this.showPicture(seen);
  }

  get controls(): readonly HTMLElement[] {
    return this.#actions.map(({ control }) => control);
  }

  show(camera: ListedCamera): void {
    this.camera = camera;
    const { name, state, model, firmware, alarms } = camera;
    this.element.dataset['state'] = state;
    this.element.dataset['alarms'] = alarms.state;
    write(this.#name, name);
    write(this.#state, stateInWords(camera));
    write(this.#about, [model, firmware].filter(Boolean).join(' · '));
    write(this.#alarms, camera.isDeployed ? alarmsInWords(camera) : '', alarms.reason);
    write(this.#error, errorInWords(camera), camera.lastError?.message);
    if (camera.page === null) this.#page.removeAttribute('href');
    else if (this.#page.getAttribute('href') !== camera.page) this.#page.href = camera.page;
    for (const { control, words, why } of this.#actions) {
      const reason = why();
      const label = reason ? `${words}: ${reason}` : words;
      if (control.title === label) continue;
      control.title = label;
      control.setAttribute('aria-label', label);
      control.classList.toggle('disabled', reason !== '');
      control.setAttribute('aria-disabled', String(reason !== ''));
    }
  }

  showPicture(jpeg: string): void {
    this.#image.src = `data:image/jpeg;base64,${jpeg}`;
    this.#image.hidden = false;
    this.#noPicture.hidden = true;
  }

  #button(key: string, symbol: string, why: () => string, work: () => unknown): Action {
    const control = make('button', 'red-ui-button red-ui-button-small', { type: 'button' }, icon(symbol));
    control.addEventListener('click', () => {
      const reason = why();
      if (reason) this.#tell('failed', reason);
      else if (!this.#isBusy) void this.#run(work);
    });
    return { control, words: shared(key), why };
  }

  #link(): Action {
    this.#page.append(icon('external-link'));
    const why = () => (this.camera.page === null ? this.#whyNotAsked() : '');
    this.#page.addEventListener('click', () => {
      const reason = why();
      if (reason) this.#tell('failed', reason);
    });
    return { control: this.#page, words: shared('sidebar.page'), why };
  }

  async #run(work: () => unknown): Promise<void> {
    this.#isBusy = true;
    await work();
    this.#isBusy = false;
  }

  #whyNotAsked(): string {
    const { isDeployed, state } = this.camera;
    if (!isDeployed) return shared('ask.UNKNOWN_CAMERA');
    return state === 'invalid' ? shared('sidebar.state.invalid') : '';
  }

  #whyNotTested(): string {
    return this.#context.mayWrite ? this.#whyNotAsked() : shared('ask.NOT_PERMITTED');
  }

  /** A camera in an instance of a subflow stands in the subflow. */
  #whyNotInEditor(): string {
    return RED.nodes.node(this.camera.editorId) ? '' : shared('sidebar.notInEditor');
  }

  #showNodes(): void {
    RED.search.show(`uses:${this.camera.editorId}`);
  }

  #edit(): void {
    RED.editor.editConfig('', 'anjvision-camera', this.camera.editorId);
  }

  async #test(): Promise<void> {
    this.#tell('', shared('test.working'));
    const answer = await testDeployed(this.camera.id);
    if (answer.ok && answer.picture) this.showPicture(answer.picture);
    if (answer.ok) this.#tell('done', shared('test.ok'));
    else this.#tell('failed', inWords(answer, 'test.reason'));
    this.#context.changed();
  }

  /** In the place of what last went wrong. */
  #tell(state: string, words: string): void {
    window.clearTimeout(this.#timer);
    this.#told.dataset['state'] = state;
    this.#told.hidden = false;
    this.#error.hidden = true;
    write(this.#told, words);
    if (state !== '') this.#timer = window.setTimeout(() => this.#clear(), TOLD_MS);
  }

  #clear(): void {
    this.#told.hidden = true;
    this.#error.hidden = false;
  }
}

/** Leaves alone what is the same already: writing it would cost time, and be read out again. */
function write(element: HTMLElement, words: string, title = words): void {
  if (element.textContent !== words) element.textContent = words;
  if (element.title !== title) element.title = title;
}
