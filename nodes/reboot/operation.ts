import { restart } from '../../camera/index';
import { configNumber, flag, wholeNumber } from '../shared/input';
import { limits } from '../shared/limits';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

const { waitTimeout } = limits['anjvision-reboot'];

interface RebootConfig {
  /** Waits until the camera is back. */
  wait: boolean;
  /** In s. */
  waitTimeout: number | string;
}

interface RebootRequest {
  /** How long to wait until the camera is back; undefined does not wait. */
  waitMs: number | undefined;
}

/** Any message triggers. */
export const reboot: Operation<RebootConfig, RebootRequest> = {
  definition,

  parseRequest(config) {
    if (!flag('wait', config.wait)) return { waitMs: undefined };
    const seconds = wholeNumber('waitTimeout', configNumber(config.waitTimeout), waitTimeout, 'seconds');
    return { waitMs: seconds * 1000 };
  },

  async execute({ waitMs }, { camera, signal, status, send }) {
    if (waitMs === undefined) {
      await camera.write('reboot', {}, { signal });
      status.done();
      return send({ rebooted: true });
    }
    status.waiting('rebooting');
    const { downtime } = await restart(camera, {
      command: 'reboot',
      why: 'it is rebooting',
      begin: () => camera.write('reboot', {}, { signal, bypassExclusive: true }),
      waitMs,
      signal,
    });
    status.done();
    send({ rebooted: true, downtime });
  },
};
