/** The simulated camera as the demo and the pictures of `docs/` show it: here, with views to go to, and with alarms. */
import { SimulatedCamera, type Options, zoneHere } from '../../simulator/index';

/** By the numbers under which the dashboard calls them: the gate, the house, the garage, the windmill. */
const VIEWS = [
  { pan: 0, tilt: -2, zoom: 1.5 },
  { pan: -75, tilt: 0, zoom: 1 },
  { pan: 60, tilt: 0, zoom: 1.6 },
  { pan: 120, tilt: 0, zoom: 1 },
];

export async function startDemoCamera(options: Partial<Options>): Promise<SimulatedCamera> {
  const camera = await SimulatedCamera.start({ controlPort: 0, ...options, ftp: true, liveMotion: true });
  const { settings, ptz } = camera.state;
  // Day and night as they are here.
  settings.time['timezone'] = zoneHere();
  const { position } = ptz;
  VIEWS.forEach((view, index) => ptz.presets.set(index + 1, { ...position, ...view }));
  return camera;
}
