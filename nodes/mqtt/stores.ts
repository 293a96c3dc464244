import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { IdempotencyStore } from './idempotency-store';
import { PublishedStore } from './published-store';

interface Stores {
  /** Which commands were carried out. */
  readonly ids: IdempotencyStore;
  /** What was left on the broker. */
  readonly published: PublishedStore;
}

const known = new Map<string | undefined, Stores>();

/** What the bridges of this Node-RED remember, in its user directory; also across deploys. */
export function storesOf(RED: NodeAPI): Stores {
  const { userDir } = RED.settings as { userDir?: string };
  const file = (name: string) => userDir && join(userDir, name);
  const warn = (trouble: string) => RED.log.warn(`anjvision: ${trouble}`);
  const stores = known.get(userDir) ?? {
    ids: new IdempotencyStore(file('.anjvision-mqtt-ids.jsonl'), warn),
    published: new PublishedStore(file('.anjvision-mqtt.json'), warn),
  };
  known.set(userDir, stores);
  return stores;
}
