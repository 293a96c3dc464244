import type { Move } from '../../camera/index';
import type { Operation } from '../shared/operation';
import { definition } from './definition';
import { parsePtzRequest, type PtzConfig, type PtzRequest } from './request';

export const ptz: Operation<PtzConfig, PtzRequest> = {
  definition,

  parseRequest: (config, { payload }, { presets }) => parsePtzRequest(config, payload, presets),

  async execute(request, { camera, signal, status, send, report }) {
    const onTrouble: Move['onTrouble'] = (error, ended) => {
      status.waiting('stopPending');
      report(error);
      void ended.then((outcome) => (outcome ? status.failed(outcome) : status.done()));
    };
    switch (request.kind) {
      case 'move': {
        const { input, stopAfterMs } = request;
        const onEnd = () => status.done();
        if (!(await camera.ptz.move({ input, stopAfterMs, signal, onTrouble, onEnd }))) return;
        status.working('moving');
        break;
      }
      case 'stop':
        status.working('stopping');
        await camera.ptz.stop(onTrouble);
        status.done();
        break;
      case 'preset':
        if (!(await camera.ptz.preset({ input: request.input, signal, onTrouble }))) return;
        status.done('preset', { preset: String(request.result.preset) });
    }
    send(request.result);
  },
};
