import type { CameraSettings } from '../../../../../camera/device/camera';
import { execute } from '../../../../../camera/operations/execute';
import type { Options, SimulatedCamera } from '../../../../../simulator';
import { Bench } from '../../../../support/bench';

/** The generation of firmware that the field notes 11 to 35 describe. */
export const G = { style: 'firmware-g' } as const;

/** What was asked of a path, without the uid. */
export const queries = (camera: SimulatedCamera, path: string) =>
  camera.received(`/cgi-bin/${path}`).map(({ query }) => query.split('&').slice(1).join('&'));

/** A simulated camera for each test of a `describe`, and what carries out any command with it. */
export function useCamera() {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());
  return async (options: Partial<Options> = G, settings: Partial<CameraSettings> = {}) => {
    const { camera, client } = await bench.pair(options, settings);
    const perform = (name: string, input: Record<string, unknown> = {}) =>
      execute(client, name, input, { allowDestructive: true });
    return { camera, client, perform };
  };
}
