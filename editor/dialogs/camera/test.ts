import { inWords, test, type Refusal } from '../../core/api.js';
import { cut, icon, make } from '../../core/dom.js';
import type { Result } from '../../core/types.js';
import { showJpeg } from '../../widgets/live-picture.js';
import { typedCamera, valueOf } from './fields.js';

/** Tries what is typed and shows what the camera says of itself, or why it does not. */
export class CameraTest {
  /** What the camera has told of itself, to be shown when the dialog is opened again. */
  #told: { model: string; firmware: string } | undefined;

  constructor(
    private readonly node: EditorNode,
    private readonly box: HTMLElement,
    private readonly life: AbortSignal,
  ) {
    const { model, firmware } = node;
    const known = [model, firmware].filter((text) => typeof text === 'string' && text !== '');
    if (known.length > 0) this.#begin('known', 'info-circle', known.join(', '));
    // What was tested is not what stands there any more.
    const rows = box.parentElement;
    for (const type of ['input', 'change'])
      rows?.addEventListener(type, () => this.#grow(), { signal: life });
  }

  /** Keeps model and firmware in the node. */
  remember(): void {
    if (this.#told) Object.assign(this.node, this.#told);
  }

  async run(): Promise<void> {
    if (valueOf('password') === '') {
      this.#refused({ ok: false, code: 'INVALID_INPUT', key: 'passwordMissing' });
      return;
    }
    this.#begin('working', 'spinner fa-spin', this.node._('test.working'));
    const answer = await test(typedCamera(this.node.id));
    if (this.life.aborted) return;
    if (answer.ok) await this.#show(answer);
    else this.#refused(answer);
    this.box.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  #grow(): void {
    const isResult = /anjvision-test-(ok|failed)/.test(this.box.className);
    if (!isResult || this.box.classList.contains('anjvision-test-stale')) return;
    this.box.classList.add('anjvision-test-stale');
    this.box.prepend(make('p', 'anjvision-test-detail', {}, this.node._('test.stale')));
  }

  #begin(state: string, symbol: string, text: string): void {
    this.box.className = `anjvision-test anjvision-test-${state}`;
    this.box.replaceChildren(make('div', 'anjvision-test-head', {}, icon(symbol), ` ${text}`));
  }

  async #show({ model, firmware, capabilities, relay, picture }: Result): Promise<void> {
    const text = (key: string) => this.node._(`test.${key}`);
    this.#begin('ok', 'check-circle', text('ok'));
    const textOf = (fact: unknown) => (typeof fact === 'string' ? cut(fact) : '');
    this.#told = { model: textOf(model), firmware: textOf(firmware) };
    const can = Object.entries(capabilities ?? {}).filter(([, yes]) => yes === true);
    const facts = {
      model,
      firmware,
      capabilities: can.map(([name]) => text(`can.${name}`)).join(', '),
      relay: typeof relay === 'string' ? this.node._(`status.${relay}`) : '',
    };
    const list = make('dl', 'anjvision-test-facts');
    for (const [key, fact] of Object.entries(facts)) {
      list.append(make('dt', '', {}, text(`fact.${key}`)));
      list.append(make('dd', '', {}, textOf(fact) || text('unknown')));
    }
    this.box.append(list);
    const image = make('img', '', { alt: text('picture'), hidden: true });
    this.box.append(image);
    if (typeof picture !== 'string' || !(await showJpeg(image, picture))) this.#detail(text('noPicture'));
  }

  #refused(refusal: Refusal): void {
    this.#begin('failed', 'times-circle', inWords({ ...refusal, message: '' }, 'test.reason'));
    if (refusal.key) return;
    if (['INVALID_INPUT', 'CAMERA_FAULT'].includes(refusal.code) && refusal.message)
      this.#detail(refusal.message);
  }

  #detail(text: string): void {
    this.box.append(make('p', 'anjvision-test-detail', {}, cut(text)));
  }
}
