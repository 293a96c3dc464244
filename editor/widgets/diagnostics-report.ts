import { diagnostics, diagnosticsOf, inWords } from '../core/api.js';
import { copied } from '../core/clipboard.js';
import { make } from '../core/dom.js';
import { Notice } from './status-line.js';

/** The report for a bug ticket, of a camera as it is deployed. */
export class DiagnosticsReport {
  readonly element = make('div', 'anjvision-diagnostics');
  readonly #notice = new Notice();
  readonly #text = make('textarea', 'anjvision-report', { readOnly: true, rows: 8, hidden: true });
  readonly #words: (key: string) => string;

  constructor(words: (key: string) => string) {
    this.#words = words;
    this.#text.setAttribute('aria-label', words('diagnostics.report'));
    this.element.append(this.#notice.element, this.#text);
  }

  close(): void {
    this.#notice.say('');
    this.#text.hidden = true;
  }

  /** @param typed what stands in the dialog of a camera, which is used while it is not deployed. */
  async copy(camera: string, typed?: object): Promise<void> {
    this.#notice.say(this.#words('test.working'));
    const deployed = await diagnostics(camera);
    const isTyped = typed && !deployed.ok && deployed.code === 'UNKNOWN_CAMERA';
    const answer = isTyped ? await diagnosticsOf(typed) : deployed;
    if (!answer.ok) return this.#notice.failed(inWords(answer));
    const text = JSON.stringify(answer.report, null, 2);
    // What leaves the house should be seen.
    this.#text.hidden = false;
    this.#text.value = text;
    this.element.scrollIntoView({ block: 'nearest' });
    if (await copied(text)) return this.#notice.done(this.#words('diagnostics.copied'));
    this.#text.select();
    this.#notice.say(this.#words('diagnostics.copyYourself'));
  }
}
