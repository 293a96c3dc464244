import type { Node, NodeAPI } from 'node-red';
import { afterEachStart } from '../shared/flows-started';
import { allTopics } from './broker-memory';
import { retained } from './camera-states';
import type { PublishedStore } from './published-store';

/** How long after the deploy: the node of the broker may have to connect again first, and says nothing of it. */
const CLEAR_AFTER_MS = [0, 2_000, 5_000];

/** A bridge that is deleted or disabled, and what it was wired to. */
export interface DeletedBridge {
  readonly id: string;
  readonly wires: readonly (readonly string[])[];
}

/**
 * Clears what a deleted bridge left on the broker, once the deploy that deletes it is done: while a node closes,
 * those behind it close as well. Goes to what it was wired to, if that is still there.
 */
export function clearAfterDeploy(RED: NodeAPI, bridge: DeletedBridge, store: PublishedStore): void {
  const stop = afterEachStart(RED, () => {
    stop();
    for (const ms of CLEAR_AFTER_MS) setTimeout(() => clear(RED, bridge, store), ms).unref();
    setTimeout(() => forget(RED, bridge, store), CLEAR_AFTER_MS.at(-1)! + 1).unref();
  });
}

function clear(RED: NodeAPI, { id, wires }: DeletedBridge, store: PublishedStore): void {
  if (nodeOf(RED, id)) return;
  const used = new Set(
    store.entries().flatMap(([bridge, published]) => (bridge === id ? [] : allTopics(published))),
  );
  const topics = store.get(id)?.toClear.filter((topic) => !used.has(topic)) ?? [];
  for (const target of wires.flat().map((wire) => nodeOf(RED, wire)))
    for (const topic of topics) target?.receive({ ...retained(topic, '') });
}

/** One that is back remembers by itself. */
function forget(RED: NodeAPI, { id }: DeletedBridge, store: PublishedStore): void {
  if (!nodeOf(RED, id)) void store.forget(id);
}

/** Its type leaves out that there may be none. */
const nodeOf = (RED: NodeAPI, id: string) => RED.nodes.getNode(id) as Node | null;
