import { Area } from './area.js';
import { AreaCanvas, type Tool } from './area-canvas.js';
import { button, make } from '../core/dom.js';
import { LivePicture } from './live-picture.js';

/** The area over a live picture, with its tools. */
export class AreaPainter {
  readonly element = make('div', 'anjvision-painter');
  readonly #canvas: AreaCanvas;
  readonly #picture: LivePicture;
  readonly #count = make('span', 'anjvision-count');
  readonly #paint: HTMLButtonElement;
  readonly #erase: HTMLButtonElement;
  readonly #rectangle: HTMLButtonElement;
  /** An area is mostly a rectangle; a click alone is one block. */
  #tool: Tool = { sets: true, rectangle: true };

  constructor(
    private readonly node: EditorNode,
    grid: string,
    life: AbortSignal,
    private readonly onPaint: () => void,
  ) {
    const text = (key: string) => node._(`area.${key}`);
    this.#canvas = new AreaCanvas(
      new Area(grid),
      () => this.#tool,
      () => this.#painted(),
      ({ column, row }, set) =>
        node._(set ? 'area.on' : 'area.off', { column: column + 1, row: row + 1, help: text('keys') }),
      life,
    );
    this.#picture = new LivePicture(life, this.#canvas.element);
    const all = button(text('all'), 'th', life, () => this.#change((area) => area.setAll(true)));
    const none = button(text('none'), 'times', life, () => this.#change((area) => area.setAll(false)));
    const invert = button(text('invert'), 'adjust', life, () => this.#change((area) => area.invert()));
    this.#paint = button(text('paint'), 'pencil', life, () => this.#choose({ sets: true }));
    this.#erase = button(text('erase'), 'eraser', life, () => this.#choose({ sets: false }));
    this.#rectangle = button(text('rectangle'), 'square-o', life, () =>
      this.#choose({ rectangle: !this.#tool.rectangle }),
    );
    const tools = [this.#paint, this.#erase, this.#rectangle, all, none, invert];
    for (const tool of tools) tool.classList.add('red-ui-button-small');
    this.element.append(
      make('div', 'anjvision-buttons', {}, ...tools, this.#count),
      this.#picture.element,
      make('div', 'anjvision-field-help', {}, text('keys')),
      make('div', 'anjvision-field-help', {}, text('takesEffect')),
    );
    this.#choose({});
    this.#tell();
  }

  /** Call it when the element is in the page. */
  prepare(): void {
    void this.#picture.run();
  }

  get area(): Area {
    return this.#canvas.area;
  }

  set area(area: Area) {
    this.#canvas.area = area;
    this.#tell();
  }

  /** Whether what is shown counts; otherwise it is only a proposal. */
  set isUsed(used: boolean) {
    this.#canvas.element.classList.toggle('anjvision-proposal', !used);
  }

  #choose(tool: Partial<Tool>): void {
    this.#tool = { ...this.#tool, ...tool };
    const { sets, rectangle } = this.#tool;
    const pressed: [HTMLButtonElement, boolean][] = [
      [this.#paint, sets],
      [this.#erase, !sets],
      [this.#rectangle, rectangle],
    ];
    for (const [made, chosen] of pressed) {
      made.classList.toggle('selected', chosen);
      made.setAttribute('aria-pressed', String(chosen));
    }
  }

  #change(how: (area: Area) => void): void {
    how(this.area);
    this.#canvas.draw();
    this.#painted();
  }

  #painted(): void {
    this.#tell();
    this.onPaint();
  }

  #tell(): void {
    const { count, blocks } = this.area;
    this.#count.textContent = this.node._('area.count', { count, of: blocks.length });
  }
}
