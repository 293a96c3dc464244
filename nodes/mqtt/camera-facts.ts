import { CameraError, Priority, type Camera } from '../../camera/index';
import { deviceOfMac } from './home-assistant/device-config';
import type { CameraFacts } from './published-store';

/**
 * What Home Assistant is told of the camera itself. Some firmware tells the MAC address with its versions, others
 * only with the network settings.
 *
 * @param id of the camera's node, which stands for the MAC address of a camera that does not tell it.
 * @throws CameraError if the camera cannot be asked now.
 */
export async function readFacts(camera: Camera, id: string, signal: AbortSignal): Promise<CameraFacts> {
  const options = { priority: Priority.Background, signal };
  const info = await camera.read('info', {}, options).catch(nothingIfRefused);
  const mac =
    deviceOfMac(info?.mac_address) ??
    deviceOfMac((await camera.read('network', {}, options).catch(nothingIfRefused))?.macaddr);
  const model = info?.model ?? (await camera.read('model', {}, options).catch(nothingIfRefused))?.model;
  const firmware = info?.filesystem;
  return {
    ...(mac ?? { device: `anjvision_${id.replace(/[^a-zA-Z0-9_-]/g, '_')}` }),
    ...(model && { model }),
    ...(firmware && { firmware }),
  };
}

/** For what this firmware does not tell. */
function nothingIfRefused(error: unknown): undefined {
  if (!CameraError.is(error, 'NOT_SUPPORTED', 'CAMERA_FAULT', 'BAD_RESPONSE')) throw error;
}
