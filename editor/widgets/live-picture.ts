import { inWords, picture } from '../core/api.js';
import { chosenCamera, make } from '../core/dom.js';
import { shared } from '../core/i18n.js';

/** After a picture, so that commands find the camera free. */
const PAUSE_MS = 700;
const PAUSE_AFTER_FAILURE_MS = 5000;
const LOOK_AGAIN_MS = 300;

/** What the camera sees, again and again, for as long as the dialog is open and seen. */
export class LivePicture {
  readonly element = make('div', 'anjvision-live');
  readonly #image = make('img', '', { alt: shared('test.picture'), draggable: false });
  readonly #words = make('p', 'anjvision-live-words');
  #wanted = true;

  constructor(...above: HTMLElement[]) {
    this.#image.hidden = true;
    this.element.append(this.#image, this.#words, ...above);
  }

  /** Call it when the element is in the page; it ends when the element has left it. */
  async run(): Promise<void> {
    let shown: string | undefined;
    while (this.#wanted && this.element.isConnected) {
      const camera = chosenCamera();
      if (camera !== shown) this.#clear(camera);
      shown = camera;
      const isSeen = camera !== '' && !document.hidden && this.element.offsetParent !== null;
      await sleep(isSeen ? await this.#look(camera) : LOOK_AGAIN_MS);
    }
  }

  close(): void {
    this.#wanted = false;
  }

  /** @returns how long to wait before the next look. */
  async #look(camera: string): Promise<number> {
    const answer = await picture(camera);
    if (camera !== chosenCamera()) return 0;
    if (answer.ok && answer.picture) {
      this.#image.src = `data:image/jpeg;base64,${answer.picture}`;
      this.#image.hidden = false;
      this.#words.textContent = '';
      return PAUSE_MS;
    }
    if (answer.ok || this.#image.hidden)
      this.#words.textContent = answer.ok ? shared('test.noPicture') : inWords(answer);
    return PAUSE_AFTER_FAILURE_MS;
  }

  #clear(camera: string): void {
    this.#image.hidden = true;
    this.#words.textContent = camera ? shared('ask.picture') : shared('ask.NO_CAMERA');
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
