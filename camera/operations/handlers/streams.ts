import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { commands } from '../../commands/index';
import { CameraError } from '../../core/errors';
import { validate } from '../../protocol/validate';
import { hostInUrl } from '../../../shared/host';
import type { CommandHandler } from './handler';

/** Where cameras that do not tell it offer RTSP. */
const RTSP_PORT = 554;

/** The paths that these cameras have (field notes, at the end). */
const PATHS = { main: '/stream0', sub: '/stream1' } as const;

/** Addresses for players and recorders; whoever opens one logs in himself. */
export const streams: CommandHandler = {
  async read(camera, input, options) {
    validate(commands.streams, commands.streams.read, input);
    const origin = `rtsp://${hostInUrl(camera.settings.address.host)}`;
    // A camera that is away is not asked twice.
    const port = await rtspPort(camera, options);
    const [main, sub] = (await camera.onvifStreams()) ?? [
      { port, path: PATHS.main },
      { port, path: PATHS.sub },
    ];
    const at = (place: typeof main) => `${origin}:${place.port}${camera.client.redact(place.path)}`;
    return { main: at(main), sub: at(sub) };
  },
};

async function rtspPort(camera: Camera, options: SendOptions): Promise<number> {
  try {
    return (await camera.read('ports', {}, { ...options, as: 'streams' })).rtspport ?? RTSP_PORT;
  } catch (error) {
    // Older firmware names no numbers, and some none of its ports.
    if (CameraError.is(error, 'CAMERA_FAULT', 'NOT_SUPPORTED', 'BAD_RESPONSE')) return RTSP_PORT;
    throw error;
  }
}
