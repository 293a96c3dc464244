import { assertKnownKeys, isPlainObject, oneOf, option } from '../shared/input';
import type { Operation } from '../shared/operation';
import { definition } from './definition';
import { pictureName } from './picture-name';

const STREAMS = ['main', 'sub'] as const;
const TARGETS = ['message', 'sd', 'ftp', 'email', 'nfs'] as const;

/** As the manual numbers them (3.7.5). */
const STREAM_NUMBER = { sub: 0, main: 1 } as const;
const UPLOAD_NUMBER = { sd: 0, ftp: 1, email: 2, nfs: 3 } as const;

interface SnapshotRequest {
  stream: (typeof STREAMS)[number];
  /** Where the picture goes: into the message, or where the camera uploads it. */
  target: (typeof TARGETS)[number];
}

export const snapshot: Operation<SnapshotRequest, SnapshotRequest> = {
  definition,

  parseRequest(config, { payload }) {
    const options = overrides(payload);
    return {
      stream: oneOf('stream', option(options, 'stream', config.stream), STREAMS),
      target: oneOf('target', option(options, 'target', config.target), TARGETS),
    };
  },

  async execute({ stream: name, target }, { camera, signal, status, send }) {
    const stream = STREAM_NUMBER[name];
    if (target !== 'message') {
      await camera.write('snapshot', { stream, upload: UPLOAD_NUMBER[target] }, { signal });
      status.done();
      return send({ uploaded: target });
    }
    const { picture } = await camera.read('snapshot', { stream }, { signal });
    const filename = pictureName(camera.settings.name, Date.now());
    status.done();
    send(picture, { contentType: 'image/jpeg', filename });
  },
};

/** What a payload has to say of stream and target. Any other, such as what a relay sent, only triggers. */
function overrides(payload: unknown): Record<string, unknown> {
  if (!isPlainObject(payload) || !('stream' in payload || 'target' in payload)) return {};
  assertKnownKeys(payload, ['stream', 'target']);
  return payload;
}
