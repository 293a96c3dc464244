import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Camera } from '../device/camera';
import { openImage } from './firmware-image';
import { restart, type Restart } from './restart';

/** A firmware image: its bytes, or the name of a file. */
export type Firmware = Buffer | string;

export interface Upgraded {
  readonly bytes: number;
  readonly sha256: string;
  /** How long the camera was away, in ms. */
  readonly downtime: number;
}

export interface UpgradeOptions extends Pick<Restart<void>, 'waitMs' | 'signal'> {
  /** Told how much has gone out, in whole per cent. */
  readonly onProgress: (percent: number) => void;
}

/**
 * Sends a firmware image (manual 3.7.4), at most once and whole, and waits for the camera to come back. Once it has
 * begun it goes on to its end, whoever goes away: half an image may ruin a camera. Others get `BUSY` meanwhile, by
 * whatever client of this camera.
 *
 * @throws CameraError also `INVALID_INPUT` if the file cannot be read, or changes while it is sent.
 */
export async function upgrade(
  camera: Camera,
  firmware: Firmware,
  { waitMs, signal, onProgress }: UpgradeOptions,
): Promise<Upgraded> {
  const image = await openImage(firmware);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pieces() {
    let sent = 0;
    for await (const piece of image.read()) {
      hash.update(piece);
      sent += piece.length;
      yield piece;
      onProgress(Math.floor((sent / bytes) * 100));
    }
  }
  try {
    const { downtime } = await restart(camera, {
      command: 'firmware',
      why: 'its firmware is being upgraded',
      begin: async () => {
        bytes = await image.measure();
        const body = Readable.from(pieces(), { objectMode: false });
        // What the camera did not want to have to its end would stay open.
        await camera.dispatcher.upload(body, bytes, signal).finally(() => body.destroy());
      },
      waitMs,
      signal,
      outlivesSignal: true,
    });
    return { bytes, sha256: hash.digest('hex'), downtime };
  } finally {
    await image.close();
  }
}
