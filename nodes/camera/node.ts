import type { Node, NodeAPI } from 'node-red';
import { CameraError } from '../../camera/index';
import { setUpCamera, type CameraConfig } from '../shared/camera-node';
import { registerAdminRoutes } from '../shared/admin/routes';
import { deregister, register } from '../shared/cameras';
import { reportAtDeploy } from '../shared/deploy-report';

export = (RED: NodeAPI) => {
  RED.nodes.registerType(
    'anjvision-camera',
    function (this: Node, config: CameraConfig) {
      RED.nodes.createNode(this, config);
      const camera = setUpCamera(RED, this, config);
      register(camera);
      this.on('close', (done: () => void) => {
        deregister(camera);
        if (camera.client instanceof CameraError) return done();
        camera.client.close().then(done, done);
      });
    },
    { credentials: { username: { type: 'text' }, password: { type: 'password' } } },
  );
  registerAdminRoutes(RED);
  reportAtDeploy(RED);
};
