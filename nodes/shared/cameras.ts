import { CameraError, formatValue } from '../../camera/index';
import type { CameraNode } from './camera-node';

/** The deployed cameras, for messages that choose one by `msg.camera`. */
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

/**
 * The camera a node is set to, or else the one a message names by its name or id.
 *
 * @throws CameraError `UNKNOWN_CAMERA`.
 */
export function findCamera(configured: string | undefined, named: unknown): CameraNode {
  if (configured) {
    const node = deployed.get(configured);
    if (node) return node;
    throw new CameraError(
      'UNKNOWN_CAMERA',
      'the camera chosen in this node is missing or disabled; choose another',
    );
  }
  if (typeof named !== 'string' || named === '') {
    throw new CameraError(
      'UNKNOWN_CAMERA',
      'no camera is chosen; choose one in the node, or name one in msg.camera',
    );
  }
  const byId = deployed.get(named);
  const found = byId ? [byId] : [...deployed.values()].filter((node) => node.name === named);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new CameraError(
      'UNKNOWN_CAMERA',
      `${found.length} cameras are called ${formatValue(named)}; use the id of one`,
    );
  }
  throw new CameraError('UNKNOWN_CAMERA', `no camera is called ${formatValue(named)}; check msg.camera`);
}
