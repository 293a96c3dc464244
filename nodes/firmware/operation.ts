import { upgrade } from '../../camera/index';
import { configNumber, invalidInput, wholeNumber } from '../shared/input';
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

  parseRequest(config, { payload }) {
    const seconds = wholeNumber('waitTimeout', configNumber(config.waitTimeout), waitTimeout, 'seconds');
    return { image: imageOf(config, payload), waitMs: seconds * 1000 };
  },

  async execute({ image, waitMs }, { camera, signal, status, send }) {
    let shown = -1;
    const onProgress = (percent: number) => {
      if (percent === shown) return;
      shown = percent;
      if (percent < 100) status.waiting('uploading', { percent: String(percent) });
      else status.waiting('rebooting');
    };
    const result = await upgrade(camera, image, { waitMs, signal, onProgress });
    status.done();
    send(result);
  },
};

function imageOf({ filename }: FirmwareConfig, payload: unknown): Buffer | string {
  if (Buffer.isBuffer(payload) || (typeof payload === 'string' && payload !== '')) return payload;
  if (filename) return filename;
  throw invalidInput('the payload', payload, 'a Buffer or a file name');
}
