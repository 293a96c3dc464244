import type { Node, NodeAPI } from 'node-red';
import { CameraError, type Camera } from '../../camera/index';
import { findCamera, referenceOf } from '../shared/cameras';
import { followCamera } from '../shared/follow-camera';
import { StatusLine } from '../shared/status-line';
import { CameraWatch } from './camera-watch';
import { parseSettings, type EventsConfig } from './settings';

export = (RED: NodeAPI) => {
  RED.nodes.registerType('anjvision-events', function (this: Node, config: EventsConfig) {
    RED.nodes.createNode(this, config);
    const status = new StatusLine(RED, this);
    const closing = new AbortController();
    let watch: CameraWatch | undefined;
    status.idle();
    const failed = (error: unknown) => {
      status.failed(error);
      this.error(CameraError.is(error) ? error.message : error);
    };
    try {
      const settings = parseSettings(config);
      const id = config.camera ?? '';
      const found = (camera: Camera, signal: AbortSignal) => {
        const name = referenceOf(findCamera(id, undefined));
        const send = (topic: string, payload: object) => this.send({ topic, payload, camera: name });
        watch = new CameraWatch(camera, settings, status, send, signal);
      };
      followCamera(RED, id, { found, failed }, closing.signal);
    } catch (error) {
      failed(error);
    }
    this.on('close', (_removed: boolean, done: () => void) => {
      closing.abort();
      (watch?.closed ?? Promise.resolve()).then(done, done);
    });
  });
};
