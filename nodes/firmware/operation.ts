import { upgrade } from '../../camera/index';
import { configNumber, invalidInput, isPlainObject, wholeNumber } from '../shared/input';
import { limits } from '../shared/limits';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

const { waitTimeout } = limits['anjvision-firmware'];

interface FirmwareConfig {
  /** Of the image, if messages do not bring one. */
  filename: string;
  /** In s. */
  waitTimeout: number | string;
}

interface FirmwareRequest {
  /** The image itself, or the name of its file. */
  image: Buffer | string;
  waitMs: number;
}

export const firmware: Operation<FirmwareConfig, FirmwareRequest> = {
  definition,

  parseRequest(config, { payload, parts }) {
    if (isPart(payload, parts)) throw invalidInput('the payload', payload, WHOLE);
    const seconds = wholeNumber('waitTimeout', configNumber(config.waitTimeout), waitTimeout, 'seconds');
    return { image: imageOf(config, payload), waitMs: seconds * 1000 };
  },

  async execute({ image, waitMs }, { camera, signal, status, send }) {
    let shown = -1;
    const onProgress = (percent: number) => {
      if (percent === shown || signal.aborted) return;
      shown = percent;
      if (percent < 100) status.waiting('uploading', { percent: String(percent) });
      else status.waiting('rebooting');
    };
    const result = await upgrade(camera, image, { waitMs, signal, onProgress });
    // The upload outlives the node, whose place another one may have taken.
    if (!signal.aborted) status.done();
    send(result);
  },
};

const WHOLE = 'a whole image: let the node that reads the file give it as one Buffer';

/** Whether a Buffer is a part of a file or stream, and not an item of a list that was split. */
function isPart(payload: unknown, parts: unknown): boolean {
  if (!Buffer.isBuffer(payload) || !isPlainObject(parts)) return false;
  const { type, index, count } = parts;
  return type !== 'array' && type !== 'object' && !(index === 0 && count === 1);
}

function imageOf({ filename }: FirmwareConfig, payload: unknown): Buffer | string {
  if (Buffer.isBuffer(payload) || (typeof payload === 'string' && payload !== '')) return payload;
  if (filename) return filename;
  throw invalidInput('the payload', payload, 'a Buffer or a file name');
}
