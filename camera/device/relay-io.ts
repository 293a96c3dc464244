import type { Dispatcher, SendOptions } from '../dispatch/dispatcher';
import { CameraError } from '../core/errors';

/** Whether the relay is open. */
export async function isOpen(channel: Dispatcher, options: SendOptions): Promise<boolean> {
  const { status } = await channel.read('relay', {}, options);
  if (status === 0 || status === 1) return status === 1;
  throw channel.problem('relay', 'BAD_RESPONSE', 'the camera did not say how the relay stands');
}

/** Opens or closes the relay, without reading back. */
export async function setOpen(channel: Dispatcher, open: boolean, options: SendOptions): Promise<void> {
  await channel.write('relay', { status: open ? 1 : 0 }, options);
}

/**
 * Makes sure that the relay is where it was told to be. A camera without a relay accepts everything; only reading
 * back tells (field note "relay").
 *
 * @throws CameraError also `NOT_APPLIED`, with a `reason` if the camera cannot read its relay at all; never one
 *   that says that nothing has reached the camera.
 */
export async function readBack(channel: Dispatcher, open: boolean, options: SendOptions): Promise<void> {
  const found = await isOpen(channel, options).catch((error: unknown) => {
    if (!CameraError.is(error, 'CAMERA_FAULT', 'NOT_SUPPORTED')) throw unknown(error as CameraError);
    const detail = 'the camera accepts it but cannot read its relay; it may have none';
    throw channel.problem('relay', 'NOT_APPLIED', detail, error.reason ?? '');
  });
  if (found === open) return;
  const detail = `the camera accepted it, but the relay is ${found ? 'open' : 'closed'}`;
  throw channel.problem('relay', 'NOT_APPLIED', detail);
}

/** The question failed, but what it is about was accepted. */
function unknown(error: CameraError): CameraError {
  if (!error.isNotDone) return error.withDelivery('accepted');
  const accepted = `the camera accepted it, but could not be asked how its relay stands: ${error.detail}`;
  return new CameraError('CONNECTION_LOST', accepted, { where: error.where, delivery: 'accepted' });
}
