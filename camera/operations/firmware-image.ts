import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CameraError } from '../core/errors';
import { formatValue } from '../protocol/encode-value';

/** A firmware image that can be read once. */
export interface FirmwareImage {
  /** Says how many bytes there are; exactly so many are read afterwards. @throws CameraError `INVALID_INPUT`. */
  measure(): Promise<number>;
  /** Throws before the last piece if the image is not any more what was measured, so that no camera gets it whole. */
  read(): AsyncIterable<Buffer> | Iterable<Buffer>;
  close(): Promise<void>;
}

/** @throws CameraError `INVALID_INPUT` for what is empty, or is no file that can be read. */
export async function openImage(firmware: Buffer | string): Promise<FirmwareImage> {
  if (!Buffer.isBuffer(firmware)) return FileImage.open(firmware);
  if (firmware.length === 0) throw new CameraError('INVALID_INPUT', 'the firmware is empty');
  return {
    measure: () => Promise.resolve(firmware.length),
    read: () => slices(firmware),
    close: () => Promise.resolve(),
  };
}

const PIECE_BYTES = 64 * 1024;

function* slices(buffer: Buffer): Iterable<Buffer> {
  for (let at = 0; at < buffer.length; at += PIECE_BYTES) yield buffer.subarray(at, at + PIECE_BYTES);
}

/** What tells that nobody has written to a file meanwhile. */
interface Measured {
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** A file that is opened once, so that another one by the same name does not matter. */
class FileImage implements FirmwareImage {
  readonly #name: string;
  readonly #file: FileHandle;
  #measured: Measured = { size: 0n, mtimeNs: 0n };

  private constructor(name: string, file: FileHandle) {
    this.#name = name;
    this.#file = file;
  }

  static async open(name: string): Promise<FileImage> {
    // A pipe that nobody writes to would not open otherwise.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    const file = await open(name, flags).catch(() => undefined);
    if (!file) throw noImage(name);
    try {
      const stats = await file.stat();
      if (!stats.isFile() || stats.size === 0) throw noImage(name);
      return new FileImage(name, file);
    } catch (error) {
      await file.close();
      throw CameraError.is(error) ? error : noImage(name);
    }
  }

  async measure(): Promise<number> {
    this.#measured = await this.#file.stat({ bigint: true });
    if (this.#measured.size === 0n) throw noImage(this.#name);
    return Number(this.#measured.size);
  }

  async *read(): AsyncIterable<Buffer> {
    const bytes = Number(this.#measured.size);
    for (let at = 0; at < bytes;) {
      const wanted = Buffer.allocUnsafe(Math.min(PIECE_BYTES, bytes - at));
      const { bytesRead } = await this.#file.read(wanted, 0, wanted.length, at);
      await this.#assertUnchanged();
      if (bytesRead === 0) throw this.#changed(`it ended after ${at} of ${bytes} bytes`);
      at += bytesRead;
      yield wanted.subarray(0, bytesRead);
    }
  }

  async #assertUnchanged(): Promise<void> {
    const { size, mtimeNs } = await this.#file.stat({ bigint: true });
    const { size: before, mtimeNs: writtenBefore } = this.#measured;
    if (size !== before) throw this.#changed(`it had ${before} bytes, and has ${size}`);
    if (mtimeNs !== writtenBefore) throw this.#changed('it was written to');
  }

  #changed(how: string): CameraError {
    const detail = `the firmware file ${formatValue(this.#name)} changed while it was sent: ${how}; the upload was ended before it was complete. Send the file again once it is complete`;
    return new CameraError('INVALID_INPUT', detail, { delivery: 'unknown' });
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

const noImage = (name: string) =>
  new CameraError(
    'INVALID_INPUT',
    `there is no firmware file ${formatValue(name)} that can be read, or it is empty`,
  );
