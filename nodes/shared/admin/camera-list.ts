import { CameraError, Priority, type Camera, type ListeningStatus } from '../../../camera/index';
import type { CameraNode } from '../camera-node';
import { deployedCameras } from '../cameras';

/** What the sidebar shows of a camera without asking it. */
export interface CameraState {
  readonly id: string;
  readonly name: string;
  /** Opens the camera's own page; it logs nobody in. */
  readonly page: string | null;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly since: number | null;
  readonly reason: string;
  /** What last went wrong; `null` if nothing did. */
  readonly lastError: { readonly at: number; readonly code: string; readonly message: string } | null;
  /** Whether it is listened to for alarms; `null` if nobody wants to, or it is not known yet. */
  readonly listening: Pick<ListeningStatus, 'state' | 'source' | 'reason'> | null;
}

/** The states of all deployed cameras at once. Nothing is sent to any of them. */
export const cameraStates = (): CameraState[] => deployedCameras().map(stateOf);

function stateOf({ id, name, client }: CameraNode): CameraState {
  if (CameraError.is(client)) {
    const { code, message } = client;
    const lastError = { at: 0, code, message };
    const called = name || id;
    return {
      id,
      name: called,
      page: null,
      state: 'invalid',
      since: null,
      reason: message,
      lastError,
      listening: null,
    };
  }
  const { settings, connection, dispatcher, alarms } = client;
  const { protocol, host, port } = settings.address;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const status = alarms.status;
  return {
    id,
    name: settings.name,
    page: `${protocol}://${shownHost}:${port}/`,
    ...connection.status,
    lastError: dispatcher.log.report().errors.at(-1) ?? null,
    listening: status ? { state: status.state, source: status.source, reason: status.reason } : null,
  };
}

interface About {
  readonly model: string | null;
  readonly firmware: string | null;
}

/** Asked once for each client: neither changes without a restart, and a deploy makes a new client. */
const known = new WeakMap<Camera, About>();

/** Model and firmware, behind whatever flows ask. @throws CameraError. */
export async function aboutCamera(camera: Camera): Promise<About> {
  const before = known.get(camera);
  if (before) return before;
  const options = { priority: Priority.Background };
  const info = await camera.read('info', {}, options);
  const model = info.model ?? (await camera.read('model', {}, options)).model;
  const about = { model: model ?? null, firmware: info.filesystem ?? null };
  known.set(camera, about);
  return about;
}
