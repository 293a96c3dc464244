import { inWords, test, type Refusal } from '../../core/api.js';
import { icon, make } from '../../core/dom.js';
import type { Result } from '../../core/types.js';

/** What is typed, before it is deployed. */
const TYPED = ['name', 'host', 'port', 'protocol', 'tls', 'timeout', 'username', 'password'];

/** Tries what is typed and shows what the camera says of itself, or why it does not. */
export class CameraTest {
  constructor(
    private readonly node: EditorNode,
    private readonly box: HTMLElement,
  ) {}

  async run(): Promise<void> {
    this.#begin('working', 'spinner fa-spin', this.node._('test.working'));
    const typed = Object.fromEntries(TYPED.map((name) => [name, $(`#node-config-input-${name}`).val()]));
    if (typed['protocol'] !== 'https' || typed['tls'] === '_ADD_') typed['tls'] = '';
    const answer = await test({ ...typed, id: this.node.id });
    if (answer.ok) this.#show(answer);
    else this.#refused(answer);
  }

  #begin(state: string, symbol: string, text: string): void {
    this.box.className = `anjvision-test anjvision-test-${state}`;
    this.box.replaceChildren(make('div', 'anjvision-test-head', {}, icon(symbol), ` ${text}`));
  }

  #show({ model, firmware, capabilities, relay, picture }: Result): void {
    const text = (key: string) => this.node._(`test.${key}`);
    this.#begin('ok', 'check-circle', text('ok'));
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
      list.append(make('dd', '', {}, typeof fact === 'string' && fact ? fact : text('unknown')));
    }
    this.box.append(list);
    if (typeof picture === 'string') this.#showPicture(picture);
    else this.#detail(text('noPicture'));
  }

  #showPicture(picture: string): void {
    const image = make('img', '', { alt: this.node._('test.picture') });
    image.onload = () => this.box.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    image.src = `data:image/jpeg;base64,${picture}`;
    this.box.append(image);
  }

  #refused(refusal: Refusal): void {
    this.#begin('failed', 'times-circle', inWords({ ...refusal, message: '' }, 'test.reason'));
    if (['INVALID_INPUT', 'CAMERA_FAULT'].includes(refusal.code) && refusal.message)
      this.#detail(refusal.message);
  }

  #detail(text: string): void {
    this.box.append(make('p', 'anjvision-test-detail', {}, text));
  }
}
