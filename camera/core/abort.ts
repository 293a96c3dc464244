import { CameraError, closed } from './errors';

const callbacks = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal is aborted, unless that was called off.
 *
 * One listener serves all callbacks of a signal: Node.js walks the whole list of listeners for each that comes or
 * goes, and thousands of commands may wait on behalf of one node.
 *
 * @returns what calls it off.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const waiting = callbacks.get(signal) ?? listen(signal);
  // The same function may be given twice.
  const once = () => callback();
  waiting.add(once);
  return () => void waiting.delete(once);
}

function listen(signal: AbortSignal): Set<() => void> {
  const waiting = new Set<() => void>();
  callbacks.set(signal, waiting);
  const callAll = () => {
    for (const callback of waiting) callback();
    waiting.clear();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return waiting;
}

/** Resolves when a signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else onAbort(signal, () => resolve(undefined));
  });
}

/** What a command ends with that was aborted before it was sent. */
export function abortReason({ reason }: AbortSignal): CameraError {
  return CameraError.is(reason) ? reason : closed();
}
