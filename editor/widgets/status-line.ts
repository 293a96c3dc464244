import { cut, make } from '../core/dom.js';

/** A line that says what came of a button; it keeps its place when it is empty. */
export class Notice {
  readonly element = make('div', 'anjvision-notice');
  #timer: number | undefined;

  constructor() {
    this.element.setAttribute('role', 'status');
  }

  say(text: string): void {
    this.#show('', text);
  }

  done(text: string): void {
    this.#show('done', text);
    this.#timer = window.setTimeout(() => this.#show('', ''), 8000);
  }

  failed(text: string): void {
    this.#show('failed', text);
  }

  #show(state: string, whole: string): void {
    const text = cut(whole);
    window.clearTimeout(this.#timer);
    this.element.dataset['state'] = state;
    this.element.textContent = text;
    this.element.title = text;
  }
}
