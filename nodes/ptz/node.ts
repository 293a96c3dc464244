import type { NodeAPI } from 'node-red';
import type { Move } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { ptzRequest, type PtzSettings } from './request';

interface PtzConfig extends ActionConfig, PtzSettings {}

export = (RED: NodeAPI) => {
  actionNode<PtzConfig>(RED, 'anjvision-ptz', 'ptz', (config) => async (task) => {
    const { camera, node, status, presets } = task;
    const request = ptzRequest(config, task.msg.payload, presets);
    const onTrouble: Move['onTrouble'] = (error, ended) => {
      status.waiting('stopOwed');
      task.report(error);
      void ended.then((outcome) => (outcome ? status.failed(outcome) : status.done()));
    };
    if (request.kind === 'move') {
      const { input, stopAfterMs } = request;
      const onEnd = () => status.done();
      if (!(await camera.ptz.move({ input, stopAfterMs, owner: node, onTrouble, onEnd }))) return;
      status.working('moving');
    } else if (request.kind === 'stop') {
      status.working('stopping');
      await camera.ptz.stop(onTrouble);
      status.done();
    } else {
      if (!(await camera.ptz.preset({ input: request.input, owner: node, onTrouble }))) return;
      status.done('preset', { preset: String(request.result.preset) });
    }
    task.send(request.result);
  });
};
