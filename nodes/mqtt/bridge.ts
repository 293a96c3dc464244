import { CameraError } from '../../camera/index';
import type { CameraNode } from '../shared/camera-node';
import { BrokerMemory } from './broker-memory';
import { CameraLink } from './camera-link';
import { retained, type Publish } from './camera-states';
import { cameraConfig } from './home-assistant/camera-config';
import { Limiter } from './limiter';
import type { PublishedStore } from './published-store';
import { assignSlugs, type SiteTopics } from './topics';

/** Cameras whose first reads run at the same time. */
const READS_AT_A_TIME = 20;

/** By then everything was told, also to who was not connected at the start. */
const SETTLE_MS = 5_000;

/** Cameras told in one go: the broker and this process have other things to do as well. */
const CAMERAS_AT_A_TIME = 20;

export interface BridgeOptions {
  /** Of the bridge's node. */
  readonly id: string;
  readonly topics: SiteTopics;
  readonly isAllowed: (command: string) => boolean;
  readonly store: PublishedStore;
  /** Of this package. */
  readonly version: string;
  readonly publish: Publish;
  readonly warn: (text: string) => void;
  /** Told when a camera comes, goes, or changes its connection. */
  readonly onChange: () => void;
}

/** The cameras of one site, and what of them is kept on the broker. */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #memory: BrokerMemory;
  readonly #limiter = new Limiter(READS_AT_A_TIME);
  /** By their level in topics. */
  readonly #links = new Map<string, CameraLink>();
  readonly #said = new Set<string>();
  readonly #settling = new Set<NodeJS.Timeout>();
  /** The broker was seen to be there, so that what is told arrives. */
  #isConnected = false;
  #isTelling = false;
  #tellAgain = false;
  #isClosed = false;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#memory = new BrokerMemory(options.id, options.topics, options.store);
  }

  get links(): readonly CameraLink[] {
    return [...this.#links.values()];
  }

  find(slug: string): CameraLink | undefined {
    return this.#links.get(slug);
  }

  /** Follows these cameras from now on, and leaves all others. */
  reconcile(nodes: readonly CameraNode[]): void {
    const { byId, renamed } = assignSlugs(nodes.map((node) => ({ id: node.id, name: nameOf(node) })));
    for (const { name, slug } of renamed)
      this.#sayOnce(`"${name}" comes out like another camera's name in topics; it is called ${slug} there`);
    const wanted = new Map(nodes.map((node) => [byId.get(node.id)!, node]));
    for (const [slug, link] of this.#links) {
      if (wanted.get(slug) === link.node) continue;
      this.#links.delete(slug);
      void link.close();
    }
    const added = [...wanted].filter(([slug]) => !this.#links.has(slug));
    this.#memory.keep(new Map([...wanted].map(([slug, { id }]) => [id, slug])));
    this.#clear();
    for (const [slug, node] of added) this.#links.set(slug, this.#link(node, slug));
    for (const [slug] of added) this.#announce(this.#links.get(slug)!);
    if (added.length > 0) this.#settleSoon();
    this.#options.onChange();
  }

  /** The broker is there, perhaps after it was away and forgot everything. */
  brokerOnline(): void {
    this.#isConnected = true;
    this.tellAll();
  }

  brokerOffline(): void {
    this.#isConnected = false;
  }

  /** Tells everything that is kept on the broker again. */
  tellAll(): void {
    this.#tellAgain = true;
    if (!this.#isTelling) void this.#tell();
  }

  /** The bridge is deleted: nobody writes any more what it keeps on the broker. */
  leaveAll(): void {
    this.#memory.keep(new Map());
  }

  /** Settles when nothing of it is left to do, within what Node-RED gives a closing node. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#settling) clearTimeout(timer);
    const links = this.links;
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
    await this.#memory.flushed();
  }

  #link(node: CameraNode, slug: string): CameraLink {
    const { topics, publish, onChange } = this.#options;
    const link: CameraLink = new CameraLink({
      node,
      slug,
      topics,
      publish,
      facts: this.#memory.factsOf(node.id),
      limiter: this.#limiter,
      onConnection: onChange,
      onFacts: (facts) => {
        this.#memory.learn(node.id, facts);
        this.#clear();
        this.#announce(link);
      },
    });
    return link;
  }

  /** Tells Home Assistant of a camera; of one that is configured twice, only once. */
  #announce(link: CameraLink): void {
    const config = cameraConfig(link, this.#options);
    if (!config) return;
    const same = this.links.filter(({ facts }) => facts.device === link.facts.device);
    const [first] = same.sort((a, b) => (a.node.id < b.node.id ? -1 : 1));
    if (first && first !== link) {
      this.#sayOnce(
        `${nameOf(link.node)} is the same camera as ${nameOf(first.node)}; Home Assistant gets one`,
      );
      return;
    }
    this.#options.publish(retained(config.topic, config.payload));
  }

  /** Clears what nobody writes any more. Whether that arrives is not known: it is done again with everything else. */
  #clear(): void {
    for (const topic of this.#memory.toClear) this.#options.publish(retained(topic, ''));
  }

  async #tell(): Promise<void> {
    this.#isTelling = true;
    while (this.#tellAgain) {
      this.#tellAgain = false;
      this.#clear();
      // Something has just come from the broker, so this goes there.
      if (this.#isConnected) this.#memory.cleared();
      const links = this.links;
      for (const [index, link] of links.entries()) {
        if (this.#isClosed) return;
        this.#announce(link);
        link.states.tellAll();
        if (index % CAMERAS_AT_A_TIME === 0) await new Promise(setImmediate);
      }
    }
    this.#isTelling = false;
  }

  #settleSoon(): void {
    const timer = setTimeout(() => {
      this.#settling.delete(timer);
      for (const link of this.links) link.settleAvailability();
      if (!this.#isConnected) this.tellAll();
    }, SETTLE_MS);
    this.#settling.add(timer);
  }

  #sayOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#options.warn(text);
  }
}

/** What messages call a camera, also one that cannot work as it is configured. */
export const nameOf = ({ client, name, id }: CameraNode): string =>
  CameraError.is(client) ? name || id : client.settings.name;
