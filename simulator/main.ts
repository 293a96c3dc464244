import { SimulatedCamera } from './camera';
import { zoneHere } from './clock';
import { HELP, readEnvironment } from './command-line';
import { ControlPage } from './control/server';

async function main(): Promise<void> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return console.log(HELP);
  const { options, pagePort } = readEnvironment(process.env);
  const camera = await SimulatedCamera.start(options);
  // Day and night as they are here.
  camera.state.settings.time['timezone'] = zoneHere();
  const page = await ControlPage.start(camera, pagePort).catch(async (error: unknown) => {
    await camera.stop();
    throw error;
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void Promise.all([camera.stop(), page.stop()]).then(() => console.log('Simulated camera ended.'));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const { username, password, style } = camera.options;
  console.log(`Simulated camera (${style} style) on ${camera.url}, control port ${camera.controlPort.port}`);
  console.log(
    `User ${username}, password ${password}. What it sees, and buttons to disturb it: ${page.url}. Ctrl-C ends it.`,
  );
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken =
    code === 'EADDRINUSE'
      ? 'The port is taken; choose others with CAMERA_PORT, CAMERA_PAGE_PORT, CAMERA_CONTROL_PORT and CAMERA_DISCOVERY_PORT. '
      : '';
  console.error(`${taken}${message}`);
  process.exitCode = 1;
});
