import type { NodeAPI } from 'node-red';
import type { Camera } from '../../../camera/index';
import { packageVersion } from '../package-version';
import { selfDescription } from './self-description';

/** A report for a bug ticket: versions, capabilities, last errors, counts; no secret, address, serial or MAC. */
export async function diagnose(RED: NodeAPI, camera: Camera): Promise<object> {
  const { info, model, firmware, capabilities } = await selfDescription(camera);
  const { state, since, reason } = camera.connection.status;
  return {
    report: {
      package: packageVersion(),
      nodeRed: RED.version(),
      node: process.version,
      camera: {
        model,
        kernel: info?.['kernel'],
        filesystem: firmware,
        capabilities,
      },
      protocol: camera.settings.address.protocol,
      timeout: camera.settings.timeoutMs,
      connection: { state, since: new Date(since).toISOString(), reason },
      commands: camera.dispatcher.log.report(),
    },
  };
}
