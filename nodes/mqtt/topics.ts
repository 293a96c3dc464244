/** Names and topics of one site on the broker. */

const ROOT = 'anjvision';

/** The states of a camera that are kept on the broker. */
export const STATES = [
  'connection',
  'relay',
  'light',
  'ircut',
  'detection',
  'motion',
  'input',
  'person',
  'vehicle',
] as const;
export type StateName = (typeof STATES)[number];

/**
 * A name as one level of a topic: lower case, without accents, and everything but `[a-z0-9_-]` as `_`.
 * Never empty, so no name can address another level, a wildcard or all cameras.
 */
export function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return plain.replace(/[^a-z0-9_-]/gu, '_') || '_';
}

export interface Named {
  /** Of the configuration node. */
  readonly id: string;
  readonly name: string;
}

export interface Slugs {
  /** The topic level of each camera, by its node id. */
  readonly byId: ReadonlyMap<string, string>;
  /** Cameras whose name came out like another's. */
  readonly renamed: readonly { readonly name: string; readonly slug: string }[];
}

/** Of names that come out alike, that of the lowest node id stays as it is; the others get a suffix. */
export function assignSlugs(cameras: readonly Named[]): Slugs {
  const byId = new Map<string, string>();
  const taken = new Set<string>();
  const sorted = [...cameras].sort((a, b) => (a.id < b.id ? -1 : 1));
  const later: Named[] = [];
  for (const camera of sorted) {
    const plain = slug(camera.name);
    if (taken.has(plain)) {
      later.push(camera);
    } else {
      taken.add(plain);
      byId.set(camera.id, plain);
    }
  }
  const renamed = later.map(({ id, name }) => {
    const free = freeSlug(slug(name), taken);
    taken.add(free);
    byId.set(id, free);
    return { name, slug: free };
  });
  return { byId, renamed };
}

function freeSlug(plain: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${plain}_${number}`)) number += 1;
  return `${plain}_${number}`;
}

/** The topics of one site. */
export class SiteTopics {
  readonly site: string;
  readonly bridgeState: string;
  readonly #base: string;

  /** @param site any text; `discovery` is the prefix of Home Assistant, empty for none. */
  constructor(
    site: string,
    readonly discovery: string,
  ) {
    this.site = slug(site);
    this.#base = `${ROOT}/${this.site}`;
    this.bridgeState = `${this.#base}/bridge/state`;
  }

  availability = (camera: string) => `${this.#base}/${camera}/availability`;
  state = (camera: string, what: StateName) => `${this.#base}/${camera}/state/${what}`;
  event = (camera: string) => `${this.#base}/${camera}/event`;
  snapshot = (camera: string) => `${this.#base}/${camera}/snapshot`;
  command = (camera: string, command: string) => `${this.#base}/${camera}/do/${command}`;
  answer = (camera: string, command: string) => `${this.#base}/${camera}/done/${command}`;

  /** Where Home Assistant says that it has started. */
  get birth(): string | undefined {
    return this.discovery === '' ? undefined : `${this.discovery}/status`;
  }

  /** Where a device is announced; nothing while discovery is off. */
  config(device: string): string | undefined {
    return this.discovery === '' ? undefined : `${this.discovery}/device/${device}/config`;
  }

  /** Every topic of a camera that may hold a retained message. */
  retained(camera: string): string[] {
    const states = STATES.map((what) => this.state(camera, what));
    return [this.availability(camera), ...states, this.snapshot(camera)];
  }

  /** Camera and command of a command's topic; nothing for any other topic. */
  parseCommand(topic: string): { camera: string; command: string } | undefined {
    const [root, site, camera, verb, command, ...more] = topic.split('/');
    if (root !== ROOT || site !== this.site || verb !== 'do' || more.length > 0) return undefined;
    if (!camera || !command || !isPublishable(topic)) return undefined;
    return { camera, command };
  }

  /**
   * Whether an answer may go where a command asks for it. What this site or another listens to, or what is kept
   * as a state, is no place for it: whoever may send commands could write there by way of this node.
   */
  mayAnswerAt(topic: string): boolean {
    if (!isPublishable(topic) || topic.startsWith('$')) return false;
    if (this.discovery !== '' && topic.startsWith(`${this.discovery}/`)) return false;
    const [root, , second, third] = topic.split('/');
    if (root !== ROOT) return true;
    const kept = ['do', 'state', 'availability', 'event', 'snapshot'];
    return second !== 'bridge' && !kept.includes(third ?? '');
  }
}

/** Whether a broker takes it as the topic of a message. */
function isPublishable(topic: string): boolean {
  // eslint-disable-next-line no-control-regex
  return topic !== '' && Buffer.byteLength(topic) <= 65_535 && !/[+#\u0000-\u001f\u007f]/.test(topic);
}
