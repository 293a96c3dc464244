import type { NodeAPI } from 'node-red';
import { upgrade } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { limits } from '../shared/limits';
import { configNumber, notAllowed, wholeNumber } from '../shared/input';

const { waitTimeout } = limits['anjvision-firmware'];

interface FirmwareConfig extends ActionConfig {
  /** Of the image, if messages do not bring one. */
  filename?: string;
  /** In s. */
  waitTimeout?: number | string;
}

export = (RED: NodeAPI) => {
  actionNode<FirmwareConfig>(RED, 'anjvision-firmware', 'firmware', (config) => async (task) => {
    const { camera, status, isWanted } = task;
    const waitMs =
      wholeNumber('waitTimeout', configNumber(config.waitTimeout, 180), waitTimeout, 'seconds') * 1000;
    const firmware = image(config, task.msg.payload);
    let shown = -1;
    const onProgress = (percent: number) => {
      if (percent === shown) return;
      shown = percent;
      if (percent < 100) status.waiting('uploading', { percent: String(percent) });
      else status.waiting('rebooting');
    };
    const result = await upgrade(camera, firmware, { waitMs, isWanted, onProgress });
    status.done();
    task.send(result);
  });
};

function image({ filename }: FirmwareConfig, payload: unknown): Buffer | string {
  if (Buffer.isBuffer(payload) || (typeof payload === 'string' && payload !== '')) return payload;
  if (filename) return filename;
  throw notAllowed('the payload', payload, 'a Buffer or a file name');
}
