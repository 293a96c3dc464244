/** An element with a class, properties and content; text stays text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

export const icon = (name: string) => make('i', `fa fa-${name}`, { ariaHidden: 'true' });

/** A button of Node-RED's look, that works until `life` is over, if it ever is. */
export function button(
  text: string,
  symbol: string,
  life: AbortSignal | undefined,
  onClick: () => void,
): HTMLButtonElement {
  const made = make('button', 'red-ui-button', { type: 'button' }, icon(symbol), ` ${text}`);
  made.addEventListener('click', onClick, life && { signal: life });
  return made;
}

/** Waits; no longer than `life` lasts. */
export function pause(ms: number, life: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      life.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    life.addEventListener('abort', end);
  });
}

/** Longer texts of a camera are cut where they are shown. */
const LONGEST_TEXT = 300;

export const cut = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

/** What the dialog's field of this name holds now. */
export function fieldValue(name: string): string {
  const input = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#node-input-${name}`);
  return input?.value ?? '';
}

/** The camera chosen in the dialog, or none. */
export function chosenCamera(): string {
  const id = fieldValue('camera');
  return id === '_ADD_' ? '' : id;
}

/** Makes the styles of `editor.css` known, once, and waits until they are. */
export function styled(): Promise<void> {
  if (document.getElementById('anjvision-styles')) return Promise.resolve();
  const link = make('link', '', { id: 'anjvision-styles', rel: 'stylesheet' });
  link.href = new URL('../editor.css', import.meta.url).href;
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
