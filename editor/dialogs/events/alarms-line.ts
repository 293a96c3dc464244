import { alarms, inWords, type HeardAlarm, type Heard } from '../../core/api.js';
import { chosenCamera, make, pause } from '../../core/dom.js';
import { shared } from '../../core/i18n.js';

const PAUSE_MS = 1000;
const SHOWN_AT_MOST = 3;

/** What the deployed nodes hear of the chosen camera, for as long as the dialog is open and seen. */
export class AlarmsLine {
  readonly element = make('div', 'anjvision-notice anjvision-alarms');

  constructor(
    private readonly node: EditorNode,
    private readonly life: AbortSignal,
  ) {
    this.element.setAttribute('role', 'status');
  }

  /** Lasts as long as the dialog; another one over it, or a hidden page, lets it rest. */
  async run(): Promise<void> {
    while (!this.life.aborted) {
      if (!document.hidden && this.element.isConnected) await this.#look();
      await pause(PAUSE_MS, this.life);
    }
  }

  async #look(): Promise<void> {
    const camera = chosenCamera();
    if (!camera) return this.#show('', shared('ask.NO_CAMERA'));
    const answer = await alarms(camera);
    if (this.life.aborted || camera !== chosenCamera()) return;
    if (!answer.ok) return this.#show('', inWords(answer));
    this.#show(answer.listening?.state ?? '', this.#inWords(answer));
  }

  #inWords({ hasListeners, listening, recent }: Heard): string {
    if (!hasListeners) return this.#text('nobody');
    if (!listening) return this.#text('connecting');
    const { state, source, reason } = listening;
    if (state !== 'listening') return this.#text(state, { reason });
    const latest = [...recent].sort((one, other) => one.agoMs - other.agoMs).slice(0, SHOWN_AT_MOST);
    const heard = latest.map((alarm) => this.#heard(alarm));
    return [this.#text('listening', { source: this.#text(`source.${source}`) }), ...heard].join('; ');
  }

  #heard({ topic, type, active, agoMs }: HeardAlarm): string {
    const what = type ?? this.node._(`topic.${topic}`);
    const seconds = Math.round(agoMs / 1000);
    const time =
      seconds < 120
        ? this.#text('secondsAgo', { seconds })
        : this.#text('minutesAgo', { minutes: Math.round(seconds / 60) });
    return this.#text(active === false ? 'ended' : 'began', { what, time });
  }

  #text(key: string, values: Record<string, unknown> = {}): string {
    return this.node._(`live.${key}`, values);
  }

  #show(state: string, text: string): void {
    this.element.dataset['state'] = state === 'listening' ? 'done' : state === 'lost' ? 'failed' : '';
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
