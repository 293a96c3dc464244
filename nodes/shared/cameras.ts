import { CameraError, formatValue } from '../../camera/index';
import type { CameraNode } from './camera-node';

/** The deployed cameras by their ids. */
const deployed = new Map<string, CameraNode>();

export function register(node: CameraNode): void {
  deployed.set(node.id, node);
}

export function deregister(node: CameraNode): void {
  if (deployed.get(node.id) === node) deployed.delete(node.id);
}

/** All of them, in the order of their names. */
export const deployedCameras = (): CameraNode[] =>
  [...deployed.values()].sort((one, other) =>
    (one.name ?? '').localeCompare(other.name ?? '', 'en', { numeric: true }),
  );

const unknownCamera = (detail: string) => new CameraError('UNKNOWN_CAMERA', detail);

/**
 * The camera that a node is set to, or else the one that a message names by its name or id.
 *
 * @throws CameraError `UNKNOWN_CAMERA`.
 */
export function findCamera(configured: string | undefined, named: unknown): CameraNode {
  if (configured) {
    const node = deployed.get(configured);
    if (node) return node;
    throw unknownCamera('the camera chosen in this node is missing or disabled; choose another');
  }
  if (typeof named !== 'string' || named === '')
    throw unknownCamera('no camera is chosen; choose one in the node, or name one in msg.camera');
  const byId = deployed.get(named);
  const found = byId ? [byId] : deployedCameras().filter(({ name }) => name === named);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw unknownCamera(`${found.length} cameras are called ${formatValue(named)}; use the id of one`);
  throw unknownCamera(`no camera is called ${formatValue(named)}; check msg.camera`);
}

/** What messages call a camera, so that `msg.camera` finds it again: its name, or its id if the name does not tell. */
export function referenceOf({ id, name }: CameraNode): string {
  const isUnique =
    name && !deployed.get(name) && deployedCameras().filter((other) => other.name === name).length === 1;
  return isUnique ? name : id;
}
