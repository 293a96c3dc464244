import { inWords, picture } from '../core/api.js';
import { chosenCamera, make, pause } from '../core/dom.js';
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

  constructor(
    private readonly life: AbortSignal,
    ...above: HTMLElement[]
  ) {
    this.#image.hidden = true;
    this.element.append(this.#image, this.#words, ...above);
  }

  /** Lasts as long as the dialog; another one over it, or a hidden page, lets it rest. */
  async run(): Promise<void> {
    let shown: string | undefined;
    while (!this.life.aborted) {
      if (!this.element.isConnected) {
        await pause(LOOK_AGAIN_MS, this.life);
        continue;
      }
      const camera = chosenCamera();
      if (camera !== shown) this.#clear(camera);
      shown = camera;
      const isSeen = camera !== '' && !document.hidden && this.element.offsetParent !== null;
      await pause(isSeen ? await this.#look(camera) : LOOK_AGAIN_MS, this.life);
    }
  }

  /** @returns how long to wait before the next look. */
  async #look(camera: string): Promise<number> {
    const answer = await picture(camera);
    // While another dialog is over this one, the field of its camera is not in the page.
    if (!this.element.isConnected || camera !== chosenCamera()) return 0;
    if (answer.ok && answer.picture && (await showJpeg(this.#image, answer.picture))) {
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

/** Shows a picture. @returns whether it is one: the browser's sign for a broken picture is never seen. */
export async function showJpeg(image: HTMLImageElement, base64: string): Promise<boolean> {
  image.src = `data:image/jpeg;base64,${base64}`;
  const isPicture = await image.decode().then(
    () => true,
    () => false,
  );
  image.hidden = !isPicture;
  return isPicture;
}
