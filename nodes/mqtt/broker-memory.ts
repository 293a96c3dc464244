import type { CameraFacts, KnownCamera, Published, PublishedStore } from './published-store';
import { SiteTopics } from './topics';

/** Cameras tell what they are one after the other: that is saved together. */
const SAVE_AFTER_MS = 1_000;

/** What one bridge has left on the broker, in this run and in earlier ones. */
export class BrokerMemory {
  readonly #id: string;
  readonly #topics: SiteTopics;
  readonly #store: PublishedStore;
  /** By the ids of their nodes. */
  readonly #cameras = new Map<string, KnownCamera>();
  readonly #toClear = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param id of the bridge's node. */
  constructor(id: string, topics: SiteTopics, store: PublishedStore) {
    this.#id = id;
    this.#topics = topics;
    this.#store = store;
    for (const before of store.inherit(id, topics.site)) this.#recall(before);
  }

  #recall({ site, discovery, cameras, toClear }: Published): void {
    this.#leave(toClear);
    for (const [camera, known] of Object.entries(cameras)) this.#cameras.set(camera, known);
    if (site === this.#topics.site && discovery === this.#topics.discovery) return;
    this.#leave(allTopics({ site, discovery, cameras }));
  }

  /** Retained topics that nobody writes any more. */
  get toClear(): readonly string[] {
    return [...this.#toClear];
  }

  /** What is known of a camera, from an earlier run too. */
  factsOf(camera: string): CameraFacts {
    const { slug: _, ...facts } = this.#cameras.get(camera) ?? { slug: '' };
    return facts;
  }

  /**
   * The bridge has these cameras and no others.
   *
   * @param slugs their levels in topics, by the ids of their nodes.
   */
  keep(slugs: ReadonlyMap<string, string>): void {
    const before = [...this.#cameras.values()];
    const facts = [...slugs].map(([id, slug]) => [id, { ...this.factsOf(id), slug }] as const);
    this.#cameras.clear();
    for (const [id, camera] of facts) this.#cameras.set(id, camera);
    for (const camera of before) this.#leave(topicsOf(this.#topics, camera));
    for (const camera of this.#cameras.values()) this.#use(topicsOf(this.#topics, camera));
    void this.flushed();
  }

  /** A camera is another one than was known, or one of which nothing was known. */
  learn(id: string, facts: CameraFacts): void {
    const known = this.#cameras.get(id);
    if (!known) return;
    const camera = { ...facts, slug: known.slug };
    this.#cameras.set(id, camera);
    const isShared = [...this.#cameras.values()].some(({ device }) => device === known.device);
    if (!isShared) this.#leave(configOf(this.#topics, known));
    this.#use(configOf(this.#topics, camera));
    this.#timer ??= setTimeout(() => void this.flushed(), SAVE_AFTER_MS);
  }

  /** What was to be cleared is cleared. */
  cleared(): void {
    if (this.#toClear.size === 0) return;
    this.#toClear.clear();
    void this.flushed();
  }

  /** Resolves when all of it is on the disk. */
  flushed(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#store.set(this.#id, this.#published());
  }

  #published(): Published {
    const { site, discovery } = this.#topics;
    return { site, discovery, cameras: Object.fromEntries(this.#cameras), toClear: this.toClear };
  }

  #leave(topics: readonly string[]): void {
    for (const topic of topics) this.#toClear.add(topic);
  }

  #use(topics: readonly string[]): void {
    for (const topic of topics) this.#toClear.delete(topic);
  }
}

/** Every topic on which a bridge keeps something. */
export function allTopics({ site, discovery, cameras }: Omit<Published, 'toClear'>): string[] {
  const topics = new SiteTopics(site, discovery);
  return Object.values(cameras).flatMap((camera) => topicsOf(topics, camera));
}

/** Every retained topic of a camera. */
const topicsOf = (topics: SiteTopics, camera: KnownCamera): string[] => [
  ...topics.retained(camera.slug),
  ...configOf(topics, camera),
];

function configOf(topics: SiteTopics, { device }: KnownCamera): string[] {
  const config = device === undefined ? undefined : topics.config(device);
  return config === undefined ? [] : [config];
}
