import type { NodeAPI } from 'node-red';
import { CameraError, type Camera } from '../../camera/index';
import { findCamera } from './cameras';
import { afterEachStart } from './flows-started';

export interface CameraFollower {
  /**
   * The camera is there, for the first time or deployed anew.
   *
   * @param signal aborted when this client of the camera is no longer the one, or nobody follows any more.
   */
  found(camera: Camera, signal: AbortSignal): void;
  /** It is not there, or cannot work as it is configured; said once, however often something else is deployed. */
  failed(error: CameraError): void;
}

/**
 * Follows the camera with this id through deploys, from when the flows have started: Node-RED does not restart a node
 * for a camera that it chooses by an environment variable, and may start one before its camera.
 *
 * @param closing ends it.
 */
export function followCamera(RED: NodeAPI, id: string, follower: CameraFollower, closing: AbortSignal): void {
  let followed: { client: Camera; leaving: AbortController } | undefined;
  let problem = '';
  const leave = () => {
    followed?.leaving.abort();
    followed = undefined;
  };
  const stop = afterEachStart(RED, () => {
    try {
      const node = findCamera(id, undefined);
      if (node.client === followed?.client) return;
      leave();
      const leaving = new AbortController();
      followed = { client: node.use(leaving.signal), leaving };
      problem = '';
      follower.found(followed.client, leaving.signal);
    } catch (error) {
      if (!CameraError.is(error)) throw error;
      leave();
      if (error.message !== problem) follower.failed(error);
      problem = error.message;
    }
  });
  closing.addEventListener('abort', () => {
    stop();
    leave();
  });
}
