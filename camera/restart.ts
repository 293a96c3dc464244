import type { Camera } from './camera';
import { CameraError, closed } from './errors';
import { RESTART_LOOK_MS } from './settings';
import { sleep } from './wait';

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
  /** Whether anybody still waits. */
  readonly isWanted: () => boolean;
}

/**
 * Restarts a camera and waits until it is back. Other commands get `BUSY` meanwhile.
 *
 * @returns what `begin` did, and how long the camera was away, in ms.
 * @throws CameraError what `begin` throws, `TIMEOUT` if the camera did not go or is not back in time, or
 *   `AUTH_FAILED` if it came back with another password.
 */
export async function restart<T>(camera: Camera, restart: Restart<T>) {
  const { dialogue, channel } = camera;
  try {
    channel.refuseIfOccupied();
    await dialogue.session.ticket();
    if (!restart.isWanted()) throw closed();
    channel.occupy(restart.why);
    try {
      return await goAndComeBack(camera, restart);
    } finally {
      channel.release();
    }
  } catch (error) {
    // A log-in and an upload go past the channel, which masks secrets and names the camera.
    throw CameraError.is(error) && !error.where ? channel.explained(error, restart.command) : error;
  }
}

async function goAndComeBack<T>(camera: Camera, restart: Restart<T>) {
  const { clock, dialogue, channel } = camera;
  const { command, begin, waitMs, isWanted } = restart;
  const done = await begin();
  const since = clock.now();
  // An older session may have died while a long upload went on. Without one, the camera has gone already.
  const session = await dialogue.session.ticket().catch(() => undefined);
  const ask = async (question: () => Promise<boolean>, otherwise: string) => {
    while (!(await question())) {
      if (!isWanted()) throw channel.problem(command, 'CLOSED', GONE);
      const left = since + waitMs - clock.now();
      if (left <= 0) throw channel.problem(command, 'TIMEOUT', otherwise);
      await sleep(clock, Math.min(RESTART_LOOK_MS, left));
    }
  };
  const seconds = Math.round(waitMs / 1000);
  await ask(
    async () => !session || !(await dialogue.knows(session)),
    `it took the command but did not restart within ${seconds} s`,
  );
  await ask(
    () => isBack(camera),
    `it restarted but is not back after ${seconds} s; check its power and its network`,
  );
  camera.connection.answered();
  return { done, downtime: clock.now() - since };
}

const GONE = 'the node or the camera was removed while the camera restarted';

async function isBack({ dialogue, connection }: Camera): Promise<boolean> {
  try {
    await dialogue.session.ticket();
    return true;
  } catch (error) {
    if (CameraError.is(error)) connection.failed(error.at('', (text) => dialogue.redact(text)));
    if (CameraError.is(error, 'UNREACHABLE', 'TIMEOUT', 'CONNECTION_LOST', 'BAD_RESPONSE')) return false;
    throw error;
  }
}
