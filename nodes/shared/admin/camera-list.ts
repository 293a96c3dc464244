import { CameraError, type AlarmSourceName } from '../../../camera/index';
import { isKnown, knownOf, type About } from './about';
import type { CameraNode } from '../camera-node';
import { deployedCameras } from '../cameras';

/** What the sidebar shows of a camera without asking it. */
export interface CameraState extends About {
  readonly id: string;
  /** What the editor calls it, if not the same: a camera in an instance of a subflow has an id of its own. */
  readonly editorId: string;
  readonly name: string;
  /** Opens the camera's own page; it logs nobody in. */
  readonly page: string | null;
  readonly state: string;
  /** How long it is in this state, in ms; `null` if it was never contacted. The clock of the browser may be another. */
  readonly forMs: number | null;
  /** Why it cannot work as it is set; the words of its errors are those of their codes. */
  readonly reason: string;
  /** What last went wrong; `null` if nothing did. */
  readonly lastError: LastError | null;
  /** Whether model and firmware are known, as far as the camera tells them. */
  readonly isKnown: boolean;
  readonly alarms: AlarmState;
}

interface LastError {
  readonly code: string;
  readonly message: string;
  readonly agoMs: number | null;
}

interface AlarmState {
  /** `unused` if no node wants alarms, `starting` until the first outcome. */
  readonly state: 'unused' | 'starting' | 'listening' | 'lost' | 'unsupported' | 'off';
  readonly source: AlarmSourceName | null;
  readonly reason: string;
}

/** The states of all deployed cameras at once. Nothing is sent to any of them. */
export const cameraStates = (): CameraState[] => deployedCameras().map(stateOf);

const NO_ALARMS: AlarmState = { state: 'unused', source: null, reason: '' };

function stateOf(node: CameraNode): CameraState {
  const { id, name, client } = node;
  const { _alias: editorId = id } = node as { _alias?: string };
  if (CameraError.is(client)) {
    const { code, message } = client;
    return {
      ...{ id, editorId, name: name || id, page: null, state: 'invalid', forMs: null, reason: message },
      ...{ lastError: { code, message, agoMs: null }, model: null, firmware: null, isKnown: false },
      alarms: NO_ALARMS,
    };
  }
  const { settings, connection, dispatcher, clock } = client;
  const { protocol, host, port } = settings.address;
  const { state, since, reason } = connection.status;
  const lastError = dispatcher.log.report().errors.at(-1);
  const { model, firmware } = knownOf(client);
  const now = clock.now();
  return {
    id,
    editorId,
    name: settings.name,
    page: `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}/`,
    state,
    forMs: state === 'unknown' ? null : now - since,
    reason,
    lastError: lastError
      ? { code: lastError.code, message: lastError.message, agoMs: now - lastError.at }
      : null,
    model,
    firmware,
    isKnown: isKnown(client),
    alarms: alarmsOf(client.alarms),
  };
}

function alarmsOf({ hasListeners, status }: { hasListeners: boolean; status?: AlarmState }): AlarmState {
  if (!hasListeners) return NO_ALARMS;
  if (!status) return { ...NO_ALARMS, state: 'starting' };
  return { state: status.state, source: status.source, reason: status.reason };
}
