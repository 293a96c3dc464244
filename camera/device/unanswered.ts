import type { Timer } from '../core/clock';
import { COMMAND_TIMEOUT_MS } from '../core/limits';
import type { Dispatcher } from '../dispatch/dispatcher';

/**
 * Calls back when what was just sent is not answered although its end has come: it may run although its answer hangs,
 * and a camera that takes long for pictures has a timeout that no gate may stand open for.
 *
 * @param durationMs how long it is to last once it is answered; nothing if it ends by itself or not at all.
 * @returns nothing where the timeout comes first.
 */
export function whenUnanswered(
  { clock, camera }: Dispatcher,
  durationMs: number | undefined,
  callback: () => void,
): Timer | undefined {
  if (durationMs === undefined) return undefined;
  const ms = Math.max(durationMs, COMMAND_TIMEOUT_MS);
  return ms < camera.timeoutMs ? clock.after(ms, callback) : undefined;
}
