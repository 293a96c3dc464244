import type { Camera } from '../device/camera';
import { abortReason } from '../core/abort';
import { OFFLINE_CODES, CameraError } from '../core/errors';
import type { SessionToken } from '../session/session';
import { RESTART_LOOK_MS } from '../core/limits';
import { sleep } from '../core/timing';

/** A camera that goes away because we made it, and is to come back. */
export interface Restart<T> {
  /** The command, for errors. */
  readonly command: string;
  /** Why others are refused meanwhile, such as `it is rebooting`. */
  readonly why: string;
  /** Makes the camera restart. */
  readonly begin: () => Promise<T>;
  /** How long to wait for it to be back, in ms. */
  readonly waitMs: number;
  /** Aborted, it does not begin any more, and nobody waits. */
  readonly signal: AbortSignal;
  /** Once begun it is waited for to its end, whoever goes away. */
  readonly outlivesSignal?: boolean;
}

/**
 * Restarts a camera and waits until it is back. Other commands get `BUSY` meanwhile.
 *
 * @returns what `begin` did, and how long the camera was away, in ms.
 * @throws CameraError what `begin` throws, `TIMEOUT` if the camera did not go or is not back in time, or
 *   `AUTH_FAILED` if it came back with another password.
 */
export async function restart<T>(camera: Camera, restart: Restart<T>) {
  const { client, dispatcher } = camera;
  try {
    dispatcher.exclusive.assertFree();
    await client.session.token();
    if (restart.signal.aborted) throw abortReason(restart.signal);
    return await dispatcher.exclusively(restart.why, () => goAndComeBack(camera, restart));
  } catch (error) {
    // A log-in and an upload go past the dispatcher's queue, which masks secrets and names the camera.
    throw dispatcher.located(error, restart.command);
  }
}

async function goAndComeBack<T>(camera: Camera, restart: Restart<T>) {
  const done = await restart.begin();
  const since = camera.clock.now();
  try {
    await comeBack(camera, restart, since);
  } catch (error) {
    throw CameraError.is(error) ? error.withDelivery('accepted') : error;
  }
  camera.connection.answered();
  return { done, downtime: camera.clock.now() - since };
}

/** Waits until the camera has gone, and then until it is back. */
async function comeBack(camera: Camera, { waitMs, signal, outlivesSignal }: Restart<unknown>, since: number) {
  const { clock } = camera;
  const ask = async (question: () => Promise<boolean>, otherwise: string) => {
    while (!(await question())) {
      if (signal.aborted && !outlivesSignal)
        throw new CameraError('CLOSED', 'the node was removed while the camera restarted');
      const left = since + waitMs - clock.now();
      if (left <= 0) throw new CameraError('TIMEOUT', otherwise);
      await sleep(clock, Math.min(RESTART_LOOK_MS, left));
    }
  };
  const seconds = Math.round(waitMs / 1000);
  let session: SessionToken | undefined;
  const isGone = async () => {
    // One from before may have died while a long upload went on.
    session ??= await camera.client.session.token();
    return !(await camera.client.isSessionValid(session));
  };
  await ask(() => seenAway(isGone), `it took the command but did not restart within ${seconds} s`);
  await ask(
    () => isBack(camera),
    `it restarted but is not back after ${seconds} s; check its power and its network`,
  );
}

async function seenAway(isGone: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isGone();
  } catch (error) {
    if (CameraError.is(error, ...OFFLINE_CODES)) return true;
    // What a camera says while it writes to its flash.
    if (CameraError.is(error, 'BAD_RESPONSE', 'CAMERA_FAULT')) return false;
    throw error;
  }
}

async function isBack({ client, connection }: Camera): Promise<boolean> {
  try {
    await client.session.token();
    return true;
  } catch (error) {
    if (CameraError.is(error)) connection.failed(error.at('', client.redactor));
    if (CameraError.is(error, 'BAD_RESPONSE', ...OFFLINE_CODES)) return false;
    throw error;
  }
}
