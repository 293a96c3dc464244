import type { NodeAPI } from 'node-red';
import { restart } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { limits } from '../shared/limits';
import { configNumber, wholeNumber } from '../shared/input';

const { waitTimeout } = limits['anjvision-reboot'];

interface RebootConfig extends ActionConfig {
  /** Waits until the camera is back. */
  wait?: boolean;
  /** In s. */
  waitTimeout?: number | string;
}

export = (RED: NodeAPI) => {
  actionNode<RebootConfig>(RED, 'anjvision-reboot', 'reboot', (config) => async (task) => {
    const { camera, node, status, isWanted } = task;
    const begin = () => camera.write('reboot', {}, { owner: node, bypassExclusive: config.wait !== false });
    if (config.wait === false) {
      await begin();
      status.done();
      return task.send({ rebooted: true });
    }
    const waitMs =
      wholeNumber('waitTimeout', configNumber(config.waitTimeout, 180), waitTimeout, 'seconds') * 1000;
    status.waiting('rebooting');
    const { downtime } = await restart(camera, {
      command: 'reboot',
      why: 'it is rebooting',
      begin,
      waitMs,
      isWanted,
    });
    status.done();
    task.send({ rebooted: true, downtime });
  });
};
