import { STYLES, type Options, type Style } from './options';

/** Settings from the environment. */
export interface CommandLine {
  options: Partial<Options>;
  pagePort: number;
}

/** A camera on the desk takes its time, so that waiting for it can be watched. */
const SHUTDOWN_MS = 1000;
const BOOT_MS = 15_000;

export const HELP = `A simulated camera: the HTTP CGI of the manual, alarms by ONVIF and by the control port.

  npm run simulator

Everything is set in the environment. A port of 0 is any free one.

  CAMERA_PORT           HTTP and ONVIF; 8080 unless set
  CAMERA_PAGE_PORT      the page with the picture and the buttons; the next port unless set
  CAMERA_CONTROL_PORT   the control port that pushes alarms; 8091 unless set, any free one where CAMERA_PORT is 0
  CAMERA_DISCOVERY_PORT WS-Discovery; 3702 unless set, any free one where CAMERA_PORT is 0
  CAMERA_STYLE          how it answers:
                          manual      as the manual says (default)
                          field       as newer firmware does
                          firmware-g  as a generation with swapped lamps, refusals that are not atomic, and
                                      log-in by user name and password on every command

What moves in its picture raises motion alarms. Ctrl-C ends it.`;

export function readEnvironment(env: NodeJS.ProcessEnv): CommandLine {
  const style = env['CAMERA_STYLE'] ?? 'manual';
  if (!isStyle(style)) throw new Error(`CAMERA_STYLE is one of ${STYLES.join(', ')}`);
  const port = portFrom(env, 'CAMERA_PORT', 8080);
  const pagePort = portFrom(env, 'CAMERA_PAGE_PORT', port === 0 ? 0 : port + 1);
  const controlPort = portFrom(env, 'CAMERA_CONTROL_PORT', port === 0 ? 0 : 8091);
  const discoveryPort = portFrom(env, 'CAMERA_DISCOVERY_PORT', port === 0 ? 0 : 3702);
  const times = { shutdownMs: SHUTDOWN_MS, bootMs: BOOT_MS };
  return { options: { style, port, controlPort, discoveryPort, liveMotion: true, ...times }, pagePort };
}

function isStyle(text: string): text is Style {
  return (STYLES as readonly string[]).includes(text);
}

function portFrom(env: NodeJS.ProcessEnv, variable: string, fallback: number): number {
  const port = Number(env[variable] ?? fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`${variable} is not a port number`);
}
