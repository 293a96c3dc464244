import { CameraError } from '../../../camera/index';
import type { AlarmState, CameraState } from '../../../shared/camera-state';
import { hostInUrl } from '../../../shared/host';
import { isKnown, knownOf } from './about';
import type { CameraNode } from '../camera-node';
import { deployedCameras } from '../cameras';

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
    page: `${protocol}://${hostInUrl(host)}:${port}/`,
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
