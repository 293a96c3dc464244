import { chosenCamera, icon, make } from '../../core/dom.js';
import { Mover } from '../../widgets/hold-to-move.js';

/** What is at each place of the pad; the place says where to. */
const PAD = [
  ['up-left', 'up', 'up-right'],
  ['left', 'stop', 'right'],
  ['down-left', 'down', 'down-right'],
];

/** The lens, each in two ways. */
const LENS = [
  { axis: 'zoom', more: 'zoom-in', less: 'zoom-out', icons: ['search-plus', 'search-minus'] },
  { axis: 'focus', more: 'focus-near', less: 'focus-far', icons: ['compress', 'expand'] },
  { axis: 'iris', more: 'iris-open', less: 'iris-close', icons: ['sun-o', 'moon-o'] },
];

const HOLDING_KEYS = [' ', 'Enter'];

/** Buttons that move the camera for as long as they are held. */
export class Pad {
  readonly element = make('div', 'anjvision-pads');
  readonly #mover: Mover;
  #pressed: HTMLElement | undefined;

  constructor(
    private readonly node: EditorNode,
    private readonly life: AbortSignal,
    private readonly speed: () => number,
    tell: (trouble: string) => void,
  ) {
    this.#mover = new Mover(tell);
    const pad = make('div', 'anjvision-pad');
    PAD.forEach((actions, row) =>
      actions.forEach((action, column) => {
        if (action === 'stop') pad.append(this.#stopButton());
        else {
          const arrow = icon('arrow-up');
          arrow.style.transform = `rotate(${Math.atan2(column - 1, 1 - row)}rad)`;
          pad.append(this.#holdButton(action, arrow, { move_x: column - 1, move_y: 1 - row }));
        }
      }),
    );
    const lens = make('div', 'anjvision-lens');
    for (const { axis, more, less, icons } of LENS) {
      const [plus = '', minus = ''] = icons;
      lens.append(
        this.#holdButton(less, icon(minus), { [axis]: -1 }),
        this.#holdButton(more, icon(plus), { [axis]: 1 }),
      );
    }
    this.element.append(pad, lens);
    for (const event of ['blur', 'pagehide'])
      window.addEventListener(event, () => this.#letGo(), { signal: life });
    document.addEventListener('visibilitychange', () => this.#letGo(), { signal: life });
    life.addEventListener('abort', () => this.#letGo());
  }

  #button(action: string, content: Node): HTMLButtonElement {
    const title = this.node._(`action.${action}`);
    const button = make('button', 'red-ui-button', { type: 'button', title }, content);
    button.setAttribute('aria-label', title);
    button.dataset['action'] = action;
    return button;
  }

  #stopButton(): HTMLButtonElement {
    const button = this.#button('stop', icon('stop'));
    this.#on(button, 'click', () => void this.#mover.stop(chosenCamera()));
    return button;
  }

  #holdButton(action: string, content: Node, input: object): HTMLButtonElement {
    const button = this.#button(action, content);
    const press = () => this.#press(button, { ...input, speed: this.speed() });
    this.#on(button, 'pointerdown', (event) => {
      if (event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      press();
    });
    this.#on(button, 'keydown', (event) => {
      if (!HOLDING_KEYS.includes(event.key)) return;
      event.preventDefault();
      if (!event.repeat) press();
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture', 'keyup', 'blur'] as const)
      this.#on(button, end, () => {
        // The focus leaves the last button only after the next one is pressed.
        if (this.#pressed === button) this.#letGo();
      });
    this.#on(button, 'contextmenu', (event) => event.preventDefault());
    return button;
  }

  #on<K extends keyof HTMLElementEventMap>(
    button: HTMLElement,
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void {
    button.addEventListener(type, listener, { signal: this.life });
  }

  #press(button: HTMLElement, input: object): void {
    this.#pressed?.classList.remove('selected');
    this.#pressed = button;
    button.classList.add('selected');
    this.#mover.start(chosenCamera(), input);
  }

  #letGo(): void {
    this.#pressed?.classList.remove('selected');
    this.#pressed = undefined;
    this.#mover.release();
  }
}
