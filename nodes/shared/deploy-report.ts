import type { NodeAPI } from 'node-red';
import { CameraError } from '../../camera/index';
import { deployedCameras } from './cameras';
import { afterEachStart } from './flows-started';
import { pendingActionsOf } from './pending-actions';

/** Says at each start and deploy what is owed to cameras that nobody talks to, and which cameras are configured twice. */
export function reportAtDeploy(RED: NodeAPI): void {
  afterEachStart(RED, () => {
    for (const what of [...pendingActionsOf(RED).describeOrphans(), ...describeTwins()])
      RED.log.warn(`anjvision: ${what}`);
  });
}

/** Each would have a session, a queue and a relay's pulse of its own. */
function describeTwins(): string[] {
  const namesByAddress = new Map<string, string[]>();
  for (const { client } of deployedCameras()) {
    if (CameraError.is(client)) continue;
    const { name, address } = client.settings;
    const key = `${address.protocol}://${address.host}:${address.port}`.toLowerCase();
    namesByAddress.set(key, [...(namesByAddress.get(key) ?? []), `"${name}"`]);
  }
  return [...namesByAddress]
    .filter(([, names]) => names.length > 1)
    .map(
      ([address, names]) =>
        `${names.join(' and ')} have the same address (${address}); choose one of them in all nodes, so that they share one session and one queue`,
    );
}
