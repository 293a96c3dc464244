import { readFileSync } from 'node:fs';
import { isPlainObject } from '../shared/input';
import { replaceFile } from '../../camera/index';

/** What a camera told of itself when it was last there. */
export interface CameraFacts {
  /** Its name in Home Assistant, such as `anjvision_025b26a8dc12`. */
  readonly device?: string;
  readonly mac?: string;
  readonly model?: string;
  readonly firmware?: string;
}

export interface KnownCamera extends CameraFacts {
  /** Its level in topics. */
  readonly slug: string;
}

/** What one bridge keeps on the broker. */
export interface Published {
  readonly site: string;
  readonly discovery: string;
  /** By the id of the camera's node. */
  readonly cameras: Readonly<Record<string, KnownCamera>>;
  /** Retained topics that are still to be cleared. */
  readonly toClear: readonly string[];
}

/**
 * Remembers what bridges have left on the broker, so that it can be cleared when a camera is renamed or removed,
 * also while Node-RED did not run.
 */
export class PublishedStore {
  readonly #file: string | undefined;
  readonly #warn: (trouble: string) => void;
  readonly #bridges: Map<string, Published>;
  #writing: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(file: string | undefined, warn: (trouble: string) => void = () => undefined) {
    this.#file = file;
    this.#warn = warn;
    this.#bridges = new Map(file === undefined ? [] : this.#load(file));
  }

  /** @param bridge the id of its node. */
  get(bridge: string): Published | undefined {
    return this.#bridges.get(bridge);
  }

  /**
   * What a bridge left, and what others left that had its site before: there is one bridge for each site.
   * Of these others nothing is known any more.
   */
  inherit(bridge: string, site: string): Published[] {
    const others = [...this.#bridges].filter(([id, left]) => id !== bridge && left.site === site);
    for (const [id] of others) this.#bridges.delete(id);
    const own = this.#bridges.get(bridge);
    return [...others.map(([, left]) => left), ...(own ? [own] : [])];
  }

  /** Every bridge of which something is known. */
  entries(): [bridge: string, Published][] {
    return [...this.#bridges];
  }

  /** Forgets a bridge; resolves once that is on the disk. */
  forget(bridge: string): Promise<void> {
    this.#bridges.delete(bridge);
    return this.#save();
  }

  /** Resolves once it is on the disk; what is set meanwhile is written together. */
  set(bridge: string, published: Published): Promise<void> {
    this.#bridges.set(bridge, published);
    return this.#save();
  }

  #save(): Promise<void> {
    const file = this.#file;
    if (file === undefined || this.#isDue) return this.#writing;
    this.#isDue = true;
    this.#writing = this.#writing
      .then(() => {
        this.#isDue = false;
        return replaceFile(file, JSON.stringify(Object.fromEntries(this.#bridges)));
      })
      .catch((error: unknown) => {
        const { code } = error as NodeJS.ErrnoException;
        this.#warn(`${file} cannot be written (${code}): states of removed cameras stay on the broker`);
      });
    return this.#writing;
  }

  #load(file: string): [string, Published][] {
    try {
      const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return Object.entries(isPlainObject(read) ? read : {}).filter(isPublished);
    } catch (error) {
      const { code = 'it makes no sense' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT')
        this.#warn(`${file} cannot be read (${code}): states of removed cameras stay on the broker`);
      return [];
    }
  }
}

function isPublished(entry: [string, unknown]): entry is [string, Published] {
  const [, value] = entry;
  if (!isPlainObject(value) || !isPlainObject(value['cameras'])) return false;
  const { site, discovery, toClear, cameras } = value;
  const isKnown = (camera: unknown) => isPlainObject(camera) && typeof camera['slug'] === 'string';
  return (
    typeof site === 'string' &&
    typeof discovery === 'string' &&
    Array.isArray(toClear) &&
    toClear.every((topic) => typeof topic === 'string') &&
    Object.values(cameras as object).every(isKnown)
  );
}
