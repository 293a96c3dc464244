import type { NodeAPI } from 'node-red';
import { perform, type Camera } from '../../../camera/index';
import { packageVersion } from '../package-version';

/** A report for a bug ticket: versions, capabilities, last errors, counts; no secret, address, serial or MAC. */
export async function diagnose(RED: NodeAPI, camera: Camera): Promise<object> {
  const [info, model, capabilities] = await Promise.all([
    perform(camera, 'info', {}).catch(() => undefined),
    camera.read('model').catch(() => undefined),
    camera.read('capabilities').catch(() => undefined),
  ]);
  const { state, since, reason } = camera.connection.status;
  return {
    report: {
      package: packageVersion(),
      nodeRed: RED.version(),
      node: process.version,
      camera: {
        model: model?.model ?? info?.['model'],
        kernel: info?.['kernel'],
        filesystem: info?.['filesystem'],
        capabilities,
      },
      protocol: camera.settings.address.protocol,
      timeout: camera.settings.timeoutMs,
      connection: { state, since: new Date(since).toISOString(), reason },
      commands: camera.dispatcher.log.report(),
    },
  };
}
