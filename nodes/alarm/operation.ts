import type { Operation } from '../shared/operation';
import { definition } from './definition';

/** Any message triggers. */
export const alarm: Operation = {
  definition,
  parseRequest: () => undefined,
  async execute(_request, { camera, signal, status, send }) {
    await camera.write('alarm', {}, { signal });
    status.done('triggered');
    send({ triggered: true });
  },
};
