import type { NodeAPI } from 'node-red';
import { PendingActions } from '../../camera/index';

const known = new Map<string | undefined, PendingActions>();

/** What is owed to the cameras of this Node-RED, kept in its user directory. */
export function pendingActionsOf(RED: NodeAPI): PendingActions {
  const { userDir } = RED.settings as { userDir?: string };
  const present = known.get(userDir);
  if (present) return present;
  const pending = new PendingActions(userDir, (trouble) => RED.log.warn(`anjvision: ${trouble}`));
  known.set(userDir, pending);
  return pending;
}
