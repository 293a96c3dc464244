import type { NodeAPI } from 'node-red';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { pictureName } from './picture-name';
import { given, isPlainObject, oneOf, refuseUnknownKeys } from '../shared/input';

const STREAMS = ['main', 'sub'] as const;
const TARGETS = ['message', 'sd', 'ftp', 'email', 'nfs'] as const;

/** As the manual numbers them (3.7.5). */
const STREAM_NUMBER = { sub: 0, main: 1 } as const;
const UPLOAD_NUMBER = { sd: 0, ftp: 1, email: 2, nfs: 3 } as const;

interface SnapshotConfig extends ActionConfig {
  stream?: (typeof STREAMS)[number];
  target?: (typeof TARGETS)[number];
}

export = (RED: NodeAPI) => {
  actionNode<SnapshotConfig>(RED, 'anjvision-snapshot', 'snapshot', (config) => async (task) => {
    const { camera, node, status } = task;
    const object = overrides(task.msg.payload);
    const stream = STREAM_NUMBER[oneOf('stream', given(object, 'stream', config.stream || 'main'), STREAMS)];
    const target = oneOf('target', given(object, 'target', config.target || 'message'), TARGETS);
    if (target === 'message') {
      const { picture } = await camera.read('snapshot', { stream }, { owner: node });
      const filename = pictureName(camera.settings.name, Date.now());
      status.done();
      task.send(picture, { contentType: 'image/jpeg', filename });
    } else {
      await camera.write('snapshot', { stream, upload: UPLOAD_NUMBER[target] }, { owner: node });
      status.done();
      task.send({ uploaded: target });
    }
  });
};

/** What a payload has to say of stream and target. Any other, such as what a relay sent, only triggers. */
function overrides(payload: unknown): Record<string, unknown> {
  if (!isPlainObject(payload) || !('stream' in payload || 'target' in payload)) return {};
  refuseUnknownKeys(payload, ['stream', 'target']);
  return payload;
}
