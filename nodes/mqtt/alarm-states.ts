import type { CameraStates } from './camera-states';

const TOPICS = ['motion', 'input', 'person', 'vehicle'] as const;
type AlarmTopic = (typeof TOPICS)[number];

/** An alarm as `anjvision-events` sends it. */
export interface AlarmEvent {
  readonly topic: AlarmTopic | 'alarm';
  readonly active?: boolean | null;
  readonly input?: number;
  /** Of the topic `alarm`. */
  readonly type?: string;
}

/** Alarms of one camera as states and events on the broker. */
export class AlarmStates {
  readonly #states: CameraStates;
  /** Each input has a state of its own, and the broker has one topic for all: active while any of them is. */
  readonly #inputs = new Map<number | undefined, boolean | null>();

  /** Nothing is known at first: what is left on the broker of an earlier run does not count any more. */
  constructor(states: CameraStates) {
    this.#states = states;
    for (const topic of TOPICS) states.set(topic, { active: null });
  }

  tell(event: AlarmEvent): void {
    const { topic, ...rest } = event;
    if (topic === 'alarm') {
      const { type, ...what } = rest;
      this.#states.event({ event_type: type, ...what });
      return;
    }
    const { active = null, ...more } = rest;
    this.#states.set(topic, { active: topic === 'input' ? this.#anyInput(event) : active, ...more });
    // That nothing is known any more has not happened at the camera.
    if (active !== null) this.#states.event({ event_type: topic, active, ...more });
  }

  #anyInput({ input, active = null }: AlarmEvent): boolean | null {
    this.#inputs.set(input, active);
    const all = [...this.#inputs.values()];
    if (all.includes(true)) return true;
    return all.includes(null) ? null : false;
  }
}
