import { SimulatedCamera } from './camera';
import type { Options, Style } from './options';

/** A camera on the desk takes its time, so that waiting for it can be watched. */
const SHUTDOWN_MS = 1000;
const BOOT_MS = 15_000;

async function main(): Promise<void> {
  const camera = await SimulatedCamera.start(settings(process.env));
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void camera.stop().then(() => console.log('Simulated camera ended.'));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const { username, password, style } = camera.options;
  console.log(`Simulated camera (${style} style) on ${camera.url}`);
  console.log(
    `User ${username}, password ${password}. Open the address in a browser to see it. Ctrl-C ends it.`,
  );
}

function settings(env: NodeJS.ProcessEnv): Partial<Options> {
  const port = Number(env['CAMERA_PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error('CAMERA_PORT is not a port number');
  const style = env['CAMERA_STYLE'] ?? 'manual';
  if (style !== 'manual' && style !== 'field') throw new Error('CAMERA_STYLE is "manual" or "field"');
  return { port, style: style satisfies Style, shutdownMs: SHUTDOWN_MS, bootMs: BOOT_MS };
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken = code === 'EADDRINUSE' ? 'The port is taken; choose another with CAMERA_PORT. ' : '';
  console.error(`${taken}${message}`);
  process.exitCode = 1;
});
