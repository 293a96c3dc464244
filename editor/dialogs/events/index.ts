import { make, styled } from '../../core/dom.js';
import type { Dialog } from '../../core/types.js';
import { AlarmsLine } from './alarms-line.js';

const TOPICS = ['connection', 'relay', 'motion', 'input', 'person', 'vehicle', 'alarm', 'listening'];

/** These need a connection of their own to the camera. */
const ALARM_TOPICS = TOPICS.slice(2);

/** Proposed when the relay is ticked. */
const RELAY_INTERVAL_S = '5';

/** Builds the dialog of `anjvision-events` into its template. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  await styled();
  if (life.aborted) return {};
  const ticks = new Ticks(node, life);
  document.querySelector('#anjvision-events-topics')?.append(...ticks.elements);
  ticks.showRows();
  const live = new AlarmsLine(node, life);
  document.querySelector('#anjvision-events-live')?.append(live.element);
  void live.run();
  return { save: () => ticks.save() };
}

/** A tick for each topic. */
class Ticks {
  readonly elements: HTMLElement[];
  readonly #boxes: Map<string, HTMLInputElement>;

  constructor(
    private readonly node: EditorNode,
    life: AbortSignal,
  ) {
    const chosen = this.#saved();
    this.#boxes = new Map(
      TOPICS.map((topic) => [
        topic,
        make('input', '', { type: 'checkbox', checked: chosen.includes(topic) }),
      ]),
    );
    this.elements = [...this.#boxes].map(([topic, box]) => {
      box.addEventListener('change', () => this.#changed(topic, box.checked), { signal: life });
      return make('label', '', {}, box, ` ${node._(`topic.${topic}`)}`);
    });
  }

  save(): void {
    this.node['topics'] = TOPICS.filter((topic) => this.#boxes.get(topic)?.checked);
  }

  /** Shows the rows that matter for what is ticked. */
  showRows(): void {
    const isTicked = (topic: string) => this.#boxes.get(topic)?.checked ?? false;
    $('#anjvision-events-relay').toggle(isTicked('relay'));
    $('#anjvision-events-hold, #anjvision-events-live').toggle(ALARM_TOPICS.some(isTicked));
  }

  #saved(): string[] {
    const { topics, relayInterval } = this.node;
    const known = Array.isArray(topics) ? (topics as string[]) : TOPICS.filter((topic) => topic !== 'relay');
    return Number(relayInterval) > 0 ? [...known, 'relay'] : known;
  }

  #changed(topic: string, checked: boolean): void {
    const interval = $('#node-input-relayInterval');
    if (topic === 'relay' && !checked) interval.val('0').trigger('change');
    else if (topic === 'relay' && !(Number(interval.val()) > 0))
      interval.val(RELAY_INTERVAL_S).trigger('change');
    this.showRows();
  }
}
