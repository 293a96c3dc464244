import type { Dispatcher, SendOptions } from '../dispatch/dispatcher';
import { CameraError } from '../core/errors';
import { RELAY_LAG_MS, RELAY_LOOK_MS } from '../core/limits';
import { whenAborted } from '../core/abort';
import { waitAtMost } from '../core/timing';
import type { RelayWrite } from './relay-writes';

/** Whether the relay is open. */
export async function isOpen(dispatcher: Dispatcher, options: SendOptions): Promise<boolean> {
  const { status } = await dispatcher.read('relay', {}, options);
  if (status === 0 || status === 1) return status === 1;
  throw dispatcher.problem('relay', 'BAD_RESPONSE', 'the camera did not say how the relay stands');
}

/** Opens or closes the relay, without reading back. */
export async function setOpen(dispatcher: Dispatcher, open: boolean, options: SendOptions): Promise<void> {
  await dispatcher.write('relay', { status: open ? 1 : 0 }, options);
}

/**
 * Makes sure that the relay is where it was just told to be, which it may show a little later (field note 33). A camera
 * without a relay accepts everything; only reading back tells (field note "relay").
 *
 * Looking proves nothing any more once the relay is told something else, and against a pulse nothing once that has ended.
 *
 * @throws CameraError also `NOT_APPLIED`, with a `reason` if the camera cannot read its relay at all; never one
 *   that says that nothing has reached the camera.
 */
export async function readBack(
  dispatcher: Dispatcher,
  write: RelayWrite,
  options: SendOptions,
): Promise<void> {
  const { clock } = dispatcher;
  const { open, superseded } = write;
  const isSuperseded = () => superseded.aborted;
  const from = clock.now();
  let isRefuted = false;
  for (let lookedAfterMs = 0; !isSuperseded();) {
    if ((await look(dispatcher, options)) === open || isSuperseded()) return;
    isRefuted ||= !write.isEnded;
    if (lookedAfterMs >= RELAY_LAG_MS) {
      if (!isRefuted) return;
      const detail = `the camera accepted it, but the relay is ${open ? 'closed' : 'open'}`;
      throw dispatcher.problem('relay', 'NOT_APPLIED', detail);
    }
    const pauseMs = Math.min(RELAY_LOOK_MS, RELAY_LAG_MS - lookedAfterMs);
    await waitAtMost(clock, pauseMs, whenAborted(superseded));
    lookedAfterMs = clock.now() - from;
  }
}

function look(dispatcher: Dispatcher, options: SendOptions): Promise<boolean> {
  return isOpen(dispatcher, options).catch((error: unknown) => {
    if (!CameraError.is(error) || !error.isRefusal) throw notRead(error as CameraError);
    const detail = 'the camera accepts it but cannot read its relay; it may have none';
    throw dispatcher.problem('relay', 'NOT_APPLIED', detail, error.reason ?? '');
  });
}

/** The question failed, but what it is about was accepted. */
function notRead(error: CameraError): CameraError {
  if (!error.isNotDone) return error.withDelivery('accepted');
  const accepted = `the camera accepted it, but could not be asked how its relay stands: ${error.detail}`;
  return new CameraError('CONNECTION_LOST', accepted, { where: error.where, delivery: 'accepted' });
}
