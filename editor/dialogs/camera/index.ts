import { diagnostics, inWords } from '../../core/api.js';
import { CameraFinder } from './find.js';
import { CameraTest } from './test.js';
import { make, styled } from '../../core/dom.js';
import { Notice } from '../../widgets/status-line.js';

/** Gives the buttons in the dialog of `anjvision-camera` their work. */
export async function open(node: EditorNode): Promise<void> {
  await styled();
  const box = document.querySelector<HTMLElement>('#anjvision-camera-answer');
  if (!box) return;
  const test = new CameraTest(node, box);
  enable('#anjvision-camera-test', () => test.run());
  const finder = new CameraFinder(node);
  document.querySelector('#anjvision-camera-found')?.append(finder.element);
  enable('#anjvision-camera-find', () => finder.run());
  const report = new Report(node);
  document.querySelector('#anjvision-camera-report')?.append(report.element);
  enable('#anjvision-camera-diagnostics', () => report.copy());
}

/** A button rests while its work is done. */
function enable(selector: string, work: () => Promise<void>): void {
  const button = document.querySelector<HTMLButtonElement>(selector);
  if (!button) return;
  button.disabled = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    void work().finally(() => (button.disabled = false));
  });
}

/** The report for a bug ticket, of the camera as it is deployed. */
class Report {
  readonly element = make('div');
  readonly #notice = new Notice();
  readonly #text = make('textarea', 'anjvision-report', { readOnly: true, rows: 8, hidden: true });

  constructor(private readonly node: EditorNode) {
    this.#text.setAttribute('aria-label', node._('diagnostics.report'));
    this.element.append(this.#notice.element, this.#text);
  }

  async copy(): Promise<void> {
    this.#notice.say(this.node._('test.working'));
    const answer = await diagnostics(this.node.id);
    if (!answer.ok) return this.#notice.failed(inWords(answer));
    const text = JSON.stringify(answer.report, null, 2);
    // What leaves the house should be seen.
    this.#text.hidden = false;
    this.#text.value = text;
    this.element.scrollIntoView({ block: 'nearest' });
    if (await copied(text)) return this.#notice.done(this.node._('diagnostics.copied'));
    this.#text.select();
    this.#notice.say(this.node._('diagnostics.copyYourself'));
  }
}

/** Over http browsers have no clipboard for scripts; Node-RED's own way works in most. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return RED.clipboard.copyText(text);
  }
}
