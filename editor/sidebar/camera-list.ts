import type { AlarmState, CameraState } from '../../shared/camera-state.js';

/** A camera of the list: as it is deployed, or as it stands in the editor only. */
export interface ListedCamera extends CameraState {
  readonly isDeployed: boolean;
}

/** A camera as the editor holds it. */
export interface EditorCamera {
  readonly id: string;
  readonly name: string;
  readonly isDisabled: boolean;
}

const byName = new Intl.Collator(undefined, { numeric: true });

/** All cameras, in the order of their names. */
export function listCameras(
  deployed: readonly CameraState[],
  edited: readonly EditorCamera[],
): readonly ListedCamera[] {
  const known = new Set(deployed.map(({ editorId }) => editorId));
  const others = edited.filter(({ id }) => !known.has(id)).map(undeployed);
  const all = [...deployed.map((camera) => ({ ...camera, isDeployed: true })), ...others];
  return all.sort((one, other) => byName.compare(one.name, other.name));
}

function undeployed({ id, name, isDisabled }: EditorCamera): ListedCamera {
  const state = isDisabled ? 'disabled' : 'new';
  const nothing = { page: null, forMs: null, lastError: null, model: null, firmware: null, isKnown: false };
  const alarms: AlarmState = { state: 'unused', source: null, reason: '' };
  return { ...nothing, id, editorId: id, name, state, reason: '', alarms, isDeployed: false };
}

/** Those of which a text that is shown contains all words of the filter. */
export function filterCameras(
  cameras: readonly ListedCamera[],
  filter: string,
  wordsOf: (camera: ListedCamera) => string,
): readonly ListedCamera[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return cameras;
  return cameras.filter((camera) => {
    const words = wordsOf(camera).toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
}
