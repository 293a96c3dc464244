import { styled } from '../../core/dom.js';
import { searchAtOnce } from '../../core/search-at-once.js';
import type { Dialog } from '../../core/types.js';
import { DiagnosticsReport } from '../../widgets/diagnostics-report.js';
import { field, typedCamera } from './fields.js';
import { CameraFinder } from './find.js';
import { takePastedApart } from './pasted.js';
import { CameraTest } from './test.js';

/** Gives the buttons in the dialog of `anjvision-camera` their work. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  await styled();
  const box = document.querySelector<HTMLElement>('#anjvision-camera-answer');
  if (!box || life.aborted) return {};
  const isSearchWanted = searchAtOnce.isWanted;
  searchAtOnce.isWanted = false;
  takePastedApart();
  const markPassword = () => field('password').toggleClass('input-error', field('password').val() === '');
  field('password').on('input change', markPassword);
  const test = new CameraTest(node, box, life);
  enable('#anjvision-camera-test', life, async () => {
    markPassword();
    await test.run();
  });
  const finder = new CameraFinder(node, life);
  document.querySelector('#anjvision-camera-found')?.append(finder.element);
  enable('#anjvision-camera-find', life, () => finder.run());
  const report = new DiagnosticsReport((key) => node._(key));
  document.querySelector('#anjvision-camera-report')?.append(report.element);
  enable('#anjvision-camera-diagnostics', life, () => report.copy(node.id, typedCamera(node.id)));
  if (isSearchWanted) $('#anjvision-camera-find').trigger('click');
  return { save: () => test.remember() };
}

/** A button rests while its work is done. */
function enable(selector: string, signal: AbortSignal, work: () => Promise<void>): void {
  const button = document.querySelector<HTMLButtonElement>(selector);
  if (!button) return;
  button.disabled = false;
  button.addEventListener(
    'click',
    () => {
      button.disabled = true;
      void work().finally(() => (button.disabled = false));
    },
    { signal },
  );
}
