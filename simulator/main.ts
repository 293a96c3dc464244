import { SimulatedCamera } from './camera';
import { zoneHere } from './clock';
import { ControlPage } from './control/server';
import type { Options, Style } from './options';

/** A camera on the desk takes its time, so that waiting for it can be watched. */
const SHUTDOWN_MS = 1000;
const BOOT_MS = 15_000;

async function main(): Promise<void> {
  const cameraPort = portFrom('CAMERA_PORT', 8080);
  const controlPort = portFrom('CAMERA_CONTROL_PORT', cameraPort === 0 ? 0 : cameraPort + 1);
  const camera = await SimulatedCamera.start({ ...settings(process.env), port: cameraPort });
  // Day and night as they are here.
  camera.state.settings.time['timezone'] = zoneHere();
  const control = await ControlPage.start(camera, controlPort).catch(async (error: unknown) => {
    await camera.stop();
    throw error;
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void Promise.all([camera.stop(), control.stop()]).then(() => console.log('Simulated camera ended.'));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const { username, password, style } = camera.options;
  console.log(`Simulated camera (${style} style) on ${camera.url}`);
  console.log(
    `User ${username}, password ${password}. What it sees, and buttons to disturb it: ${control.url}. Ctrl-C ends it.`,
  );
}

function settings(env: NodeJS.ProcessEnv): Partial<Options> {
  const style = env['CAMERA_STYLE'] ?? 'manual';
  if (style !== 'manual' && style !== 'field') throw new Error('CAMERA_STYLE is "manual" or "field"');
  return { style: style satisfies Style, shutdownMs: SHUTDOWN_MS, bootMs: BOOT_MS };
}

function portFrom(variable: string, fallback: number): number {
  const port = Number(process.env[variable] ?? fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`${variable} is not a port number`);
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken =
    code === 'EADDRINUSE'
      ? 'The port is taken; choose others with CAMERA_PORT and CAMERA_CONTROL_PORT. '
      : '';
  console.error(`${taken}${message}`);
  process.exitCode = 1;
});
