import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Camera } from '../device/camera';
import { CameraError } from '../core/errors';
import { formatValue } from '../protocol/encode-value';
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
 * Sends a firmware image (manual 3.7.4), at most once, and waits for the camera to come back.
 *
 * @throws CameraError also `INVALID_INPUT` if the file cannot be read.
 */
export async function upgrade(
  camera: Camera,
  firmware: Firmware,
  { waitMs, signal, onProgress }: UpgradeOptions,
): Promise<Upgraded> {
  const { read, bytes } = await open(firmware);
  const hash = createHash('sha256');
  let sent = 0;
  const body = Readable.from(
    (async function* () {
      for await (const chunk of read()) {
        hash.update(chunk);
        sent += chunk.length;
        yield chunk;
        onProgress(Math.floor((sent / bytes) * 100));
      }
    })(),
    { objectMode: false },
  );
  const { downtime } = await restart(camera, {
    command: 'firmware',
    why: 'its firmware is being upgraded',
    // What the camera did not want to have to its end would stay open.
    begin: () => camera.dispatcher.upload(body, bytes).finally(() => body.destroy()),
    waitMs,
    signal,
  });
  return { bytes, sha256: hash.digest('hex'), downtime };
}

interface Image {
  readonly bytes: number;
  /** Called once it is to be sent: an open file that nobody reads stays open, and its error ends Node-RED. */
  readonly read: () => AsyncIterable<Buffer> | Iterable<Buffer>;
}

async function open(firmware: Firmware): Promise<Image> {
  if (Buffer.isBuffer(firmware)) {
    if (firmware.length === 0) throw new CameraError('INVALID_INPUT', 'the firmware is empty');
    return { read: () => slices(firmware), bytes: firmware.length };
  }
  const file = await access(firmware, constants.R_OK).then(
    () => stat(firmware),
    () => undefined,
  );
  if (!file?.isFile() || file.size === 0) {
    throw new CameraError(
      'INVALID_INPUT',
      `there is no firmware file ${formatValue(firmware)}, or it is empty`,
    );
  }
  return { read: () => createReadStream(firmware), bytes: file.size };
}

const SLICE_BYTES = 64 * 1024;

function* slices(buffer: Buffer): Iterable<Buffer> {
  for (let at = 0; at < buffer.length; at += SLICE_BYTES) yield buffer.subarray(at, at + SLICE_BYTES);
}
