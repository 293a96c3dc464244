import { cameras, inWords } from '../core/api.js';
import type { CameraState } from '../../shared/camera-state.js';
import { button, make } from '../core/dom.js';
import { shared, sharedWith } from '../core/i18n.js';
import { searchAtOnce } from '../core/search-at-once.js';
import { DiagnosticsReport } from '../widgets/diagnostics-report.js';
import { Notice } from '../widgets/status-line.js';
import { filterCameras, listCameras, type EditorCamera, type ListedCamera } from './camera-list.js';
import { Pictures } from './pictures.js';
import { CameraRow } from './row.js';
import { VirtualList } from './virtual-list.js';
import { alarmsInWords, errorInWords, stateInWords } from './words.js';

const TYPE = 'anjvision-camera';
/** As high as `.anjvision-row` in the style sheet. */
const ROW_PX = 148;
const LOOK_MS = 2_000;

/** Every configured camera, for as long as the tab is seen. */
export class CameraTab {
  readonly element = make('div', 'anjvision-sidebar', { id: 'anjvision-sidebar' });
  readonly #mayWrite = RED.user.hasPermission('flows.write');
  readonly #filter = make('input', 'anjvision-sidebar-filter', { type: 'search' });
  readonly #summary = new Notice();
  readonly #report = new DiagnosticsReport(shared);
  readonly #list: VirtualList<ListedCamera, CameraRow>;
  readonly #pictures: Pictures;
  #deployed: readonly CameraState[] = [];
  #timer: number | undefined;
  #isLooking = false;

  constructor() {
    this.#list = new VirtualList(
      shared('sidebar.title'),
      ROW_PX,
      (camera) => this.#row(camera),
      () => this.#onMove(),
    );
    this.#pictures = new Pictures(() => (this.#isSeen ? this.#list.visible() : []), this.#mayWrite);
    this.#filter.placeholder = this.#filter.ariaLabel = shared('sidebar.filter');
    this.#filter.addEventListener('input', () => this.#show());
    const head = make('div', 'anjvision-sidebar-head', {}, this.#filter, this.#findButton());
    this.element.append(head, this.#summary.element, this.#report.element, this.#list.element);
    this.element.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#report.close());
    // It takes the place of rows, until somebody goes on.
    this.#list.element.addEventListener('scroll', () => this.#report.close());
    document.addEventListener('visibilitychange', () => this.#onMove());
    RED.events.on('deploy', () => void this.#look());
  }

  get #isSeen(): boolean {
    return !document.hidden && this.#list.element.clientHeight > 0;
  }

  /** The tab has come or gone, or other rows are in sight. */
  #onMove(): void {
    if (!this.#isSeen) return this.#pictures.stop();
    this.#pictures.update();
    if (!this.#isLooking && this.#timer === undefined) void this.#look();
  }

  /** Asks Node-RED for the states of all, again and again while they are seen. No camera is asked. */
  async #look(): Promise<void> {
    if (this.#isLooking || !this.#isSeen) return;
    this.#isLooking = true;
    window.clearTimeout(this.#timer);
    const answer = await cameras();
    if (answer.ok) {
      this.#deployed = answer.cameras;
      this.#show();
    } else this.#summary.failed(inWords(answer));
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined;
      void this.#look();
    }, LOOK_MS);
    this.#isLooking = false;
  }

  #show(): void {
    const all = listCameras(this.#deployed, camerasInEditor());
    const shown = filterCameras(all, this.#filter.value, wordsOf);
    const online = all.filter(({ state }) => state === 'online').length;
    const words =
      all.length > 0
        ? sharedWith('status.camerasOnline', { online, all: all.length })
        : shared('sidebar.none');
    this.#summary.say(all.length > 0 && shown.length === 0 ? shared('sidebar.noMatch') : words);
    this.#list.show(shown);
  }

  #row(camera: ListedCamera): CameraRow {
    return new CameraRow(camera, {
      mayWrite: this.#mayWrite,
      pictureOf: (id) => this.#pictures.of(id),
      changed: () => void this.#look(),
      report: ({ id }) => this.#report.copy(id),
    });
  }

  /** Opens the dialog of a new camera, which searches at once. */
  #findButton(): HTMLElement {
    const find = button(shared('find.button'), 'search', undefined, () => {
      if (!this.#mayWrite) return this.#summary.failed(shared('ask.NOT_PERMITTED'));
      searchAtOnce.isWanted = true;
      RED.editor.editConfig('', TYPE, '_ADD_');
    });
    find.title = this.#mayWrite ? shared('find.button') : shared('ask.NOT_PERMITTED');
    find.setAttribute('aria-disabled', String(!this.#mayWrite));
    find.classList.toggle('disabled', !this.#mayWrite);
    return find;
  }
}

/** A camera inside a subflow exists in the instances of it only. */
function camerasInEditor(): EditorCamera[] {
  const found: EditorCamera[] = [];
  RED.nodes.eachConfig(({ id, type, name, host, z, d }) => {
    if (type !== TYPE || (typeof z === 'string' && RED.nodes.subflow(z))) return;
    const label = [name, host, id].find((text) => typeof text === 'string' && text !== '');
    found.push({ id, name: label as string, isDisabled: d === true });
  });
  return found;
}

const wordsOf = (camera: ListedCamera) =>
  [
    camera.name,
    camera.page,
    camera.model,
    camera.firmware,
    stateInWords(camera),
    alarmsInWords(camera),
    errorInWords(camera),
  ].join(' ');
