import type { SiteTopics, StateName } from './topics';

/** A message as `mqtt out` takes it. */
export interface Publication {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export type Publish = (message: Publication) => void;

export const retained = (topic: string, payload: string): Publication => ({
  topic,
  payload,
  qos: 1,
  retain: true,
});

/** What one camera keeps on the broker: told on change, and all of it again when asked for. */
export class CameraStates {
  readonly #topics: SiteTopics;
  readonly #slug: string;
  readonly #publish: Publish;
  readonly #states = new Map<StateName, string>();
  #availability: 'online' | 'offline' | undefined;
  #picture: Buffer | undefined;
  readonly #told = new Map<StateName, number>();

  constructor(topics: SiteTopics, slug: string, publish: Publish) {
    this.#topics = topics;
    this.#slug = slug;
    this.#publish = publish;
  }

  /** How often a state was told. */
  told(what: StateName): number {
    return this.#told.get(what) ?? 0;
  }

  get availability(): 'online' | 'offline' | undefined {
    return this.#availability;
  }

  available(isOnline: boolean): void {
    const availability = isOnline ? 'online' : 'offline';
    if (availability === this.#availability) return;
    this.#availability = availability;
    this.#tell(this.#topics.availability(this.#slug), availability);
  }

  /** @param always tells it also if it is what was told last. */
  set(what: StateName, value: object, always = false): void {
    const text = JSON.stringify(value);
    if (!always && this.#states.get(what) === text) return;
    this.#states.set(what, text);
    this.#told.set(what, this.told(what) + 1);
    this.#tell(this.#topics.state(this.#slug, what), text);
  }

  /** @param keep leaves it on the broker, and so tells it again with everything else. */
  picture(jpeg: Buffer, keep: boolean): void {
    this.#picture = keep ? jpeg : undefined;
    this.#publish({ topic: this.#topics.snapshot(this.#slug), payload: jpeg, qos: 0, retain: keep });
  }

  event(event: object): void {
    const payload = JSON.stringify(event);
    this.#publish({ topic: this.#topics.event(this.#slug), payload, qos: 1, retain: false });
  }

  tellAll(): void {
    if (this.#availability) this.#tell(this.#topics.availability(this.#slug), this.#availability);
    for (const [what, text] of this.#states) this.#tell(this.#topics.state(this.#slug, what), text);
    if (this.#picture) this.picture(this.#picture, true);
  }

  #tell(topic: string, payload: string): void {
    this.#publish(retained(topic, payload));
  }
}
