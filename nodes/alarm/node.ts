import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';

export = (RED: NodeAPI) => {
  actionNode(RED, 'anjvision-alarm', 'alarm', () => async (task) => {
    await task.camera.write('alarm', {}, { owner: task.node });
    task.status.done('triggered');
    task.send({ triggered: true });
  });
};
