import type { NodeAPI } from 'node-red';

/** What each runtime is to do when its flows have started; one listener, since Node-RED warns of more than ten. */
const work = new WeakMap<object, Set<() => void>>();

/**
 * Calls back each time the flows have started, which is after every deploy of whatever kind: only then does every
 * successor exist that a message may be sent to, and every camera that a node may be set to.
 *
 * @returns what ends it.
 */
export function afterEachStart(RED: NodeAPI, callback: () => void): () => void {
  const { events } = RED;
  let callbacks = work.get(events);
  if (!callbacks) {
    const all = (callbacks = new Set<() => void>());
    work.set(events, all);
    events.on('flows:started', () => {
      for (const each of [...all]) each();
    });
  }
  const all = callbacks.add(callback);
  return () => void all.delete(callback);
}
