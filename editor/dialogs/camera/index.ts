import { styled } from '../../core/dom.js';
import { searchAtOnce } from '../../core/search-at-once.js';
import { DiagnosticsReport } from '../../widgets/diagnostics-report.js';
import { CameraFinder } from './find.js';
import { CameraTest } from './test.js';

/** Gives the buttons in the dialog of `anjvision-camera` their work. */
export async function open(node: EditorNode): Promise<void> {
  await styled();
  const box = document.querySelector<HTMLElement>('#anjvision-camera-answer');
  if (!box) return;
  const isSearchWanted = searchAtOnce.isWanted;
  searchAtOnce.isWanted = false;
  const test = new CameraTest(node, box);
  enable('#anjvision-camera-test', () => test.run());
  const finder = new CameraFinder(node);
  document.querySelector('#anjvision-camera-found')?.append(finder.element);
  enable('#anjvision-camera-find', () => finder.run());
  const report = new DiagnosticsReport((key) => node._(key));
  document.querySelector('#anjvision-camera-report')?.append(report.element);
  enable('#anjvision-camera-diagnostics', () => report.copy(node.id));
  if (isSearchWanted) $('#anjvision-camera-find').trigger('click');
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
